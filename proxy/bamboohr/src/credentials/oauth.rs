//! OAuth access tokens: used while they are good, renewed once by whoever comes first.
//!
//! BambooHR's tokens live about an hour. Some servers give a new refresh token with each renewal and forget
//! the old one, so new tokens are handed to the owner before they are used.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::answer::Answer;
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

type Keep = Box<dyn Fn(&Tokens) + Send + Sync>;

/// The tokens of one company's grant, renewed when they run out.
pub struct OAuth {
    app: OAuthApp,
    tokens: Mutex<Tokens>,
    keep: Keep,
}

impl fmt::Debug for OAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OAuth").finish_non_exhaustive()
    }
}

impl OAuth {
    /// Tokens from an earlier grant. `keep` is called with each new pair before it is used, and should
    /// store it: the old refresh token may be worth nothing from then on.
    pub fn new(
        app: OAuthApp,
        tokens: Tokens,
        keep: impl Fn(&Tokens) + Send + Sync + 'static,
    ) -> Self {
        Self {
            app,
            tokens: Mutex::new(tokens),
            keep: Box::new(keep),
        }
    }

    /// The value of `Authorization`.
    pub(super) async fn bearer(&self) -> String {
        format!("Bearer {}", self.tokens.lock().await.access.expose_secret())
    }

    /// Renews the tokens when they are about to end; `renew` sends the form and returns the answer. Calls
    /// that come meanwhile wait for the outcome.
    pub(crate) async fn keep_fresh<R>(&self, renew: R) -> Result<(), Error>
    where
        R: AsyncFnOnce(&[(&str, &str)]) -> Result<Answer, Error>,
    {
        let mut tokens = self.tokens.lock().await;
        let ends = tokens.expires.saturating_sub(MARGIN);
        if ends.is_ok_and(|ends| Timestamp::now() < ends) {
            return Ok(());
        }
        let answer = {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", self.app.client_id.as_str()),
                ("client_secret", self.app.client_secret.expose_secret()),
                ("refresh_token", tokens.refresh.expose_secret()),
            ];
            renew(&form).await
        };
        let renewed = answer
            .and_then(|answer| answer.json::<Renewed>())
            .map_err(|error| Error::NoToken(Box::new(grant_is_over(error))))?;
        let life = renewed
            .expires_in
            .and_then(|seconds| i64::try_from(seconds).ok())
            .map_or(USUAL_LIFE, SignedDuration::from_secs);
        *tokens = Tokens {
            access: renewed.access_token.into(),
            refresh: renewed
                .refresh_token
                .map_or_else(|| tokens.refresh.clone(), SecretString::from),
            expires: Timestamp::now()
                .saturating_add(life)
                .unwrap_or(Timestamp::MAX),
        };
        (self.keep)(&tokens);
        Ok(())
    }

    /// BambooHR rejected the token although it should be good: the next call renews it first.
    pub(crate) async fn rejected(&self) {
        self.tokens.lock().await.expires = Timestamp::MIN;
    }
}

#[derive(Deserialize)]
struct Renewed {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
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
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    use super::*;

    fn oauth(expires: Timestamp, kept: &Arc<Mutex<Vec<String>>>) -> OAuth {
        let app = OAuthApp {
            client_id: "app".to_owned(),
            client_secret: "app-secret".into(),
        };
        let tokens = Tokens {
            access: "old-access".into(),
            refresh: "old-refresh".into(),
            expires,
        };
        let kept = Arc::clone(kept);
        OAuth::new(app, tokens, move |tokens| {
            let text = tokens.refresh.expose_secret().to_owned();
            kept.lock().unwrap().push(text);
        })
    }

    fn answer(body: &str) -> Answer {
        Answer {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[tokio::test]
    async fn a_token_is_renewed_only_when_it_ends_soon() {
        let kept = Arc::default();
        let in_an_hour = Timestamp::now() + SignedDuration::from_hours(1);
        let oauth = oauth(in_an_hour, &kept);
        let unasked = async |_: &[(&str, &str)]| panic!("the token is good");
        oauth.keep_fresh(unasked).await.unwrap();
        assert_eq!(oauth.bearer().await, "Bearer old-access");

        oauth.rejected().await;
        let renew = async |form: &[(&str, &str)]| {
            assert!(form.contains(&("refresh_token", "old-refresh")));
            Ok(answer(
                r#"{"access_token":"new","refresh_token":"next","expires_in":3600}"#,
            ))
        };
        oauth.keep_fresh(renew).await.unwrap();
        assert_eq!(oauth.bearer().await, "Bearer new");
        assert_eq!(*kept.lock().unwrap(), ["next"]);
    }

    #[tokio::test]
    async fn many_calls_at_once_renew_once() {
        let oauth = oauth(Timestamp::MIN, &Arc::default());
        let renewals = AtomicUsize::new(0);
        let renew = async |_: &[(&str, &str)]| {
            renewals.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok(answer(r#"{"access_token":"new","expires_in":3600}"#))
        };
        let (first, second) = tokio::join!(oauth.keep_fresh(renew), oauth.keep_fresh(renew));
        assert!(first.is_ok() && second.is_ok());
        assert_eq!(renewals.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_withdrawn_grant_is_a_rejected_key_and_nothing_was_sent() {
        let oauth = oauth(Timestamp::MIN, &Arc::default());
        let renew = async |_: &[(&str, &str)]| {
            Err(Error::Refused(Refusal {
                status: 400,
                reason: RefusalReason::Malformed,
                message: None,
                retry_after: None,
                request_id: None,
            }))
        };
        let error = oauth.keep_fresh(renew).await.unwrap_err();
        assert!(error.nothing_happened());
        assert_eq!(
            error.refusal().map(|refusal| refusal.reason),
            Some(RefusalReason::KeyRejected)
        );
        assert!(!format!("{oauth:?}").contains("old-"));
    }
}
