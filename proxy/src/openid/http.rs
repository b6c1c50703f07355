//! How providers are asked: no redirects, and neither longer nor more than an answer can be.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

/// How long a provider may take, and how much it may say.
#[derive(Clone, Copy, Debug)]
pub struct ProviderLimits {
    /// Until it is connected.
    pub connect: Duration,
    /// For one answer.
    pub answer: Duration,
    /// Bytes of one answer.
    pub body: usize,
}

impl Default for ProviderLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(10),
            body: 1024 * 1024,
        }
    }
}

/// Why there is no answer. It names no value of any request or answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// Not connected, broken off, or too slow.
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    /// Larger than any answer is.
    #[error("the answer is too large")]
    TooLarge,
    /// Cannot be.
    #[error("the answer cannot be put together")]
    Odd,
}

/// Cloning shares the connections.
#[derive(Clone, Debug)]
pub(super) struct Http {
    client: reqwest::Client,
    largest: usize,
}

impl Http {
    pub(super) fn with(limits: ProviderLimits) -> Result<Self, NoAnswer> {
        // The workspace's HTTP client brings no provider of its own; a second one changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(limits.connect)
            .timeout(limits.answer)
            .build()?;
        Ok(Self {
            client,
            largest: limits.body,
        })
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = reqwest::Request::try_from(request).map_err(without_url)?;
        let mut response = self.client.execute(request).await.map_err(without_url)?;
        let mut body = Vec::new();
        while let Some(bytes) = response.chunk().await.map_err(without_url)? {
            if body.len() + bytes.len() > self.largest {
                return Err(NoAnswer::TooLarge);
            }
            body.extend_from_slice(&bytes);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

fn without_url(error: reqwest::Error) -> NoAnswer {
    NoAnswer::Http(error.without_url())
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + Sync + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
