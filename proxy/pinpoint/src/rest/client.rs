//! The client: the key, the limits, and how one call becomes requests.

use std::time::Duration;

use outside::{DownloadLimits, Downloaded, Downloads, NotDownloaded};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{ClientBuilder, RequestBuilder};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::Instant;

use super::document::Document;
use super::exchange::exchange;
use super::{Error, Site};
use crate::{FILE_HOSTS, STORAGE_HOSTS};

const JSON_API: &str = "application/vnd.api+json";
const KEY_HEADER: &str = "x-api-key";
/// How much longer a file may take than another answer.
const LONGER: u32 = 6;

/// A key of Pinpoint's. Prints as nothing.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// This text.
    pub fn new(text: SecretString) -> Self {
        Self(text)
    }

    fn header(&self) -> Result<HeaderValue, Error> {
        let header = HeaderValue::from_str(self.0.expose_secret());
        let mut header = header.map_err(|_| Error::Invalid("the key cannot stand in a header"))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

/// How long and how large a call may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time to make a connection.
    pub connect: Duration,
    /// Time of one try, from connecting to the last byte.
    pub whole_call: Duration,
    /// Time of all tries of a read; no further one begins later.
    pub all_tries: Duration,
    /// Largest answer in bytes.
    pub body: usize,
    /// Largest file in bytes; Pinpoint takes 30 MB of a cover letter and 10 MB of everything else.
    pub file: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            whole_call: Duration::from_secs(10),
            all_tries: Duration::from_secs(10),
            body: 4 * 1024 * 1024,
            file: 20 * 1024 * 1024,
        }
    }
}

/// How a client behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// Times and sizes.
    pub limits: Limits,
    /// How often a read is tried.
    pub tries: u32,
    /// The longest pause before the second try; it doubles.
    pub first_pause: Duration,
    /// Hosts that files may come from besides Pinpoint's own: `host`, or `host:port`.
    pub file_hosts: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            tries: 3,
            first_pause: Duration::from_millis(300),
            file_hosts: Vec::new(),
        }
    }
}

/// One company's Pinpoint, seen with one key. Clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    site: Site,
    key: ApiKey,
    options: Options,
    reads: reqwest::Client,
    writes: reqwest::Client,
    files: Downloads,
}

impl Client {
    /// Fails only when the system offers no root certificates.
    pub fn with(site: Site, key: ApiKey, options: Options) -> Result<Self, Error> {
        let limits = options.limits;
        let unusable = |_| Error::Invalid("the HTTP client could not be made");
        let reads = builder(&site, limits);
        let writes = builder(&site, limits).pool_max_idle_per_host(0);
        let files = Downloads::new(files_of(&site, &options));
        Ok(Self {
            site,
            key,
            reads: reads.build().map_err(unusable)?,
            writes: writes.build().map_err(unusable)?,
            files: files.map_err(unusable)?,
            options,
        })
    }

    /// The company's address.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// A file that an answer named. The key stays here, whatever the address.
    pub async fn download(&self, address: &SecretString) -> Result<Downloaded, NotDownloaded> {
        self.files.get(address.expose_secret()).await
    }

    /// Asks, and asks again when that may help.
    pub(super) async fn get(
        &self,
        what: &'static str,
        segments: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Document, Error> {
        let began = Instant::now();
        let mut tries = 1;
        loop {
            let mut url = self.site.api(segments)?;
            url.query_pairs_mut().extend_pairs(query);
            let outcome = self.once(what, self.reads.get(url)).await;
            let error = match outcome {
                Ok(value) => return Document::read(value),
                Err(error) => error,
            };
            let doubled = self.options.first_pause.saturating_mul(1 << tries.min(8)) / 2;
            let pause = doubled.mul_f64(fastrand::f64());
            let pause = pause.max(error.retry_after().unwrap_or_default());
            let is_late = began.elapsed() + pause > self.options.limits.all_tries;
            if tries >= self.options.tries || is_late || !error.may_pass() {
                return Err(error);
            }
            tries += 1;
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends at most once.
    pub(super) async fn post(
        &self,
        what: &'static str,
        segments: &[&str],
        body: &Value,
    ) -> Result<Document, Error> {
        let body = serde_json::to_vec(body).map_err(|_| Error::Invalid("no JSON"))?;
        let request = self.writes.post(self.site.api(segments)?);
        let request = request.header(CONTENT_TYPE, JSON_API).body(body);
        Document::read(self.once(what, request).await?)
    }

    async fn once(&self, what: &'static str, request: RequestBuilder) -> Result<Value, Error> {
        let request = request
            .header(ACCEPT, JSON_API)
            .header(KEY_HEADER, self.key.header()?);
        let began = Instant::now();
        let outcome = exchange(request, self.options.limits.body).await;
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &outcome {
            Ok(_) => tracing::info!(what, milliseconds, "Pinpoint answered"),
            Err(error) => tracing::warn!(what, %error, milliseconds, "Pinpoint did not do it"),
        }
        outcome
    }
}

fn builder(site: &Site, limits: Limits) -> ClientBuilder {
    let builder = outside::client(limits.connect).timeout(limits.whole_call);
    match site.may_lead_inside() {
        true => builder,
        false => builder.dns_resolver(outside::outside_only()),
    }
}

/// From Pinpoint's own hosts and the operator's, and from this machine only when Pinpoint is there too.
fn files_of(site: &Site, options: &Options) -> DownloadLimits {
    let hosts = options.file_hosts.iter();
    let hosts: Vec<String> = hosts.map(|host| host.to_ascii_lowercase()).collect();
    let local = hosts.iter().filter(|_| site.may_lead_inside());
    let local = local.filter_map(|host| outside::base_url(&format!("http://{host}")).ok());
    DownloadLimits {
        local_origins: local.collect(),
        hosts: FILE_HOSTS
            .map(str::to_owned)
            .into_iter()
            .chain(hosts)
            .collect(),
        storage_hosts: STORAGE_HOSTS.map(str::to_owned).to_vec(),
        may_lead_inside: site.may_lead_inside(),
        largest: options.limits.file,
        connect: options.limits.connect,
        longest: options.limits.whole_call.saturating_mul(LONGER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(site: &Site) -> DownloadLimits {
        let options = Options {
            file_hosts: vec!["127.0.0.1:9".to_owned(), "Files.example:9".to_owned()],
            ..Options::default()
        };
        files_of(site, &options)
    }

    #[test]
    fn plain_http_is_for_a_double_on_this_machine_only() {
        let company = || "acme".parse().unwrap();
        let double = Site::at("http://127.0.0.1:8090", company()).unwrap();
        let local = limits(&double).local_origins;
        let local: Vec<&str> = local.iter().map(url::Url::as_str).collect();
        assert_eq!(local, ["http://127.0.0.1:9/"]);
        let own = limits(&Site::of(company()));
        assert!(own.local_origins.is_empty());
        assert!(own.hosts.contains(&"files.example:9".to_owned()));
    }

    #[test]
    fn files_are_at_addresses_of_pinpoint_and_of_the_operator_which_may_lead_to_its_storage() {
        let limits = limits(&Site::of("acme".parse().unwrap()));
        let (own, operators) = limits.hosts.split_at(FILE_HOSTS.len());
        assert_eq!(own, FILE_HOSTS);
        assert_eq!(operators, ["127.0.0.1:9", "files.example:9"]);
        assert_eq!(limits.storage_hosts, STORAGE_HOSTS);
    }
}
