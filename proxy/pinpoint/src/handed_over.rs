//! Files that Pinpoint names by an address. Whoever brings an address must not be able to have this program ask somebody
//! else: https only, from hosts of a short list, which must lead to the internet, with few redirects and nothing of ours
//! in the request. An address is a secret, so no error has it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};
use reqwest::redirect::Policy;
use url::Url;

/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;

/// From where files are fetched, and how much.
#[derive(Clone, Debug)]
pub struct DownloadLimits {
    /// Hosts, or with `*.` before it everything below one.
    pub hosts: Vec<String>,
    /// Hosts that may be led to besides.
    pub storage_hosts: Vec<String>,
    /// One origin on this machine, such as `http://127.0.0.1:9000`, for a host that stands in for Pinpoint.
    pub local_origin: Option<Url>,
    /// Bytes of a file.
    pub largest: usize,
    /// Time for one file, redirects included.
    pub longest: Duration,
}

/// A file that was fetched.
#[derive(PartialEq, Eq)]
pub struct Downloaded {
    /// What its last address ends with, or what the answer calls it.
    pub name: Option<String>,
    /// As the answer says.
    pub media_type: Option<String>,
    /// What is in it.
    pub content: Vec<u8>,
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
    /// The answer says that there is none.
    #[error("it was refused with status {0}")]
    Refused(u16),
    /// It is larger than files may be.
    #[error("it is too large")]
    TooLarge,
    /// It could not be fetched in time or as a whole.
    #[error("it could not be fetched")]
    NotDelivered,
}

/// Fetches files. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct Downloads {
    client: reqwest::Client,
    limits: Arc<DownloadLimits>,
}

impl Downloads {
    /// `is_public` says which addresses are on the internet. The error says why no client can be made.
    pub fn new(
        limits: DownloadLimits,
        is_public: fn(IpAddr) -> bool,
    ) -> Result<Self, reqwest::Error> {
        // The workspace's HTTP client brings no provider of its own; a second one changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(limits.longest)
            .dns_resolver(Arc::new(OutsideOnly(is_public)))
            .build()?;
        Ok(Self {
            client,
            limits: Arc::new(limits),
        })
    }

    /// Fetches the file at this address.
    pub async fn get(&self, address: &str) -> Result<Downloaded, NotDownloaded> {
        let fetching = tokio::time::timeout(self.limits.longest, self.fetch(address));
        fetching.await.unwrap_or(Err(NotDownloaded::NotDelivered))
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
                url = place.ok_or(NotDownloaded::NotDelivered)?;
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
        let is_local = self.local_origin.as_ref();
        if is_local.is_some_and(|local| local.origin() == url.origin()) {
            return has_no_user;
        }
        let Some(url::Host::Domain(host)) = url.host() else {
            return false;
        };
        let further = self.storage_hosts.iter().filter(|_| was_led);
        let mut hosts = self.hosts.iter().chain(further);
        url.scheme() == "https"
            && url.port().is_none()
            && has_no_user
            && hosts.any(|pattern| fits(pattern, host))
    }
}

fn fits(pattern: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.');
    match pattern.strip_prefix("*.") {
        Some(above) => host
            .strip_suffix(above)
            .is_some_and(|below| below.len() > 1 && below.ends_with('.')),
        None => host.eq_ignore_ascii_case(pattern),
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
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<Inside>() {
            return NotDownloaded::LeadsInside;
        }
        cause = error.source();
    }
    NotDownloaded::NotDelivered
}

/// Refuses a name of which any address is inside a network, so that it does not matter which is tried first.
#[derive(Clone, Copy, Debug)]
struct OutsideOnly(fn(IpAddr) -> bool);

#[derive(Debug, thiserror::Error)]
#[error("a name leads into this network")]
struct Inside;

impl Resolve for OutsideOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let (host, Self(is_public)) = (name.as_str().to_owned(), *self);
        Box::pin(async move {
            let found: io::Result<_> = tokio::net::lookup_host((host, 0)).await;
            let found: Vec<SocketAddr> = found?.collect();
            match found.iter().all(|address| is_public(address.ip())) {
                true => Ok(Box::new(found.into_iter()) as Addrs),
                false => Err(Inside.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests;
