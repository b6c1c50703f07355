//! The client: credentials, limits, and how one call becomes requests.
//!
//! Reads share a connection pool and are asked again when that may help. Writes have their own HTTP client
//! without pool, redirects or retries, so that one call is at most one request on the wire.

mod call;
mod exchange;
mod limits;
mod pace;
mod retry;

use std::time::Duration;

use reqwest::multipart::Form;
use tokio::time::Instant;
use tracing::Instrument as _;

pub(crate) use call::Call;
pub use limits::Limits;
pub use retry::Retries;

use crate::answer::Answer;
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::error::{Error, RefusalReason};
use pace::Pace;
use retry::Budget;

/// How a client behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Times and sizes of a call.
    pub limits: Limits,
    /// How often reads are asked again.
    pub retries: Retries,
}

/// One company's BambooHR, seen with one key. Clones share connections, pace and retry budget: use one
/// client and its clones for one account.
#[derive(Clone, Debug)]
pub struct Client {
    endpoint: Endpoint,
    credentials: Credentials,
    options: Options,
    pace: Pace,
    budget: Budget,
    reads: reqwest::Client,
    writes: reqwest::Client,
}

impl Client {
    /// A client with the usual options. Fails only when the system offers no root certificates.
    pub fn new(endpoint: Endpoint, credentials: impl Into<Credentials>) -> Result<Self, Error> {
        Self::with(endpoint, credentials, Options::default())
    }

    /// A client with other options.
    pub fn with(
        endpoint: Endpoint,
        credentials: impl Into<Credentials>,
        options: Options,
    ) -> Result<Self, Error> {
        // Installing twice is an error that changes nothing; the first provider stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .connect_timeout(options.limits.connect)
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
            credentials: credentials.into(),
            options,
            pace: Pace::default(),
            budget: Budget::default(),
            reads: reads.map_err(unusable)?,
            writes: writes.map_err(unusable)?,
        })
    }

    /// The company's address.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Asks, and asks again when that may help.
    pub(crate) async fn read(&self, call: Call<'_>) -> Result<Answer, Error> {
        let span = call.span();
        let work = async {
            let deadline = Instant::now() + self.options.retries.within;
            let mut longest_wait = self.options.limits.turn;
            let mut tries = 0;
            loop {
                tries += 1;
                tracing::Span::current().record("tries", tries);
                let error = match self.once(&call, &self.reads, None, longest_wait).await {
                    Ok(answer) => return Ok(answer),
                    Err(error) => error,
                };
                let pause = self
                    .options
                    .retries
                    .pause_before(tries + 1, fastrand::f64());
                let asked = error.retry_after().unwrap_or_default();
                let is_last = tries >= self.options.retries.tries
                    || Instant::now() + pause.max(asked) > deadline;
                if is_last || !retry::may_pass(&error) || !self.budget.take() {
                    return Err(error);
                }
                // A pause that BambooHR asked for is kept by the account's pace, for all calls alike.
                tokio::time::sleep(pause).await;
                longest_wait = deadline.saturating_duration_since(Instant::now());
            }
        };
        work.instrument(span).await
    }

    /// Sends at most once.
    pub(crate) async fn write(&self, call: Call<'_>) -> Result<Answer, Error> {
        let span = call.span();
        let wait = self.options.limits.turn;
        self.once(&call, &self.writes, None, wait)
            .instrument(span)
            .await
    }

    /// Sends a form with a file, at most once.
    pub(crate) async fn upload(&self, call: Call<'_>, form: Form) -> Result<Answer, Error> {
        let span = call.span();
        let wait = self.options.limits.turn;
        self.once(&call, &self.writes, Some(form), wait)
            .instrument(span)
            .await
    }

    /// One request, or none: waits for the account's turn and for a fresh token first.
    async fn once(
        &self,
        call: &Call<'_>,
        http: &reqwest::Client,
        form: Option<Form>,
        longest_wait: Duration,
    ) -> Result<Answer, Error> {
        let began = Instant::now();
        let turn = self.pace.turn(longest_wait).await;
        let outcome = match turn {
            Ok(()) => self.send(call, http, form).await,
            Err(wait) => Err(Error::HeldBack(wait)),
        };
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &outcome {
            Ok(answer) => {
                let status = answer.status.as_u16();
                tracing::info!(status, milliseconds, "BambooHR answered");
            }
            Err(error) => {
                let cause = exchange::cause(error);
                tracing::warn!(%error, cause, milliseconds, "BambooHR did not do it");
            }
        }
        outcome
    }

    async fn send(
        &self,
        call: &Call<'_>,
        http: &reqwest::Client,
        form: Option<Form>,
    ) -> Result<Answer, Error> {
        self.renew_token().await?;
        let limits = &self.options.limits;
        let time = match form {
            Some(_) => limits.upload,
            None => limits.whole_call,
        };
        let request = call.request(http, &self.endpoint, form);
        let request = request
            .timeout(time)
            .header(
                reqwest::header::AUTHORIZATION,
                self.credentials.authorization().await?,
            )
            .header(reqwest::header::ACCEPT, "application/json");
        let outcome = exchange::exchange(request, limits.body, call.asked()).await;
        self.learn_from(&outcome).await;
        outcome
    }

    /// Sets the account's pace and the retry budget by what came back.
    async fn learn_from(&self, outcome: &Result<Answer, Error>) {
        match outcome {
            Ok(_) => {
                self.pace.went_well();
                self.budget.earn();
            }
            Err(Error::Refused(refusal)) => match refusal.reason {
                RefusalReason::RateLimited => self.pace.slow_down(refusal.retry_after),
                RefusalReason::KeyRejected => {
                    if let Some(oauth) = self.credentials.oauth() {
                        oauth.rejected().await;
                    }
                }
                _ => self.pace.went_well(),
            },
            // Before 16 September 2026 this was how BambooHR said that there are too many requests.
            Err(Error::ServerFailed(failure)) if failure.retry_after.is_some() => {
                self.pace.slow_down(failure.retry_after);
            }
            Err(_) => {}
        }
    }

    /// Has a fresh access token, where tokens are used.
    async fn renew_token(&self) -> Result<(), Error> {
        let Some(oauth) = self.credentials.oauth() else {
            return Ok(());
        };
        let limits = &self.options.limits;
        let renew = async |form: &[(&str, &str)]| {
            let request = self
                .writes
                .post(self.endpoint.token())
                .timeout(limits.whole_call)
                .header(reqwest::header::ACCEPT, "application/json")
                .form(form);
            let answer = exchange::exchange(
                request,
                limits.body,
                crate::answer::failure::Asked::Otherwise,
            )
            .await;
            tracing::info!(
                renewed = answer.is_ok(),
                "the access token had to be renewed"
            );
            answer
        };
        oauth.keep_fresh(renew).await
    }
}
