//! How a client proves who it is: an API key or an OAuth access token, behind one type.
//!
//! Secrets are kept in secret types: they show in no log and no debug output.

mod oauth;

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::answer::Answer;
use crate::error::Error;

pub use oauth::{OAuth, OAuthApp, Tokens};

/// An API key. It acts as the person who made it. Its text shows in no log and no debug output.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Wraps the key's text.
    pub fn new(text: String) -> Self {
        Self(text.into())
    }
}

/// An API key, or OAuth tokens that are renewed when they run out.
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Key(ApiKey),
    OAuth(OAuth),
}

impl From<ApiKey> for Credentials {
    fn from(key: ApiKey) -> Self {
        Self(Kind::Key(key))
    }
}

impl From<OAuth> for Credentials {
    fn from(oauth: OAuth) -> Self {
        Self(Kind::OAuth(oauth))
    }
}

/// Says of which kind they are and nothing else.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Kind::Key(_) => "Credentials(API key)",
            Kind::OAuth(_) => "Credentials(OAuth)",
        })
    }
}

impl Credentials {
    /// The OAuth tokens, if that is what these are.
    pub(crate) fn oauth(&self) -> Option<&OAuth> {
        match &self.0 {
            Kind::Key(_) => None,
            Kind::OAuth(oauth) => Some(oauth),
        }
    }

    /// What a request goes out with. `renew` sends the form of a token's renewal.
    pub(crate) async fn authorization<R, A>(&self, renew: R) -> Result<Authorization, Error>
    where
        R: FnOnce(Vec<(&'static str, SecretString)>) -> A + Send + 'static,
        A: Future<Output = Result<Answer, Error>> + Send,
    {
        let (text, generation) = match &self.0 {
            Kind::Key(key) => {
                let pair = format!("{}:x", key.0.expose_secret());
                (format!("Basic {}", STANDARD.encode(pair)), None)
            }
            Kind::OAuth(oauth) => {
                let bearer = oauth.bearer(renew).await?;
                (bearer.authorization, Some(bearer.generation))
            }
        };
        let unusable = |_| Error::Invalid("the credentials hold characters no header can carry");
        let mut header = HeaderValue::from_str(&text).map_err(unusable)?;
        header.set_sensitive(true);
        Ok(Authorization { header, generation })
    }
}

/// The value of `Authorization`, and of which generation its token is.
pub(crate) struct Authorization {
    pub(crate) header: HeaderValue,
    pub(crate) generation: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_key_is_the_user_name_of_basic_authentication() {
        let credentials = Credentials::from(ApiKey::new("key".to_owned()));
        let unasked = |_: Vec<_>| async { panic!("a key is not renewed") };
        let header = credentials.authorization(unasked).await.unwrap().header;
        assert_eq!(header.to_str().unwrap(), "Basic a2V5Ong=");
        assert!(header.is_sensitive());
        assert!(!format!("{credentials:?} {header:?}").contains("a2V5"));
    }
}
