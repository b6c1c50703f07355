//! The client: credentials, limits, and how one request becomes one answer.
//!
//! Reads share a connection pool. Writes have their own HTTP client without pool, redirects or
//! retries, so that one call is one request on the wire.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::{RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use crate::endpoint::Endpoint;
use crate::error::{Error, LostAnswer};
use crate::wire;

/// An API key. It acts as the person who made it. Its text shows in no log and no debug output.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Wraps the key's text.
    pub fn new(text: String) -> Self {
        Self(text.into())
    }
}

/// How long and how large an answer may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time to make a connection.
    pub connect: Duration,
    /// Time of a whole call, from connecting to the last byte.
    pub whole_call: Duration,
    /// Largest body in bytes; a catalogue of 700 fields is about 100 kB.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole_call: Duration::from_secs(30),
            body: 16 * 1024 * 1024,
        }
    }
}

/// One company's BambooHR, seen with one key.
#[derive(Clone, Debug)]
pub struct Client {
    endpoint: Endpoint,
    key: ApiKey,
    limits: Limits,
    reads: reqwest::Client,
    writes: reqwest::Client,
}

/// A 2xx answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Client {
    /// A client with the usual limits. Fails only when the system offers no root certificates.
    pub fn new(endpoint: Endpoint, key: ApiKey) -> Result<Self, Error> {
        Self::with_limits(endpoint, key, Limits::default())
    }

    /// A client with other limits.
    pub fn with_limits(endpoint: Endpoint, key: ApiKey, limits: Limits) -> Result<Self, Error> {
        // Installing twice is an error that changes nothing; the first provider stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .connect_timeout(limits.connect)
                .timeout(limits.whole_call)
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .no_proxy()
                .http1_only()
                .user_agent(concat!("send-to-bamboohr/", env!("CARGO_PKG_VERSION")))
        };
        let reads = builder().pool_idle_timeout(Duration::from_secs(30)).build();
        let writes = builder().pool_max_idle_per_host(0).build();
        let unusable = |_| Error::Invalid("the HTTP client could not be made");
        Ok(Self {
            endpoint,
            key,
            limits,
            reads: reads.map_err(unusable)?,
            writes: writes.map_err(unusable)?,
        })
    }

    /// The company's address.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    pub(crate) async fn read<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        segments: &[&str],
        query: &[(&str, &str)],
    ) -> Result<T, Error> {
        let mut url: Url = self.endpoint.api(segments);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let answer = self.send(operation, self.reads.get(url)).await?;
        serde_json::from_slice(&answer.body).map_err(|error| Error::Undecodable {
            status: answer.status.as_u16(),
            // serde's message can quote a value; its place and kind cannot.
            reason: format!(
                "{:?} error at line {} column {}",
                error.classify(),
                error.line(),
                error.column()
            ),
        })
    }

    pub(crate) async fn write(
        &self,
        operation: &'static str,
        segments: &[&str],
        body: &impl serde::Serialize,
    ) -> Result<Answer, Error> {
        let body =
            serde_json::to_vec(body).map_err(|_| Error::Invalid("the values are not JSON"))?;
        let request = self.writes.post(self.endpoint.api(segments));
        self.send(
            operation,
            request.header(CONTENT_TYPE, "application/json").body(body),
        )
        .await
    }

    async fn send(
        &self,
        operation: &'static str,
        request: RequestBuilder,
    ) -> Result<Answer, Error> {
        let began = std::time::Instant::now();
        let request = request
            .basic_auth(self.key.0.expose_secret(), Some("x"))
            .header(ACCEPT, "application/json");
        let outcome = self.exchange(request).await;
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &outcome {
            Ok(answer) => tracing::info!(
                operation,
                status = answer.status.as_u16(),
                milliseconds,
                "BambooHR answered"
            ),
            Err(error) => {
                let cause = cause(error);
                tracing::warn!(operation, %error, cause, milliseconds, "BambooHR did not do it");
            }
        }
        outcome
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<Answer, Error> {
        let mut response = request.send().await.map_err(sending_failed)?;
        let status = response.status();
        let headers = response.headers().clone();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) <= self.limits.body => {
                    body.extend_from_slice(&chunk);
                }
                Ok(None) => break,
                // The status is known: a refusal stays a refusal even when its text is lost or endless.
                Ok(Some(_)) | Err(_) if !status.is_success() => break,
                Ok(Some(_)) => {
                    return Err(Error::Undecodable {
                        status: status.as_u16(),
                        reason: "it is too large".to_owned(),
                    });
                }
                Err(error) => return Err(Error::Lost(how_it_was_lost(&error))),
            }
        }
        if status.is_success() {
            Ok(Answer {
                status,
                headers,
                body,
            })
        } else {
            Err(wire::failure(status, &headers, &body))
        }
    }
}

/// What lies beneath an error, such as a name that does not resolve. URLs were taken out before.
fn cause(error: &Error) -> String {
    let mut causes = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.join(": ")
}

/// A failed `send`: connecting comes before the first byte, everything else may come after it.
fn sending_failed(error: reqwest::Error) -> Error {
    if error.is_connect() {
        Error::NotDelivered(error.without_url())
    } else if error.is_builder() {
        Error::Invalid("the request could not be built")
    } else {
        Error::Lost(how_it_was_lost(&error))
    }
}

fn how_it_was_lost(error: &reqwest::Error) -> LostAnswer {
    if error.is_timeout() {
        LostAnswer::TimedOut
    } else {
        LostAnswer::Broken
    }
}
