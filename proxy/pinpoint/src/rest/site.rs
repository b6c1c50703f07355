//! Where requests go: a company's own host, or a base URL that only the operator can set.

use std::str::FromStr;

use outside::InvalidBaseUrl;
use url::Url;

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
        match outside::is_label(text) {
            true => Ok(Self(text.to_owned())),
            false => Err(InvalidSubdomain),
        }
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
        Ok(Self {
            subdomain,
            origin: outside::base_url(base_url)?,
            is_pinpoints_own: false,
        })
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
        let path = [&["api", "v1"], segments].concat();
        let url = outside::extended(&self.origin, &path);
        url.ok_or(Error::Invalid("a name that cannot stand in an address"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_cannot_leave_its_place_in_pinpoints_address() {
        let site = Site::of("acme".parse().unwrap());
        let found = site.api(&["applications", "../../x?y#z"]).unwrap();
        assert_eq!(
            found.as_str(),
            "https://acme.pinpointhq.com/api/v1/applications/..%2F..%2Fx%3Fy%23z"
        );
        assert!(site.api(&["applications", ".."]).is_err());
        assert!("acme.evil".parse::<Subdomain>().is_err());
    }
}
