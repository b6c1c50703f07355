//! The client: credentials, limits, and how one call becomes requests.
//!
//! Reads share a connection pool and are asked again when that may help. Writes have their own HTTP client
//! without pool, redirects or retries, so that one call is at most one request on the wire.

mod call;
mod exchange;
mod limits;
#[cfg(test)]
mod names;
mod observe;
mod pace;
mod retry;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use outside::outside_only;
use reqwest::RequestBuilder;
use reqwest::dns::Resolve;
use reqwest::header::{ACCEPT, AUTHORIZATION};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::Instant;
use tracing::Instrument as _;

pub(crate) use call::Call;
pub use limits::Limits;
pub use observe::Observe;
pub use retry::Retries;

use crate::answer::Answer;
use crate::answer::failure::{Asked, request_id};
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::error::{Error, RefusalReason};
use exchange::exchange;
use pace::{Pace, Turn};
use retry::Budget;

/// The form of a token's renewal.
type TokenForm = Vec<(&'static str, SecretString)>;
/// A renewal on its way.
type Renewing = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

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
    /// Taken already, for one call.
    turn: Option<Turn>,
    observer: Option<Arc<dyn Observe>>,
    reads: reqwest::Client,
    writes: reqwest::Client,
}

/// A request whose turn has come.
struct Ready {
    request: RequestBuilder,
    /// Of its access token, if it has one.
    generation: Option<u64>,
    turn: Turn,
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
        let resolver: Option<Arc<dyn Resolve>> = if endpoint.is_bamboohrs_own() {
            Some(outside_only())
        } else {
            None
        };
        Self::resolving(endpoint, credentials.into(), options, resolver.as_ref())
    }

    /// A client that finds addresses in this way; without one as the machine does.
    fn resolving(
        endpoint: Endpoint,
        credentials: Credentials,
        options: Options,
        resolver: Option<&Arc<dyn Resolve>>,
    ) -> Result<Self, Error> {
        let builder = || {
            let builder = outside::client(options.limits.connect);
            match resolver {
                Some(resolver) => builder.dns_resolver(Arc::clone(resolver)),
                None => builder,
            }
        };
        let reads = builder().pool_idle_timeout(Duration::from_secs(30)).build();
        let writes = builder().pool_max_idle_per_host(0).build();
        let unusable = |_| Error::Invalid("the HTTP client could not be made");
        Ok(Self {
            endpoint,
            credentials,
            options,
            pace: Pace::default(),
            budget: Budget::default(),
            turn: None,
            observer: None,
            reads: reads.map_err(unusable)?,
            writes: writes.map_err(unusable)?,
        })
    }

    /// The same, and `observer` is told of every request.
    pub fn observed(self, observer: Arc<dyn Observe>) -> Self {
        Self {
            observer: Some(observer),
            ..self
        }
    }

    /// The same account, pace and connections, but every read is one request: for a look whether BambooHR
    /// is back.
    pub fn without_retries(&self) -> Self {
        let mut once = self.clone();
        once.options.retries.tries = 1;
        once
    }

    /// Waits for the account's turn, up to `longest`, and gives the same client for the one call that takes it:
    /// what must leave at once when it was written down does its waiting here. The error is
    /// [`Error::HeldBack`], from here or, when BambooHR asked for a pause meanwhile, from the call.
    pub async fn in_turn(&self, longest: Duration) -> Result<Self, Error> {
        let turn = self.pace.turn(longest).await.map_err(Error::HeldBack)?;
        Ok(Self {
            turn: Some(turn),
            ..self.clone()
        })
    }

    /// The company's address.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Asks, and asks again when that may help. The answer is whole.
    pub(crate) async fn read(&self, mut call: Call<'_>) -> Result<Answer, Error> {
        let span = call.span();
        let retries = self.options.retries;
        let work = async {
            let began = Instant::now();
            let mut longest_wait = self.options.limits.turn;
            let mut renewed = false;
            let mut last: Option<Error> = None;
            let mut tries = 0;
            loop {
                tries += 1;
                tracing::Span::current().record("tries", tries);
                let outcome = self.once(&mut call, &self.reads, longest_wait).await;
                let error = match outcome.and_then(Answer::whole) {
                    Ok(answer) => return Ok(answer),
                    // The next try would come too late: what the last one met is the better news.
                    Err(Error::HeldBack(wait)) => {
                        return Err(last.unwrap_or(Error::HeldBack(wait)));
                    }
                    Err(error) => error,
                };
                // A token that ran out early is no reason to bother anybody: the next try renews it.
                if self.is_rejected_token(&error) && !renewed {
                    renewed = true;
                    last = Some(error);
                    continue;
                }
                let pause = retries.pause_before(tries + 1, fastrand::f64());
                let asked = error.retry_after().unwrap_or_default();
                let is_last =
                    tries >= retries.tries || began.elapsed() + pause.max(asked) > retries.within;
                if is_last || !retry::may_pass(&error) || !self.budget.take() {
                    return Err(error);
                }
                // A pause that BambooHR asked for is kept by the account's pace, for all calls alike.
                tokio::time::sleep(pause).await;
                longest_wait = retries.within.saturating_sub(began.elapsed());
                last = Some(error);
            }
        };
        work.instrument(span).await
    }

    /// Sends at most once. An answer whose status says that all went well may lack its body; a web page
    /// in its place is no answer of BambooHR's.
    pub(crate) async fn write(&self, mut call: Call<'_>) -> Result<Answer, Error> {
        let span = call.span();
        let wait = self.options.limits.turn;
        let work = self.once(&mut call, &self.writes, wait);
        let answer = work.instrument(span).await?;
        if answer.is_web_page() {
            return Err(answer.unreadable("a web page where BambooHR's answer belongs"));
        }
        Ok(answer)
    }

    fn is_rejected_token(&self, error: &Error) -> bool {
        let is_rejection = matches!(
            error,
            Error::Refused(refusal) if refusal.reason == RefusalReason::KeyRejected
        );
        is_rejection && self.credentials.oauth().is_some()
    }

    /// One request, or none.
    async fn once(
        &self,
        call: &mut Call<'_>,
        http: &reqwest::Client,
        longest_wait: Duration,
    ) -> Result<Answer, Error> {
        let asked = call.asked();
        let Ready {
            request,
            generation,
            turn,
        } = match self.make_ready(call, http, longest_wait).await {
            Ok(ready) => ready,
            Err(error) => {
                tracing::warn!(%error, "not sent to BambooHR");
                self.tell(call, Some(&error), Duration::ZERO);
                return Err(error);
            }
        };
        let began = Instant::now();
        let outcome = exchange(request, self.options.limits.body, asked).await;
        let took = began.elapsed();
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.tell(call, outcome.as_ref().err(), took);
        match &outcome {
            Ok(answer) => {
                let status = answer.status.as_u16();
                let request = request_id(&answer.headers).unwrap_or_default();
                tracing::info!(status, request, milliseconds, "BambooHR answered");
            }
            Err(error) => {
                let cause = exchange::cause(error);
                tracing::warn!(%error, cause, milliseconds, "BambooHR did not do it");
            }
        }
        self.learn_from(&outcome, turn, generation);
        outcome
    }

    fn tell(&self, call: &Call<'_>, error: Option<&Error>, took: Duration) {
        if let Some(observer) = &self.observer {
            observer.asked(call.operation(), error, took);
        }
    }

    /// Has a fresh token first, then waits for the account's turn.
    async fn make_ready(
        &self,
        call: &mut Call<'_>,
        http: &reqwest::Client,
        longest_wait: Duration,
    ) -> Result<Ready, Error> {
        let authorization = self.credentials.authorization(self.renewal()).await;
        let authorization = authorization.inspect_err(|error| self.learn_from_renewal(error))?;
        let request = call.request(http, &self.endpoint, &self.options.limits)?;
        let request = request
            .header(AUTHORIZATION, authorization.header)
            .header(ACCEPT, "application/json");
        let turn = match self.turn {
            Some(turn) => self.pace.still(turn),
            None => self.pace.turn(longest_wait).await,
        };
        Ok(Ready {
            request,
            generation: authorization.generation,
            turn: turn.map_err(Error::HeldBack)?,
        })
    }

    /// Sets the account's pace, the retry budget and the token by what came back.
    fn learn_from(&self, outcome: &Result<Answer, Error>, turn: Turn, generation: Option<u64>) {
        match outcome {
            Ok(_) => {
                self.pace.went_well();
                self.budget.earn();
            }
            Err(Error::Refused(refusal)) => match refusal.reason {
                RefusalReason::RateLimited => self.pace.slow_down(turn, refusal.retry_after),
                RefusalReason::KeyRejected => {
                    if let (Some(oauth), Some(generation)) = (self.credentials.oauth(), generation)
                    {
                        oauth.rejected(generation);
                    }
                }
                _ => self.pace.went_well(),
            },
            // Before 16 September 2026 this was how BambooHR said that there are too many requests.
            Err(Error::ServerFailed(failure)) if failure.retry_after.is_some() => {
                self.pace.slow_down(turn, failure.retry_after);
            }
            Err(_) => {}
        }
    }

    /// A token endpoint that asks for a pause speaks for the whole account.
    fn learn_from_renewal(&self, error: &Error) {
        if let Some(pause) = error.retry_after() {
            self.pace.slow_down(Turn::now(), Some(pause));
        }
    }

    /// How a token is renewed: a request of its own, which outlives the call that caused it.
    fn renewal(&self) -> impl FnOnce(TokenForm) -> Renewing + Send + use<> {
        let http = self.writes.clone();
        let url = self.endpoint.token();
        let limits = self.options.limits;
        move |form| {
            Box::pin(async move {
                let pairs = form.iter();
                let pairs = pairs.map(|(name, value)| (*name, value.expose_secret()));
                let request = http
                    .post(url)
                    .timeout(limits.whole_call)
                    .header(ACCEPT, "application/json")
                    .form(&pairs.collect::<Vec<_>>());
                let outcome = exchange(request, limits.body, Asked::Otherwise).await;
                let renewed = outcome.is_ok();
                tracing::info!(renewed, "the access token had to be renewed");
                outcome.and_then(Answer::whole)
            })
        }
    }
}
