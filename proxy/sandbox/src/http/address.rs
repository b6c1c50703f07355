//! The two forms of an API URL, reduced to one path. Both may end in a slash.

use crate::company::{COMPANY, Refusal};

/// The part of a URL before the endpoint, as the caller wrote it: `/api/v1` (company host form) or
/// `/api/gateway.php/acme/v1`. A `Location` is built on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prefix(pub(super) String);

/// An API URL's path, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) prefix: Prefix,
    /// What follows the version segment, with a slash in front and none at the end.
    pub(super) endpoint: String,
}

impl Address {
    /// `token.php`, which is outside the API and has faults and a place in the log all the same.
    pub(super) fn of_tokens() -> Self {
        Self {
            prefix: Prefix(String::new()),
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
        let endpoint = rest
            .strip_prefix("v1/")
            .ok_or(Refusal::UrlNotFound)?
            .trim_end_matches('/');
        let prefix = path
            .trim_end_matches('/')
            .strip_suffix(endpoint)
            .unwrap_or(path)
            .trim_end_matches('/');
        Ok(Self {
            prefix: Prefix(prefix.to_owned()),
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
    }
}
