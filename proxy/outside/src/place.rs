//! Addresses that are put together here, so that no text of anybody's can name another host or another endpoint.

use url::{Host, Url};

/// An operator's base URL cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a base URL is https://host[:port], or http:// for a loopback address, without path, user or query"
)]
pub struct InvalidBaseUrl;

/// A base URL set by the operator, such as a sandbox on this machine. Plain `http` is allowed for loopback only: a key
/// travels with every request.
pub fn base_url(text: &str) -> Result<Url, InvalidBaseUrl> {
    let url = Url::parse(text).map_err(|_| InvalidBaseUrl)?;
    let scheme_fits = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    let is_bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    match scheme_fits && is_bare {
        true => Ok(url),
        false => Err(InvalidBaseUrl),
    }
}

/// Whether the text can be a company's part of a host name: 1 to 63 of `a-z`, `0-9` and `-`, with a letter or digit first.
pub fn is_label(text: &str) -> bool {
    let may_be = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(may_be)
        && !text.starts_with('-')
        // Such a label stands for another script and must decode; no company has one.
        && !text.starts_with("xn--")
}

/// Whether the host is this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The origin with this path, each segment escaped. `None` for a segment that a URL cannot hold (empty, `.`, `..`, or with
/// control characters), because it would lead to another endpoint.
pub fn extended(origin: &Url, segments: &[&str]) -> Option<Url> {
    let stays =
        |segment: &&str| !["", ".", ".."].contains(segment) && !segment.contains(char::is_control);
    let mut url = origin.clone();
    if !segments.iter().all(stays) {
        return None;
    }
    url.path_segments_mut().ok()?.clear().extend(segments);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_a_companys_part_of_a_host() {
        for good in ["acme", "acme-2", "7eleven"] {
            assert!(is_label(good), "{good}");
        }
        let long = "a".repeat(64);
        for bad in [
            "",
            "Acme",
            "-acme",
            "acme.evil",
            "acme/..",
            "acme@evil",
            "acme:443",
            "ac me",
            "açme",
            "xn--acme",
            "acme#",
            "acme?",
            &long,
        ] {
            assert!(!is_label(bad), "{bad}");
        }
    }

    #[test]
    fn a_base_url_is_https_or_loopback_and_nothing_more() {
        for good in [
            "http://127.0.0.1:8090",
            "http://localhost:1",
            "http://[::1]:9",
            "https://bamboo.example/",
        ] {
            assert!(base_url(good).is_ok(), "{good}");
        }
        for bad in [
            "http://bamboo.example",
            "https://u:p@x.example",
            "https://x.example/a",
            "https://x.example/?a",
            "https://x.example/#a",
            "file:///etc",
            "x",
            "http://127.0.0.1.evil.example",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn segments_cannot_leave_their_place() {
        let origin = base_url("https://acme.example").unwrap();
        let found = extended(&origin, &["api", "../../x?y#z"]).unwrap();
        assert_eq!(
            found.as_str(),
            "https://acme.example/api/..%2F..%2Fx%3Fy%23z"
        );
        for segment in ["", ".", "..", ".\t.", "\n", "a\0"] {
            assert!(
                extended(&origin, &["api", segment]).is_none(),
                "{segment:?}"
            );
        }
    }
}
