//! Whether a URL leads to this computer. The sandbox sends codes nowhere else.

use crate::loopback::address_of;

/// Whether this is a web address whose host is a loopback one, without a user name in front of it.
pub(super) fn leads_here(url: &str) -> bool {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"));
    let Some(rest) = rest else {
        return false;
    };
    // Browsers read a backslash as a slash and drop control characters.
    if url
        .chars()
        .any(|letter| letter == '\\' || letter.is_control() || letter.is_whitespace())
    {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    address_of(authority).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_computer_are_loopback() {
        for (url, expected) in [
            ("http://127.0.0.1:8000/callback", true),
            ("https://localhost", true),
            ("http://[::1]:9/x?y=z", true),
            ("http://localhost#x", true),
            ("https://example.com/", false),
            ("http://127.0.0.1@example.com/", false),
            ("http://127.0.0.1:x@example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://example.com\\@localhost/", false),
            ("http://local\thost/", false),
            ("javascript:alert(1)", false),
            ("//localhost/", false),
            ("", false),
        ] {
            assert_eq!(leads_here(url), expected, "{url}");
        }
    }
}
