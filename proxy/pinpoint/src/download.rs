//! Files that Pinpoint names by their addresses. An address is a secret: whoever has it has the file.
//!
//! Only https, only hosts on a list, looked at again at each of at most three redirects; no key, no cookie; nothing inside
//! a network; and no more bytes and time than were given. No address is in an error or a log line.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::outside::{builder, leads_inside};
use crate::rest::{Limits, Lost};

const MOST_REDIRECTS: u32 = 3;
/// Where Pinpoint's addresses begin.
const PINPOINT: &str = "pinpointhq.com";
/// Where they lead, as far as is known.
const STORAGE: &str = "pinpoint-production.s3.eu-west-2.amazonaws.com";
/// Longest media type that is taken over.
const LONGEST_MEDIA_TYPE: usize = 100;
/// How much longer a file may take than another answer.
const LONGER: u32 = 6;

/// A file.
#[derive(Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// What it says it is, for example `application/pdf`.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for Downloaded {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Downloaded")
            .field("bytes", &self.content.len())
            .finish_non_exhaustive()
    }
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// Not an address that may be asked: another scheme, another host, a user in it.
    #[error("the file is at an address that is not on the list")]
    NotAllowed,
    /// A name on the list led into this network.
    #[error("the file is at an address inside this network")]
    LeadsInside,
    /// Redirected too often.
    #[error("the file was not there after {MOST_REDIRECTS} redirects")]
    TooManyRedirects,
    /// No connection.
    #[error("the file's host could not be reached")]
    NotReached,
    /// It did not come whole.
    #[error("the file was lost: {0}")]
    Lost(Lost),
    /// Another status than success.
    #[error("the file's host answered {0}")]
    Refused(u16),
    /// More bytes than may be.
    #[error("the file is too large")]
    TooLarge,
}

impl DownloadError {
    /// Whether asking again may help without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NotReached | Self::Lost(_) => true,
            Self::Refused(status) => *status >= 500 || *status == 429,
            _ => false,
        }
    }
}

/// Downloads files from some hosts. Clones share connections.
#[derive(Clone, Debug)]
pub struct Downloader {
    http: reqwest::Client,
    /// Besides Pinpoint's own: `host`, or `host:port`.
    hosts: Vec<String>,
    largest: usize,
    /// Whether an operator set the addresses, which then may be on this machine and without TLS.
    is_operators: bool,
}

impl Downloader {
    /// From Pinpoint's own hosts and these.
    pub fn of(
        hosts: &[String],
        limits: Limits,
        is_operators: bool,
    ) -> Result<Self, reqwest::Error> {
        let longest: Duration = limits.whole_call.saturating_mul(LONGER);
        Ok(Self {
            http: builder(limits.connect, is_operators)
                .timeout(longest)
                .referer(false)
                .build()?,
            hosts: hosts.iter().map(|host| host.to_ascii_lowercase()).collect(),
            largest: limits.file,
            is_operators,
        })
    }

    /// The file at this address.
    pub async fn download(&self, address: &SecretString) -> Result<Downloaded, DownloadError> {
        let url = Url::parse(address.expose_secret()).map_err(|_| DownloadError::NotAllowed)?;
        let mut url = url;
        for _ in 0..=MOST_REDIRECTS {
            if !self.allows(&url) {
                return Err(DownloadError::NotAllowed);
            }
            let mut response = self
                .http
                .get(url.clone())
                .send()
                .await
                .map_err(|error| failed(&error))?;
            if response.status().is_redirection() {
                let next = response.headers().get(LOCATION);
                let next = next.and_then(|next| next.to_str().ok());
                let next = next.and_then(|next| url.join(next).ok());
                url = next.ok_or(DownloadError::NotAllowed)?;
                continue;
            }
            if !response.status().is_success() {
                return Err(DownloadError::Refused(response.status().as_u16()));
            }
            let media_type = response.headers().get(CONTENT_TYPE);
            let media_type = media_type.and_then(|kind| kind.to_str().ok());
            let media_type = media_type.filter(|kind| kind.len() <= LONGEST_MEDIA_TYPE);
            let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
            let mut content = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error))? {
                if content.len().saturating_add(chunk.len()) > self.largest {
                    return Err(DownloadError::TooLarge);
                }
                content.extend_from_slice(&chunk);
            }
            return Ok(Downloaded {
                media_type,
                content,
            });
        }
        Err(DownloadError::TooManyRedirects)
    }

    fn allows(&self, url: &Url) -> bool {
        // An address as a number is no name on any list, but for an operator's.
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let port = url.port().map(|port| format!("{host}:{port}"));
        let is_listed = self
            .hosts
            .iter()
            .any(|listed| Some(listed) == port.as_ref() || (port.is_none() && *listed == host));
        let is_pinpoints = port.is_none()
            && (host == PINPOINT
                || host == STORAGE
                || host
                    .strip_suffix(PINPOINT)
                    .is_some_and(|label| label.ends_with('.')));
        let scheme_fits = url.scheme() == "https"
            || (url.scheme() == "http" && self.is_operators && crate::rest::is_loopback(url));
        scheme_fits
            && url.username().is_empty()
            && url.password().is_none()
            && (is_listed || is_pinpoints)
    }
}

fn failed(error: &reqwest::Error) -> DownloadError {
    if leads_inside(error).is_some() {
        DownloadError::LeadsInside
    } else if error.is_connect() {
        DownloadError::NotReached
    } else {
        DownloadError::Lost(match error.is_timeout() {
            true => Lost::TimedOut,
            false => Lost::Broken,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn downloader(hosts: &[&str], is_operators: bool) -> Downloader {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        Downloader::of(&hosts, Limits::default(), is_operators).unwrap()
    }

    #[test]
    fn files_come_over_https_from_hosts_on_the_list_and_from_nowhere_else() {
        let downloader = downloader(&["files.example"], false);
        for good in [
            "https://pinpointhq.com/rails/active_storage/blobs/x/cv.pdf",
            "https://acme.pinpointhq.com/x",
            "https://pinpoint-production.s3.eu-west-2.amazonaws.com/x?y=z",
            "https://files.example/x",
            "https://FILES.example/x",
        ] {
            assert!(downloader.allows(&Url::parse(good).unwrap()), "{good}");
        }
        for bad in [
            "http://pinpointhq.com/x",
            "https://evilpinpointhq.com/x",
            "https://pinpointhq.com.evil.example/x",
            "https://pinpointhq.com@evil.example/x",
            "https://user@pinpointhq.com/x",
            "https://pinpointhq.com:8443/x",
            "https://other.s3.eu-west-2.amazonaws.com/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://169.254.169.254/latest/meta-data",
            "http://127.0.0.1:80/x",
            "file:///etc/passwd",
            "data:text/plain,x",
            "https://sub.files.example/x",
        ] {
            assert!(!downloader.allows(&Url::parse(bad).unwrap()), "{bad}");
        }
    }

    #[test]
    fn plain_http_is_for_an_operators_own_machine_only() {
        let listed = ["127.0.0.1:9", "files.example:9"];
        let local = Url::parse("http://127.0.0.1:9/x").unwrap();
        let far = Url::parse("http://files.example:9/x").unwrap();
        assert!(downloader(&listed, true).allows(&local));
        assert!(!downloader(&listed, true).allows(&far));
        assert!(!downloader(&listed, false).allows(&local));
        let other_port = Url::parse("http://127.0.0.1:10/x").unwrap();
        assert!(!downloader(&listed, true).allows(&other_port));
    }
}
