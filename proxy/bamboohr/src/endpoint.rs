//! Where requests go: a company's own host, or a base URL that only the operator can set.
//!
//! The company is parsed to `[a-z0-9-]`, so no text from a browser can name another host.

use std::str::FromStr;

use outside::InvalidBaseUrl;
use url::Url;

use crate::error::Error;

/// A company's BambooHR name: the first label of `https://<company>.bamboohr.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Company(String);

/// The text is no company name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a BambooHR company name has 1 to 63 of the characters a-z, 0-9 and -, and begins with a letter or digit"
)]
pub struct InvalidCompany;

impl FromStr for Company {
    type Err = InvalidCompany;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match outside::is_label(text) {
            true => Ok(Self(text.to_owned())),
            false => Err(InvalidCompany),
        }
    }
}

impl Company {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address of one company's BambooHR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    company: Company,
    /// Of the web application and of the token endpoint.
    origin: Url,
    form: Form,
}

/// Where the interface is called.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// `https://acme.bamboohr.com/api/v1/…`: what BambooHR documents.
    CompanyHost,
    /// `https://api.bamboohr.com/api/gateway.php/acme/v1/…`: older, still answering. Holds the origin.
    Gateway(Url),
}

/// The version segment of an endpoint's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V1,
    /// Rows of tables: here the employment status changes only through its table.
    V1_1,
    /// Datasets.
    V2,
}

impl Version {
    fn segment(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V1_1 => "v1_1",
            Self::V2 => "v2",
        }
    }
}

impl Endpoint {
    /// The real BambooHR of this company.
    pub fn of(company: Company) -> Self {
        let text = format!("https://{}.bamboohr.com", company.as_str());
        #[expect(clippy::expect_used, reason = "a parsed company makes a valid host")]
        let origin = Url::parse(&text).expect("a parsed company makes a valid host");
        Self {
            company,
            origin,
            form: Form::CompanyHost,
        }
    }

    /// The real BambooHR of this company, called through the older gateway. Whether OAuth tokens work there
    /// is not known.
    pub fn gateway_of(company: Company) -> Self {
        #[expect(clippy::expect_used, reason = "a constant")]
        let gateway = Url::parse("https://api.bamboohr.com").expect("a constant");
        Self {
            form: Form::Gateway(gateway),
            ..Self::of(company)
        }
    }

    /// A base URL set by the operator, such as a sandbox on this machine. Plain `http` is allowed for
    /// loopback only: the key travels with every request.
    pub fn at(base_url: &str, company: Company) -> Result<Self, InvalidBaseUrl> {
        Ok(Self {
            company,
            origin: outside::base_url(base_url)?,
            form: Form::CompanyHost,
        })
    }

    /// As [`Endpoint::at`], called in the gateway's form.
    pub fn gateway_at(base_url: &str, company: Company) -> Result<Self, InvalidBaseUrl> {
        let endpoint = Self::at(base_url, company)?;
        let form = Form::Gateway(endpoint.origin.clone());
        Ok(Self { form, ..endpoint })
    }

    /// Whether it is on this machine, as a sandbox is.
    pub fn is_local(&self) -> bool {
        outside::is_loopback(&self.origin)
    }

    /// Whether it is BambooHR itself, and no base URL of an operator's that leads elsewhere.
    pub(crate) fn is_bamboohrs_own(&self) -> bool {
        let host = self.origin.domain().unwrap_or_default();
        host.ends_with(".bamboohr.com")
    }

    /// The company.
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// The page of one employee in BambooHR's own web application.
    pub fn employee_page(&self, id: &str) -> String {
        let mut url = self.origin.clone();
        url.set_path("/employees/employee.php");
        url.query_pairs_mut().append_pair("id", id);
        url.into()
    }

    /// The URL of an endpoint: these segments after the version, each escaped. A segment that a URL cannot
    /// hold (empty, `.`, `..`) would lead to another endpoint and is refused.
    pub(crate) fn api(&self, version: Version, segments: &[&str]) -> Result<Url, Error> {
        let (origin, before): (_, &[&str]) = match &self.form {
            Form::CompanyHost => (&self.origin, &["api"]),
            Form::Gateway(gateway) => (gateway, &["api", "gateway.php", self.company.as_str()]),
        };
        let path = [before, &[version.segment()], segments].concat();
        let url = outside::extended(origin, &path);
        url.ok_or(Error::Invalid("a name that cannot stand in an address"))
    }

    /// Where access tokens are renewed; always on the company's own host.
    pub(crate) fn token(&self) -> Url {
        let mut url = self.origin.clone();
        url.set_path("/token.php");
        url.set_query(Some("request=token"));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cannot_leave_their_place() {
        let endpoint = Endpoint::of("acme".parse().unwrap());
        for (endpoint, url) in [
            (
                endpoint,
                "https://acme.bamboohr.com/api/v1/employees/..%2F..%2Fx%3Fy%23z",
            ),
            (
                Endpoint::gateway_of("acme".parse().unwrap()),
                "https://api.bamboohr.com/api/gateway.php/acme/v1/employees/..%2F..%2Fx%3Fy%23z",
            ),
        ] {
            let found = endpoint.api(Version::V1, &["employees", "../../x?y#z"]);
            assert_eq!(found.unwrap().as_str(), url);
            for segment in ["", ".", "..", ".\t.", "\n", "a\0"] {
                let found = endpoint.api(Version::V1, &["employees", "4", segment]);
                assert!(found.is_err(), "{segment:?}");
            }
        }
    }

    #[test]
    fn every_version_has_its_segment_in_both_forms() {
        let company = || "acme".parse::<Company>().unwrap();
        let host = Endpoint::of(company());
        let gateway = Endpoint::gateway_of(company());
        for (version, segment) in [
            (Version::V1, "v1"),
            (Version::V1_1, "v1_1"),
            (Version::V2, "v2"),
        ] {
            assert_eq!(
                host.api(version, &["x"]).unwrap().path(),
                format!("/api/{segment}/x")
            );
            assert_eq!(
                gateway.api(version, &["x"]).unwrap().path(),
                format!("/api/gateway.php/acme/{segment}/x")
            );
        }
    }

    #[test]
    fn people_and_tokens_are_always_on_the_companys_own_host() {
        for endpoint in [
            Endpoint::of("acme".parse().unwrap()),
            Endpoint::gateway_of("acme".parse().unwrap()),
        ] {
            assert_eq!(
                endpoint.employee_page("7"),
                "https://acme.bamboohr.com/employees/employee.php?id=7"
            );
            assert_eq!(
                endpoint.token().as_str(),
                "https://acme.bamboohr.com/token.php?request=token"
            );
        }
    }
}
