//! What makes a way to a provider and back one way: the cookie that only this browser has, and what is derived from it.
//!
//! The nonce and the code verifier are hashes of the cookie and the state, so they are kept nowhere: whoever reads the
//! database cannot finish what somebody began, and any proxy can finish what another one began.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::{Cookie, SameSite};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::ledger::TokenHash;
use crate::problem::ApiError;
use crate::sessions::{carried, cookie_of_this_host, header_value, taken_away};
use crate::token::{Token, hash_of};

/// For so long somebody may be at the provider.
pub(crate) const LIVES: Duration = Duration::from_secs(10 * 60);
/// The provider sends the browser back from another site, so this one cannot be `Strict`. It signs in nobody.
const COOKIE: &str = "__Host-sign-in";

/// What a browser has that is on the way to a provider.
pub(crate) struct Traveller {
    secret: SecretString,
    pub(crate) hash: TokenHash,
}

/// What belongs to one way.
pub(crate) struct Proofs {
    pub(crate) nonce: String,
    /// Of the code (RFC 7636).
    pub(crate) verifier: String,
}

impl Traveller {
    /// The one who sent this request.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = carried(headers, COOKIE)?;
        let hash = hash_of(&text)?;
        Some(Self {
            secret: text.into(),
            hash,
        })
    }

    /// The same, or a new one. Two tabs of one browser can be on the way at once.
    pub(crate) fn of_or_new(headers: &HeaderMap) -> Result<Self, ApiError> {
        if let Some(traveller) = Self::of(headers) {
            return Ok(traveller);
        }
        let token = Token::fresh()?;
        Ok(Self {
            secret: token.text,
            hash: token.hash,
        })
    }

    /// Those of the way with this state.
    pub(crate) fn proofs(&self, state: &str) -> Proofs {
        Proofs {
            nonce: self.derived("nonce", state),
            verifier: self.derived("verifier", state),
        }
    }

    /// Each part has one length but the last, so no two inputs are one.
    fn derived(&self, what: &str, state: &str) -> String {
        let digest = Sha256::new()
            .chain_update(self.secret.expose_secret())
            .chain_update(state)
            .chain_update(what)
            .finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }

    /// The header that gives the browser its cookie.
    pub(crate) fn cookie(&self) -> Result<HeaderValue, ApiError> {
        let mut cookie = cookie(self.secret.expose_secret());
        let seconds = i64::try_from(LIVES.as_secs()).unwrap_or(i64::MAX);
        cookie.set_max_age(cookie::time::Duration::seconds(seconds));
        header_value(&cookie)
    }
}

/// The header that takes the cookie away.
pub(crate) fn forget() -> Result<HeaderValue, ApiError> {
    taken_away(cookie(""))
}

fn cookie(value: &str) -> Cookie<'static> {
    cookie_of_this_host(COOKIE, value, SameSite::Lax)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_derived_belongs_to_one_browser_and_one_way() {
        let new = || Traveller::of_or_new(&HeaderMap::new()).unwrap();
        let (one, other) = (new(), new());
        let proofs = one.proofs("state");
        assert_eq!(proofs.nonce, one.proofs("state").nonce);
        assert_eq!(
            proofs.verifier.len(),
            43,
            "at least as long as RFC 7636 asks for"
        );
        let all = [
            proofs.nonce,
            proofs.verifier,
            one.proofs("another").nonce,
            other.proofs("state").nonce,
        ];
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
