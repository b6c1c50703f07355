//! How a client proves who it is: an API key or an OAuth access token, behind one type.
//!
//! Secrets are in secret types here: they show in no log and no debug output, and are wiped when dropped.

mod oauth;

use std::fmt;
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

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
    OAuth(Arc<OAuth>),
}

impl From<ApiKey> for Credentials {
    fn from(key: ApiKey) -> Self {
        Self(Kind::Key(key))
    }
}

impl From<OAuth> for Credentials {
    fn from(oauth: OAuth) -> Self {
        Self(Kind::OAuth(Arc::new(oauth)))
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
    /// The OAuth credentials, when a token has to be had over the network first.
    pub(crate) fn oauth(&self) -> Option<&OAuth> {
        match &self.0 {
            Kind::Key(_) => None,
            Kind::OAuth(oauth) => Some(oauth),
        }
    }

    /// The value of `Authorization`. With OAuth it is that of the newest token.
    pub(crate) async fn authorization(&self) -> Result<HeaderValue, Error> {
        let text = match &self.0 {
            Kind::Key(key) => {
                let pair = format!("{}:x", key.0.expose_secret());
                format!("Basic {}", STANDARD.encode(pair))
            }
            Kind::OAuth(oauth) => oauth.bearer().await,
        };
        let unusable = |_| Error::Invalid("the credentials hold characters no header can carry");
        let mut value = HeaderValue::from_str(&text).map_err(unusable)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_key_is_the_user_name_of_basic_authentication() {
        let credentials = Credentials::from(ApiKey::new("key".to_owned()));
        let value = credentials.authorization().await.unwrap();
        assert_eq!(value.to_str().unwrap(), "Basic a2V5Ong=");
        assert!(value.is_sensitive());
        assert!(!format!("{credentials:?} {value:?}").contains("key:"));
    }
}
