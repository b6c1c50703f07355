//! What an HTTP client is here: no redirects that nobody looked at, no repeats, no proxy.

use std::time::Duration;

use reqwest::ClientBuilder;
use reqwest::redirect::Policy;

/// How requests are made. A connection is given up after `connect`; times of whole answers are the caller's to set.
pub fn client(connect: Duration) -> ClientBuilder {
    // For the whole program; where one is installed already, that one stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(connect)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .referer(false)
        .http1_only()
        .user_agent(concat!("send-to-bamboohr/", env!("CARGO_PKG_VERSION")))
}

/// How an answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LostAnswer {
    /// The answer did not come, or did not end, within the time limit.
    #[error("no answer in time")]
    TimedOut,
    /// The connection ended before the answer did.
    #[error("the connection broke")]
    Broken,
}

/// Of a request that was on its way.
pub fn how_it_was_lost(error: &reqwest::Error) -> LostAnswer {
    match error.is_timeout() {
        true => LostAnswer::TimedOut,
        false => LostAnswer::Broken,
    }
}
