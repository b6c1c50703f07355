//! The address under which browsers find the application.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// `https://HOST` with or without a port, or `http://` on this machine; no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    url: String,
    host: String,
}

/// Not such an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be an https address without a path, for example https://hires.acme.example, or http:// on this machine"
)]
pub struct InvalidPublicUrl;

impl PublicUrl {
    /// Whether nobody on the way can read along.
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https:")
    }

    /// The host without a port, as it stands in a certificate.
    pub fn name(&self) -> &str {
        let (name, port) = self.host.rsplit_once(':').unwrap_or((&self.host, ""));
        let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let name = if is_port { name } else { &self.host };
        name.trim_matches(['[', ']'])
    }

    /// Host, and port when it is not the usual one: what a browser sends in `Host`.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| InvalidPublicUrl)?;
        let is_local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        let is_usable = match url.scheme() {
            "https" => true,
            "http" => is_local,
            _ => false,
        };
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let host = url.host_str().filter(|_| is_usable && is_bare);
        let host = host.ok_or(InvalidPublicUrl)?;
        let host = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        Ok(Self {
            url: url.as_str().trim_end_matches('/').to_owned(),
            host,
        })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_https_or_on_this_machine_and_names_no_path() {
        let read = |text: &str| {
            text.parse::<PublicUrl>()
                .map(|url| (url.to_string(), url.host))
        };
        let both = |url: &str, host: &str| Ok((url.to_owned(), host.to_owned()));
        let acme = "https://hires.acme.example";
        assert_eq!(
            read("https://Hires.acme.example/"),
            both(acme, "hires.acme.example")
        );
        assert_eq!(
            read("https://hires.acme.example:443"),
            both(acme, "hires.acme.example")
        );
        let other = "https://hires.acme.example:8443";
        assert_eq!(read(other), both(other, "hires.acme.example:8443"));
        assert_eq!(
            read("http://localhost:8081"),
            both("http://localhost:8081", "localhost:8081")
        );
        let name = |text: &str| text.parse::<PublicUrl>().unwrap().name().to_owned();
        assert_eq!(name(acme), "hires.acme.example");
        assert_eq!(name(other), "hires.acme.example");
        assert_eq!(name("https://[::1]"), "::1");
        assert_eq!(name("https://[::1]:8443"), "::1");
        for wrong in [
            "hires.acme.example",
            "http://hires.acme.example",
            "https://hires.acme.example/hires",
            "https://user@hires.acme.example",
            "https://hires.acme.example?x",
            "ftp://hires.acme.example",
        ] {
            assert_eq!(read(wrong), Err(InvalidPublicUrl), "{wrong}");
        }
    }
}
