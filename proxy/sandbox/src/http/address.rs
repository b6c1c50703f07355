//! The two forms of an API URL, reduced to a version and one path. Both may end in a slash.

use axum::http::HeaderMap;
use axum::http::header::HOST;

use crate::company::{COMPANY, Refusal};

/// The part of a URL before the endpoint, as the caller wrote it: `/api/v1` (company host form) or
/// `/api/gateway.php/acme/v1`. A `Location` is built on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prefix(pub(super) String);

/// The host as the caller wrote it, for addresses of things here.
pub(super) fn host(headers: &HeaderMap) -> &str {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    host.unwrap_or("127.0.0.1")
}

/// The version segment of a URL. Most endpoints exist in one version only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V1_1,
    V2,
}

impl Version {
    fn parse(segment: &str) -> Option<Self> {
        [Self::V1, Self::V1_1, Self::V2]
            .into_iter()
            .find(|version| version.segment() == segment)
    }

    /// As it stands in a URL.
    pub(super) fn segment(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V1_1 => "v1_1",
            Self::V2 => "v2",
        }
    }
}

/// An API URL's path, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) prefix: Prefix,
    pub(super) version: Version,
    /// What follows the version segment, with a slash in front and none at the end.
    pub(super) endpoint: String,
}

impl Address {
    /// `token.php`, which is outside the API and has faults and a place in the log all the same.
    pub(super) fn of_tokens() -> Self {
        Self {
            prefix: Prefix(String::new()),
            version: Version::V1,
            endpoint: "/token.php".to_owned(),
        }
    }

    /// Takes a path apart. The company is checked on the gateway form, where it is in the path.
    pub(super) fn parse(path: &str) -> Result<Self, Refusal> {
        let rest = path.strip_prefix("/api/").ok_or(Refusal::UrlNotFound)?;
        let rest = match rest.strip_prefix("gateway.php/") {
            Some(rest) => {
                let (company, rest) = rest.split_once('/').unwrap_or((rest, ""));
                if !company.eq_ignore_ascii_case(COMPANY) {
                    return Err(Refusal::CompanyNotFound);
                }
                rest
            }
            None => rest,
        };
        let (segment, rest) = rest.split_once('/').ok_or(Refusal::UrlNotFound)?;
        let version = Version::parse(segment).ok_or(Refusal::UrlNotFound)?;
        let endpoint = rest.trim_end_matches('/');
        let prefix = path
            .trim_end_matches('/')
            .strip_suffix(endpoint)
            .unwrap_or(path)
            .trim_end_matches('/');
        Ok(Self {
            prefix: Prefix(prefix.to_owned()),
            version,
            endpoint: format!("/{endpoint}"),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn both_forms_lead_to_one_endpoint_with_or_without_a_slash() {
        for (path, prefix, endpoint) in [
            ("/api/v1/employees", "/api/v1", "/employees"),
            ("/api/v1/employees/", "/api/v1", "/employees"),
            (
                "/api/v1/employees/118/files/view/",
                "/api/v1",
                "/employees/118/files/view",
            ),
            (
                "/api/gateway.php/acme/v1/meta/fields",
                "/api/gateway.php/acme/v1",
                "/meta/fields",
            ),
            (
                "/api/gateway.php/ACME/v1/employees/",
                "/api/gateway.php/ACME/v1",
                "/employees",
            ),
        ] {
            let address = Address::parse(path).unwrap();
            assert_eq!(
                (address.prefix.0.as_str(), address.endpoint.as_str()),
                (prefix, endpoint),
                "{path}"
            );
        }
    }

    #[test]
    fn the_version_is_told_apart_in_both_forms() {
        for version in [Version::V1, Version::V1_1, Version::V2] {
            for form in ["/api", "/api/gateway.php/acme"] {
                for slash in ["", "/"] {
                    let prefix = format!("{form}/{}", version.segment());
                    let address = Address::parse(&format!("{prefix}/a/b{slash}")).unwrap();
                    let expected = Address {
                        prefix: Prefix(prefix),
                        version,
                        endpoint: "/a/b".to_owned(),
                    };
                    assert_eq!(address, expected);
                }
            }
        }
    }

    #[test]
    fn another_company_and_another_version_are_not_found() {
        assert_eq!(
            Address::parse("/api/gateway.php/other/v1/employees"),
            Err(Refusal::CompanyNotFound)
        );
        assert_eq!(
            Address::parse("/api/gateway.php/other"),
            Err(Refusal::CompanyNotFound)
        );
        assert_eq!(
            Address::parse("/api/v9/employees"),
            Err(Refusal::UrlNotFound)
        );
        assert_eq!(Address::parse("/api/v1"), Err(Refusal::UrlNotFound));
    }
}
