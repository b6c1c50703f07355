//! Basic authentication: the key is the user name, the password may be anything.
//! The key is looked at once here; only its owner goes further.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::company::Caller;

/// The owner of the key in the request's `Authorization`, if there is one and it is known.
pub(super) fn caller(headers: &HeaderMap) -> Option<Caller> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (key, _password) = decoded.split_once(':')?;
    Caller::of_key(key)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn caller_of(authorization: &str) -> Option<Caller> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, authorization.parse().unwrap());
        caller(&headers)
    }

    #[test]
    fn the_user_name_is_the_key_and_any_password_will_do() {
        for password in ["", "x", "a:b"] {
            let encoded = STANDARD.encode(format!("sandbox-admin-key:{password}"));
            assert_eq!(
                caller_of(&format!("Basic {encoded}")),
                Some(Caller::Administrator),
                "{password}"
            );
        }
        let encoded = STANDARD.encode("sandbox-limited-key:x");
        assert_eq!(
            caller_of(&format!("basic {encoded}")),
            Some(Caller::Limited)
        );
    }

    #[test]
    fn anything_else_is_nobody() {
        let wrong_key = format!("Basic {}", STANDARD.encode("someone-elses-key:x"));
        let swapped = format!("Basic {}", STANDARD.encode("x:sandbox-admin-key"));
        for authorization in [
            &wrong_key,
            &swapped,
            "Bearer sandbox-admin-key",
            "Basic !",
            "Basic",
        ] {
            assert_eq!(caller_of(authorization), None, "{authorization}");
        }
        assert_eq!(caller(&HeaderMap::new()), None);
    }
}
