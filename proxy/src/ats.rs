//! The server of an applicant tracking system, which carries a key as `Authorization: Bearer`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use handoff::interface::{Role, Scope};
use handoff::{CandidateId, Viewer};
use secrecy::{ExposeSecret as _, SecretString};

use crate::account::{AccountId, Sight, SignedIn, Through};
use crate::app::App;
use crate::ledger::{AtsKeyId, BroughtBy, TokenHash};
use crate::problem::ApiError;
use crate::token::{Token, hash_of};

/// What every key begins with, so that whoever looks for lost secrets knows one.
const BEGINNING: &str = "stbk_";
/// Characters of a key that are shown to tell keys apart.
const HINT: usize = 4;

/// A server that asks. Extracting it is what makes a route one for servers; the door ([`crate::access`]) puts it there.
#[derive(Clone, Debug)]
pub(crate) struct AtsServer {
    pub(crate) account: AccountId,
    pub(crate) key: AtsKeyId,
    /// Which system it is, as an admin named it.
    pub(crate) name: String,
}

impl AtsServer {
    /// Who did it, in the record.
    pub(crate) fn who(&self) -> String {
        format!("{} (server)", self.name)
    }

    /// The same with the key.
    pub(crate) fn by<'a>(&'a self, who: &'a str) -> BroughtBy<'a> {
        BroughtBy {
            who,
            key: &self.key,
        }
    }

    /// The server itself where a person is wanted, for people whom it does not name: it sees this candidate, or nobody,
    /// and no field for admins.
    pub(crate) fn acting(&self, candidate: Option<CandidateId>) -> SignedIn {
        SignedIn {
            account: self.account.clone(),
            user: self.who(),
            role: Role::Recruiter,
            issuer: None,
            sight: Sight::Only(candidate.into_iter().collect()),
            viewer: Viewer::Recruiter,
            through: Through::Plugin(self.key.clone()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AtsServer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let server = parts.extensions.get::<Self>().cloned();
        server.ok_or_else(|| {
            ApiError::internal("a route without a door wants to know which server asks")
        })
    }
}

/// A key that was just made.
pub(crate) struct FreshKey {
    pub(crate) text: SecretString,
    pub(crate) hash: TokenHash,
    pub(crate) hint: String,
}

impl FreshKey {
    pub(crate) fn make() -> Result<Self, ApiError> {
        let token = Token::fresh()?;
        let text = format!("{BEGINNING}{}", token.expose());
        let end = text.len().saturating_sub(HINT);
        Ok(Self {
            hint: text.get(end..).unwrap_or_default().to_owned(),
            hash: token.hash,
            text: text.into(),
        })
    }

    pub(crate) fn expose(&self) -> &str {
        self.text.expose_secret()
    }
}

/// What stands behind `Bearer`, whatever it is; nothing when the header is there and says something else.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(header::AUTHORIZATION).into_iter();
    // Two of them are a mistake, or a trick.
    let (Some(one), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, rest) = one.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| rest.trim())
}

/// The server that sent this request, with a key that allows it.
pub(crate) async fn server(
    app: &App,
    headers: &HeaderMap,
    scope: Scope,
) -> Result<AtsServer, ApiError> {
    with_key(app, bearer(headers), scope).await
}

/// The server that has this key, however it was sent, if the key allows it.
pub(crate) async fn with_key(
    app: &App,
    key: Option<&str>,
    scope: Scope,
) -> Result<AtsServer, ApiError> {
    let hash = key.and_then(|key| hash_of(key.strip_prefix(BEGINNING)?));
    let hash = hash.ok_or_else(unknown)?;
    let key = app.ledger().ats_key(&hash).await?.ok_or_else(unknown)?;
    app.limits().count_one_of(&key.account, key.id.as_str())?;
    if !key.scopes.contains(&scope) {
        return Err(not_allowed(scope));
    }
    Ok(AtsServer {
        account: key.account,
        key: key.id,
        name: key.name,
    })
}

fn unknown() -> ApiError {
    let detail = "Send a server key as Authorization: Bearer stbk_…. An admin makes one in Settings → Embedding; one that was \
                  removed, or replaced and is over its time, works no more.";
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        "unknown-key",
        "No key that works",
        detail,
    )
}

fn not_allowed(scope: Scope) -> ApiError {
    let detail = format!(
        "This key does not allow it: {}. An admin makes one that does in Settings → Embedding.",
        scope.meaning().to_lowercase()
    );
    ApiError::new(
        StatusCode::FORBIDDEN,
        "key-not-allowed",
        "Not with this key",
        detail,
    )
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn said(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn what_stands_behind_bearer_is_read_and_nothing_else() {
        assert_eq!(bearer(&said(&["Bearer abc"])), Some("abc"));
        assert_eq!(bearer(&said(&["bearer  abc "])), Some("abc"));
        for other in [&["Basic abc"][..], &["abc"], &[], &["Bearer a", "Bearer b"]] {
            assert_eq!(bearer(&said(other)), None, "{other:?}");
        }
    }

    #[test]
    fn a_key_is_found_by_the_hash_of_what_comes_after_its_beginning() {
        let key = FreshKey::make().unwrap();
        let rest = key.expose().strip_prefix(BEGINNING).unwrap();
        assert_eq!(hash_of(rest), Some(key.hash.clone()));
        assert!(rest.ends_with(&key.hint));
    }
}
