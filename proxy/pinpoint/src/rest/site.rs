//! Where requests go: a company's own host, or a base URL that only the operator can set.

use std::str::FromStr;

use url::{Host, Url};

use super::Error;

/// A company's Pinpoint name: the first label of `https://<subdomain>.pinpointhq.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subdomain(String);

/// The text is no company name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a Pinpoint subdomain has 1 to 63 of the characters a-z, 0-9 and -, and begins with a letter or digit"
)]
pub struct InvalidSubdomain;

impl FromStr for Subdomain {
    type Err = InvalidSubdomain;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        // A label that begins so stands for another script and must decode; no company has one.
        let fits = (1..=63).contains(&text.len())
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.starts_with("xn--");
        fits.then(|| Self(text.to_owned())).ok_or(InvalidSubdomain)
    }
}

impl Subdomain {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address of one company's Pinpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    subdomain: Subdomain,
    origin: Url,
    /// Whether it is Pinpoint itself, and no address of an operator's.
    is_pinpoints_own: bool,
}

/// The operator's base URL cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a base URL is https://host[:port], or http:// for a loopback address, without path, user or query"
)]
pub struct InvalidBaseUrl;

impl Site {
    /// The real Pinpoint of this company.
    pub fn of(subdomain: Subdomain) -> Self {
        let text = format!("https://{}.pinpointhq.com", subdomain.as_str());
        #[expect(clippy::expect_used, reason = "a parsed subdomain makes a valid host")]
        let origin = Url::parse(&text).expect("a parsed subdomain makes a valid host");
        Self {
            subdomain,
            origin,
            is_pinpoints_own: true,
        }
    }

    /// A base URL set by the operator, such as a double in a test. Plain `http` is allowed for loopback only: the key
    /// travels with every request.
    pub fn at(base_url: &str, subdomain: Subdomain) -> Result<Self, InvalidBaseUrl> {
        let origin = Url::parse(base_url).map_err(|_| InvalidBaseUrl)?;
        let scheme_fits =
            origin.scheme() == "https" || (origin.scheme() == "http" && is_loopback(&origin));
        let bare = origin.path() == "/"
            && origin.query().is_none()
            && origin.fragment().is_none()
            && origin.username().is_empty()
            && origin.password().is_none();
        match scheme_fits && bare {
            true => Ok(Self {
                subdomain,
                origin,
                is_pinpoints_own: false,
            }),
            false => Err(InvalidBaseUrl),
        }
    }

    /// The company.
    pub fn subdomain(&self) -> &Subdomain {
        &self.subdomain
    }

    /// Whether names may lead into this network, which an operator's may.
    pub(crate) fn may_lead_inside(&self) -> bool {
        !self.is_pinpoints_own
    }

    /// The URL of an endpoint: these segments, each escaped. One that would lead to another endpoint is refused.
    pub(crate) fn api(&self, segments: &[&str]) -> Result<Url, Error> {
        let stays = |segment: &&str| {
            !["", ".", ".."].contains(segment) && !segment.contains(char::is_control)
        };
        if !segments.iter().all(stays) {
            return Err(Error::Invalid("a name that cannot stand in an address"));
        }
        let mut url = self.origin.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear().extend(["api", "v1"]).extend(segments);
        }
        Ok(url)
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_subdomains_of_pinpoint() {
        for good in ["acme", "acme-2", "7eleven"] {
            let site = Site::of(good.parse().unwrap());
            let url = site.api(&["applications", "8863807"]).unwrap();
            let expected = format!("https://{good}.pinpointhq.com/api/v1/applications/8863807");
            assert_eq!(url.as_str(), expected);
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
            assert!(bad.parse::<Subdomain>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_base_url_of_pinpoint_is_https_or_loopback_and_nothing_more() {
        let at = |text: &str| Site::at(text, "acme".parse().unwrap());
        for good in [
            "http://127.0.0.1:8090",
            "http://localhost:1",
            "http://[::1]:9",
            "https://p.example/",
        ] {
            assert!(at(good).is_ok(), "{good}");
        }
        for bad in [
            "http://p.example",
            "https://u:p@x.example",
            "https://x.example/a",
            "file:///etc",
            "x",
            "http://127.0.0.1.evil.example",
        ] {
            assert!(at(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place_in_pinpoints_address() {
        let site = Site::of("acme".parse().unwrap());
        let found = site.api(&["applications", "../../x?y#z"]).unwrap();
        assert_eq!(found.path(), "/api/v1/applications/..%2F..%2Fx%3Fy%23z");
        for segment in ["", ".", "..", "\n", "a\0"] {
            assert!(site.api(&["applications", segment]).is_err(), "{segment:?}");
        }
    }
}
