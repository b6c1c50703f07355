//! Files that somebody names by an address. Whoever brings an address must not be able to have this program ask somebody
//! else: https only, from hosts of a short list, which must lead to the internet, with few redirects and nothing of ours
//! in the request. An address is a secret, because whoever has it has the file, so no error has it.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};
use url::Url;

use crate::client::{LostAnswer, client, how_it_was_lost};
use crate::names::{leads_inside, outside_only};

/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;

/// From where files are fetched, and how much.
#[derive(Clone, Debug)]
pub struct DownloadLimits {
    /// Hosts, in small letters: `host`, `host:port`, or with `*.` before it everything below one.
    pub hosts: Vec<String>,
    /// Hosts that may be led to besides.
    pub storage_hosts: Vec<String>,
    /// Origins on this machine, such as `http://127.0.0.1:9000`, for what stands in for somebody.
    pub local_origins: Vec<Url>,
    /// Whether names of the list may lead into this network, as those of what an operator runs may.
    pub may_lead_inside: bool,
    /// Bytes of a file.
    pub largest: usize,
    /// Time to make a connection.
    pub connect: Duration,
    /// Time for one file, redirects included.
    pub longest: Duration,
}

/// A file that was fetched. Debug output shows its size only.
#[derive(PartialEq, Eq)]
pub struct Downloaded {
    /// What its last address ends with, or what the answer calls it.
    pub name: Option<String>,
    /// As the answer says, without parameters, for example `application/pdf`.
    pub media_type: Option<String>,
    /// What is in it.
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

/// Why there is no file. It names nobody and no address.
#[derive(Debug, thiserror::Error)]
pub enum NotDownloaded {
    /// It was not asked for: not https, or not a host of the list.
    #[error("its address is not one that files are taken from")]
    NotAllowed,
    /// The host's name leads into this network.
    #[error("its address leads into this network")]
    LeadsInside,
    /// It leads from one place to another without end.
    #[error("its address leads from one place to another too often")]
    TooManyRedirects,
    /// It leads away and does not say where.
    #[error("its address leads nowhere")]
    LeadsNowhere,
    /// The answer says that there is none.
    #[error("it was refused with status {0}")]
    Refused(u16),
    /// It is larger than files may be.
    #[error("it is too large")]
    TooLarge,
    /// No connection could be made.
    #[error("where it is could not be reached")]
    NotReached,
    /// It did not come in time, or not whole.
    #[error("it could not be fetched: {0}")]
    Lost(LostAnswer),
}

impl NotDownloaded {
    /// Whether asking again may help without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NotReached | Self::Lost(_) => true,
            Self::Refused(status) => *status >= 500 || *status == 429,
            _ => false,
        }
    }
}

/// Fetches files. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct Downloads {
    client: reqwest::Client,
    limits: Arc<DownloadLimits>,
}

impl Downloads {
    /// The error says why no client can be made.
    pub fn new(limits: DownloadLimits) -> Result<Self, reqwest::Error> {
        let client = client(limits.connect);
        let client = match limits.may_lead_inside {
            true => client,
            false => client.dns_resolver(outside_only()),
        };
        Ok(Self {
            client: client.build()?,
            limits: Arc::new(limits),
        })
    }

    /// Fetches the file at this address.
    pub async fn get(&self, address: &str) -> Result<Downloaded, NotDownloaded> {
        let fetching = tokio::time::timeout(self.limits.longest, self.fetch(address));
        let late = Err(NotDownloaded::Lost(LostAnswer::TimedOut));
        fetching.await.unwrap_or(late)
    }

    async fn fetch(&self, address: &str) -> Result<Downloaded, NotDownloaded> {
        let mut url = Url::parse(address).map_err(|_| NotDownloaded::NotAllowed)?;
        for redirects in 0..=MOST_REDIRECTS {
            if !self.limits.allow(&url, redirects > 0) {
                return Err(NotDownloaded::NotAllowed);
            }
            let answer = self.client.get(url.clone()).send().await;
            let answer = answer.map_err(|error| why(&error))?;
            if answer.status().is_redirection() {
                let place = text(answer.headers(), &LOCATION);
                let place = place.and_then(|place| url.join(place).ok());
                url = place.ok_or(NotDownloaded::LeadsNowhere)?;
                continue;
            }
            if !answer.status().is_success() {
                return Err(NotDownloaded::Refused(answer.status().as_u16()));
            }
            return self.read(&url, answer).await;
        }
        Err(NotDownloaded::TooManyRedirects)
    }

    async fn read(
        &self,
        url: &Url,
        mut answer: reqwest::Response,
    ) -> Result<Downloaded, NotDownloaded> {
        let largest = self.limits.largest;
        let said = answer.content_length().unwrap_or_default();
        if usize::try_from(said).is_ok_and(|said| said > largest) {
            return Err(NotDownloaded::TooLarge);
        }
        let mut content = Vec::new();
        while let Some(bytes) = answer.chunk().await.map_err(|error| why(&error))? {
            if content.len() + bytes.len() > largest {
                return Err(NotDownloaded::TooLarge);
            }
            content.extend_from_slice(&bytes);
        }
        let headers = answer.headers();
        let media_type = text(headers, &CONTENT_TYPE).and_then(|kind| kind.split(';').next());
        Ok(Downloaded {
            name: text(headers, &CONTENT_DISPOSITION)
                .and_then(file_name)
                .or_else(|| last_segment(url)),
            media_type: media_type.map(|kind| kind.trim().to_owned()),
            content,
        })
    }
}

impl DownloadLimits {
    fn allow(&self, url: &Url, was_led: bool) -> bool {
        let has_no_user = url.username().is_empty() && url.password().is_none();
        let mut local = self.local_origins.iter();
        if local.any(|local| local.origin() == url.origin()) {
            return has_no_user;
        }
        // An address as a number is no name on any list.
        let Some(url::Host::Domain(host)) = url.host() else {
            return false;
        };
        let further = self.storage_hosts.iter().filter(|_| was_led);
        let mut hosts = self.hosts.iter().chain(further);
        url.scheme() == "https"
            && has_no_user
            && hosts.any(|pattern| fits(pattern, host, url.port()))
    }
}

/// Without a port, the usual one is meant.
fn fits(pattern: &str, host: &str, port: Option<u16>) -> bool {
    let host = host.trim_end_matches('.');
    match (pattern.strip_prefix("*."), port) {
        (None, None) => host == pattern,
        (None, Some(port)) => format!("{host}:{port}") == pattern,
        (Some(above), None) => host
            .strip_suffix(above)
            .is_some_and(|below| below.len() > 1 && below.ends_with('.')),
        (Some(_), Some(_)) => false,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The plain name of `attachment; filename="cv.pdf"`.
fn file_name(disposition: &str) -> Option<String> {
    let parts = disposition.split(';').map(str::trim);
    let mut names = parts.filter_map(|part| part.strip_prefix("filename="));
    let name = names.next()?.trim_matches('"').trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// As it is written in the address; escapes stay, because they may hide anything.
fn last_segment(url: &Url) -> Option<String> {
    let last = url.path_segments()?.next_back()?;
    (!last.is_empty() && !last.contains('%')).then(|| last.to_owned())
}

fn why(error: &reqwest::Error) -> NotDownloaded {
    if leads_inside(error).is_some() {
        NotDownloaded::LeadsInside
    } else if error.is_connect() {
        NotDownloaded::NotReached
    } else {
        NotDownloaded::Lost(how_it_was_lost(error))
    }
}

#[cfg(test)]
mod tests;
