//! Addresses with a query, as they may stand in an attribute.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// `path` with those parts of the query that are not empty.
pub(super) fn to(path: &str, query: &[(&str, &str)]) -> String {
    let parts: Vec<String> = query
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}={}", utf8_percent_encode(text, NON_ALPHANUMERIC)))
        .collect();
    if parts.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", parts.join("&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_place_in_the_address() {
        assert_eq!(
            to("/", &[("q", "a&b=\"c\" é"), ("status", ""), ("page", "2")]),
            "/?q=a%26b%3D%22c%22%20%C3%A9&amp;page=2"
        );
        assert_eq!(to("/requests", &[("q", "")]), "/requests");
    }
}
