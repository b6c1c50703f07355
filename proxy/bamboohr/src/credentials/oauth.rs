//! OAuth access tokens: used while they are good, renewed once by whoever comes first.
//!
//! BambooHR's tokens live about an hour. Some servers give a new refresh token with each renewal and forget
//! the old one, so a renewal that began is finished and kept whatever becomes of the call that caused it.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::answer::{Answer, lenient_text};
use crate::error::{Error, Refusal, RefusalReason};

/// A token that ends within this time is renewed first: it must last for a call.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);
/// How long a token lives when the server does not say.
const USUAL_LIFE: SignedDuration = SignedDuration::from_secs(3600);

/// The application as BambooHR knows it.
#[derive(Clone, Debug)]
pub struct OAuthApp {
    /// Public id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
}

/// An access token and what renews it. Nothing of it shows in debug output.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Goes with every request.
    pub access: SecretString,
    /// Renews the access token.
    pub refresh: SecretString,
    /// When the access token ends.
    pub expires: Timestamp,
}

type Kept = Pin<Box<dyn Future<Output = Result<(), Box<dyn StdError + Send + Sync>>> + Send>>;
type Keep = Box<dyn Fn(Tokens) -> Kept + Send + Sync>;

/// The tokens of one company's grant, renewed when they run out.
#[derive(Clone)]
pub struct OAuth(Arc<Grant>);

struct Grant {
    app: OAuthApp,
    keep: Keep,
    now: Mutex<Now>,
    /// Held while a renewal is on its way.
    renewing: tokio::sync::Mutex<()>,
}

struct Now {
    tokens: Tokens,
    /// Counts the pairs: tells a token from its successor.
    generation: u64,
    /// Whether BambooHR rejected this access token.
    is_rejected: bool,
    /// The last renewal, if it failed, and when.
    failed: Option<(Timestamp, Arc<Error>)>,
}

/// The access token a request goes out with.
pub(crate) struct Bearer {
    pub(crate) authorization: String,
    pub(crate) generation: u64,
}

impl fmt::Debug for OAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OAuth").finish_non_exhaustive()
    }
}

impl OAuth {
    /// Tokens from an earlier grant. `keep` is called with each new pair and should store it: the old
    /// refresh token may be worth nothing from then on. When it fails, that is logged, and the new pair is
    /// used for as long as this program runs.
    pub fn new<F, Fut>(app: OAuthApp, tokens: Tokens, keep: F) -> Self
    where
        F: Fn(Tokens) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        Self(Arc::new(Grant {
            app,
            keep: Box::new(move |tokens| Box::pin(keep(tokens))),
            now: Mutex::new(Now {
                tokens,
                generation: 0,
                is_rejected: false,
                failed: None,
            }),
            renewing: tokio::sync::Mutex::default(),
        }))
    }

    /// A token that is good for a call. `renew` sends the form of a renewal and gives the answer; it runs
    /// to its end even when the caller is gone. Whoever comes meanwhile waits for the same outcome.
    pub(crate) async fn bearer<R, A>(&self, renew: R) -> Result<Bearer, Error>
    where
        R: FnOnce(Vec<(&'static str, SecretString)>) -> A + Send + 'static,
        A: Future<Output = Result<Answer, Error>> + Send,
    {
        if self.lasts(MARGIN) {
            return Ok(self.current());
        }
        let came = Timestamp::now();
        let oauth = self.clone();
        let work = tokio::spawn(async move { oauth.renew_once(came, renew).await });
        let outcome = match work.await {
            Ok(outcome) => outcome,
            Err(_) => Err(Arc::new(Error::Invalid("the renewal ended early"))),
        };
        match outcome {
            Ok(()) => Ok(self.current()),
            // It was to be renewed early; the old one still does.
            Err(_) if self.lasts(SignedDuration::ZERO) => Ok(self.current()),
            Err(why) => Err(Error::NoToken(why)),
        }
    }

    /// BambooHR rejected the token of this generation: the next call renews it first.
    pub(crate) fn rejected(&self, generation: u64) {
        let mut now = self.now();
        if now.generation == generation {
            now.is_rejected = true;
        }
    }

    async fn renew_once<R, A>(&self, came: Timestamp, renew: R) -> Result<(), Arc<Error>>
    where
        R: FnOnce(Vec<(&'static str, SecretString)>) -> A,
        A: Future<Output = Result<Answer, Error>>,
    {
        let _one_at_a_time = self.0.renewing.lock().await;
        if self.lasts(MARGIN) {
            return Ok(());
        }
        let refresh = {
            let now = self.now();
            // Failed while we waited for our turn: that is our outcome, too.
            if let Some((at, why)) = &now.failed
                && *at >= came
            {
                return Err(Arc::clone(why));
            }
            now.tokens.refresh.clone()
        };
        let app = &self.0.app;
        let form = vec![
            ("grant_type", "refresh_token".into()),
            ("client_id", app.client_id.as_str().into()),
            ("client_secret", app.client_secret.clone()),
            ("refresh_token", refresh.clone()),
        ];
        let renewed = match renew(form)
            .await
            .and_then(|answer| answer.json::<Renewed>())
        {
            Ok(renewed) => renewed,
            Err(error) => {
                let why = Arc::new(grant_is_over(error));
                self.now().failed = Some((Timestamp::now(), Arc::clone(&why)));
                return Err(why);
            }
        };
        let tokens = renewed.tokens(refresh);
        {
            let mut now = self.now();
            *now = Now {
                tokens: tokens.clone(),
                generation: now.generation + 1,
                is_rejected: false,
                failed: None,
            };
        }
        if let Err(error) = (self.0.keep)(tokens).await {
            tracing::error!(%error, "new OAuth tokens were not kept; they last as long as this program");
        }
        Ok(())
    }

    fn current(&self) -> Bearer {
        let now = self.now();
        Bearer {
            authorization: format!("Bearer {}", now.tokens.access.expose_secret()),
            generation: now.generation,
        }
    }

    /// Whether the token is good for at least this long.
    fn lasts(&self, time: SignedDuration) -> bool {
        let now = self.now();
        let left = now.tokens.expires.duration_since(Timestamp::now());
        !now.is_rejected && left > time
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Deserialize)]
struct Renewed {
    access_token: String,
    refresh_token: Option<String>,
    /// Seconds, as a number or a text.
    #[serde(default, deserialize_with = "lenient_text")]
    expires_in: Option<String>,
}

impl Renewed {
    /// The new pair; a server that gives no new refresh token goes on taking the old one.
    fn tokens(self, old_refresh: SecretString) -> Tokens {
        let seconds = self.expires_in.and_then(|text| text.parse().ok());
        let life = seconds.map_or(USUAL_LIFE, SignedDuration::from_secs);
        Tokens {
            access: self.access_token.into(),
            refresh: self.refresh_token.map_or(old_refresh, SecretString::from),
            expires: Timestamp::now().checked_add(life).unwrap_or(Timestamp::MAX),
        }
    }
}

/// OAuth answers 400 when the grant was withdrawn: for the caller that is a rejected key.
fn grant_is_over(error: Error) -> Error {
    match error {
        Error::Refused(refusal) if refusal.status == 400 => Error::Refused(Refusal {
            reason: RefusalReason::KeyRejected,
            ..refusal
        }),
        other => other,
    }
}

#[cfg(test)]
mod tests;
