//! Who a request comes from: a key as the user name of Basic authentication (the password may be
//! anything), or an access token. Both are looked at once here; only the user goes further.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::company::{Caller, Company, Moment};

/// What the request's `Authorization` turned out to be.
#[derive(Debug)]
pub(super) enum Identity {
    Known(Caller),
    /// Missing, or a token that is not or no longer good: nobody was guessing.
    Missing,
    /// A key that nobody has.
    WrongKey,
}

impl Identity {
    /// Judges the headers of a request.
    pub(super) fn of(headers: &HeaderMap, company: &Company, moment: Moment) -> Self {
        match credentials(headers) {
            None => Self::Missing,
            Some(Credentials::Key(key)) => company
                .keys
                .caller_with(&key)
                .map_or(Self::WrongKey, Self::Known),
            Some(Credentials::Token(token)) => company
                .caller_with_token(&token, moment.now)
                .map_or(Self::Missing, Self::Known),
        }
    }

    pub(super) fn caller(&self) -> Option<&Caller> {
        match self {
            Self::Known(caller) => Some(caller),
            Self::Missing | Self::WrongKey => None,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Credentials {
    Key(String),
    Token(String),
}

fn credentials(headers: &HeaderMap) -> Option<Credentials> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Credentials::Token(rest.to_owned()));
    }
    let (user, _password) = basic(scheme, rest)?;
    Some(Credentials::Key(user))
}

/// User name and password of Basic authentication.
pub(super) fn basic_pair(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    basic(scheme, rest.trim())
}

fn basic(scheme: &str, encoded: &str) -> Option<(String, String)> {
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn credentials_of(authorization: &str) -> Option<Credentials> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, authorization.parse().unwrap());
        credentials(&headers)
    }

    #[test]
    fn the_user_name_is_the_key_and_any_password_will_do() {
        for (scheme, pair) in [
            ("Basic", "a-key:"),
            ("basic", "a-key:x"),
            ("BASIC", "a-key:a:b"),
        ] {
            let encoded = STANDARD.encode(pair);
            assert_eq!(
                credentials_of(&format!("{scheme} {encoded}")),
                Some(Credentials::Key("a-key".to_owned())),
                "{pair}"
            );
        }
    }

    #[test]
    fn a_bearer_is_a_token() {
        assert_eq!(
            credentials_of("Bearer a-token"),
            Some(Credentials::Token("a-token".to_owned()))
        );
    }

    #[test]
    fn anything_else_is_nothing() {
        for authorization in ["Basic !", "Basic", "Digest a:b", ""] {
            assert_eq!(credentials_of(authorization), None, "{authorization}");
        }
        assert_eq!(credentials(&HeaderMap::new()), None);
    }
}
