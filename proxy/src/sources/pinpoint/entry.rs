//! What an admin entered: taken, or refused with words that never repeat a secret.

use handoff::{FieldId, FieldProblem};
use secrecy::{ExposeSecret as _, SecretString};

/// Longest key or secret.
const LONGEST: usize = 300;
/// A secret shorter than this shows none of its characters.
const SHOWN_FROM: usize = 16;
const SHOWN: usize = 4;
/// What Pinpoint's addresses end with.
const DOMAIN: &str = ".pinpointhq.com";

/// The company's name, of a name or of any address of its Pinpoint.
pub(super) fn read_subdomain(text: &str) -> Result<String, &'static str> {
    let text = text.trim().to_ascii_lowercase();
    let host = text
        .split_once("://")
        .map_or(text.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.strip_suffix(DOMAIN).unwrap_or(host);
    if name.is_empty() {
        return Err(
            "Enter the company’s name in Pinpoint: the part before .pinpointhq.com in its address.",
        );
    }
    match name.parse::<pinpoint::rest::Subdomain>() {
        Ok(subdomain) => Ok(subdomain.as_str().to_owned()),
        Err(_) => Err(
            "This is no name of a company in Pinpoint. Enter the part before .pinpointhq.com in its address.",
        ),
    }
}

/// A key or a secret. `missing` is said when there is none.
pub(super) fn read_secret(
    text: String,
    missing: &'static str,
) -> Result<SecretString, &'static str> {
    let text = SecretString::from(text);
    let secret = text.expose_secret().trim();
    if secret.is_empty() {
        return Err(missing);
    }
    if secret.contains("://") || secret.to_ascii_lowercase().ends_with(DOMAIN) {
        return Err("This is an address. In Pinpoint: Settings, API & Webhooks.");
    }
    if !secret.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err("It holds a blank or another character that none has. Copy it again.");
    }
    if secret.len() > LONGEST {
        return Err("This is longer than any. Copy only this one.");
    }
    Ok(secret.to_owned().into())
}

/// What may be shown of a key; empty for a short one.
pub(super) fn ends_with(key: &SecretString) -> String {
    let key = key.expose_secret();
    let skipped = key.len().checked_sub(SHOWN);
    let skipped = skipped.filter(|skipped| skipped + SHOWN >= SHOWN_FROM);
    skipped
        .and_then(|skipped| key.get(skipped..))
        .unwrap_or_default()
        .to_owned()
}

pub(super) fn wrong_at(field: &str, message: &str) -> FieldProblem {
    FieldProblem {
        field: FieldId::new(field),
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_read_from_its_name_or_any_of_its_addresses() {
        for text in [
            "acme",
            " Acme ",
            "acme.pinpointhq.com",
            "https://acme.pinpointhq.com/jobs?x=y#z",
        ] {
            assert_eq!(read_subdomain(text).as_deref(), Ok("acme"), "{text}");
        }
        for text in [
            "",
            " ",
            "acme.evil.example",
            "https://pinpointhq.com.evil",
            "a b",
            "acme:443",
            "user@acme",
        ] {
            assert!(read_subdomain(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_of_pinpoints_is_refused_and_never_repeated() {
        let read = |text: &str| read_secret(text.to_owned(), "Enter it.");
        assert_eq!(read(" canary\n").unwrap().expose_secret(), "canary");
        for text in [
            "",
            " ",
            "canary key",
            "https://canary.example",
            "cañary",
            &"canary".repeat(60),
        ] {
            let said = read(text).unwrap_err();
            assert!(!said.contains("canary"), "{said}");
        }
        assert_eq!(ends_with(&"0123456789abcdef".to_owned().into()), "cdef");
        assert_eq!(ends_with(&"short".to_owned().into()), "");
    }
}
