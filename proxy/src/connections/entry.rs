//! What an admin entered as the API key: taken, or refused with words that never repeat it.

use handoff::read_subdomain;
use secrecy::{ExposeSecret as _, SecretString};

/// Longest key. Those that BambooHR makes have 40 characters.
const LONGEST: usize = 200;
/// A key shorter than this shows none of its characters.
const SHOWN_FROM: usize = 16;
/// How many characters may be shown.
const SHOWN: usize = 4;

/// Reads a key for this company. The error is a sentence for the admin.
pub(super) fn read_api_key(text: String, company: &str) -> Result<SecretString, &'static str> {
    let text = SecretString::from(text);
    let key = text.expose_secret().trim();
    if key.is_empty() {
        return Err("Enter the API key. In BambooHR: your name, API Keys, Add New Key.");
    }
    if key.contains("://") || key.to_ascii_lowercase().ends_with(".bamboohr.com") {
        return Err(
            "This is an address. Enter the API key here: in BambooHR, your name, API Keys.",
        );
    }
    if key.eq_ignore_ascii_case(company) || read_subdomain(key).as_deref() == Ok(company) {
        return Err("This is the company’s name. Enter the API key here.");
    }
    if key.contains(char::is_whitespace) {
        return Err("An API key has no spaces inside. Copy it again.");
    }
    if !key.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err("The API key holds a character that no key has. Copy it again.");
    }
    if key.len() > LONGEST {
        return Err("This is longer than an API key. Copy only the key.");
    }
    Ok(key.to_owned().into())
}

/// What may be shown of a key; empty for a short one.
pub(super) fn ends_with(key: &SecretString) -> String {
    let key = key.expose_secret();
    let skipped = key.chars().count().checked_sub(SHOWN);
    let skipped = skipped.filter(|skipped| skipped + SHOWN >= SHOWN_FROM);
    skipped.map_or_else(String::new, |skipped| key.chars().skip(skipped).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, &'static str> {
        let key = read_api_key(text.to_owned(), "acme")?;
        Ok(key.expose_secret().to_owned())
    }

    #[test]
    fn a_key_is_taken_without_the_blanks_around_it() {
        let key = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(read(&format!(" {key}\n")).as_deref(), Ok(key));
        assert_eq!(read(&"k".repeat(LONGEST)).unwrap().len(), LONGEST);
    }

    #[test]
    fn what_is_no_key_is_refused_for_its_own_reason_and_never_repeated() {
        let long = "canary".repeat(34);
        for (text, reason) in [
            ("", "Enter the API key."),
            (" \t\n", "Enter the API key."),
            ("canary key", "no spaces inside"),
            ("canary\u{a0}key", "no spaces inside"),
            ("canary\u{7}key", "a character that no key has"),
            ("cañary", "a character that no key has"),
            ("https://canary.example", "This is an address."),
            ("canary.BambooHR.com", "This is an address."),
            ("Acme", "the company’s name"),
            (&long, "longer than an API key"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(reason), "{text:?}: {said}");
            assert!(!said.contains("canary"), "{said}");
        }
    }

    #[test]
    fn a_short_key_shows_nothing_and_a_long_one_its_last_four() {
        let shown = |key: &str| ends_with(&key.to_owned().into());
        assert_eq!(shown("0123456789abcde"), "");
        assert_eq!(shown("0123456789abcdef"), "cdef");
    }
}
