//! Secrets that this program makes for somebody to carry: the cookie of a session, the link of an invitation. The
//! ledger holds their hash, so whoever reads it can use none of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::Key;
use chacha20poly1305::aead::Generate as _;
use secrecy::{ExposeSecret as _, SecretString};

use crate::ledger::TokenHash;
use crate::problem::ApiError;

/// Characters of a token: 32 bytes in base64.
const LENGTH: usize = 43;

/// A token, and what the ledger holds of it.
pub(crate) struct Token {
    /// For whoever carries it, and for nobody else.
    pub(crate) text: SecretString,
    pub(crate) hash: TokenHash,
}

impl Token {
    /// 256 bits that nobody can guess.
    pub(crate) fn fresh() -> Result<Self, ApiError> {
        let bytes = Key::try_generate().map_err(ApiError::internal)?;
        let text = URL_SAFE_NO_PAD.encode(bytes);
        let hash = TokenHash::of(&text);
        Ok(Self {
            text: text.into(),
            hash,
        })
    }

    /// As a cookie or a link.
    pub(crate) fn expose(&self) -> &str {
        self.text.expose_secret()
    }
}

/// What the ledger holds of a token that somebody brought; `None` for what is none of ours.
pub(crate) fn hash_of(text: &str) -> Option<TokenHash> {
    (text.len() == LENGTH).then(|| TokenHash::of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_by_its_hash_and_no_two_are_the_same() {
        let (one, other) = (Token::fresh().unwrap(), Token::fresh().unwrap());
        assert_eq!(hash_of(one.expose()), Some(one.hash.clone()));
        assert_ne!(one.hash, other.hash);
    }

    #[test]
    fn what_is_not_as_long_as_a_token_is_none() {
        assert_eq!(hash_of(""), None);
        assert_eq!(hash_of(&"a".repeat(LENGTH + 1)), None);
    }
}
