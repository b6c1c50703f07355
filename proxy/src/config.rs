//! Configuration by environment and flags, parsed once into types. Secrets have no flag: arguments are
//! visible to every user of a machine.

mod command;
mod error;
mod operations;
mod pinpoint;
mod public_url;
mod secrets;

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bamboohr::{ApiKey, Company, Endpoint, Limits};
use clap::Parser;
use handoff::interface::SampleAccess;
use handoff::{Candidate, FieldId};
use ipnet::IpNet;
use secrecy::ExposeSecret;
use url::Url;

pub use command::{AccountCommand, AuditCommand, Command, KeysCommand, UserCommand};
pub use error::ConfigError;
pub use pinpoint::PluginConfig;
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use secrets::Secrets;

use operations::OperationsArguments;
use pinpoint::PinpointArguments;

use crate::connections::DemoStart;
use crate::ledger::{DatabaseUrl, LEASE, SessionLimits};
use crate::openid::ProviderSettings;
use crate::send::SenderOptions;
use crate::server::TlsFiles;
use crate::sources::PinpointReach;
use crate::vault::{MasterKeys, Vault};

/// Send to BambooHR: the proxy between the application and BambooHR.
#[derive(Debug, Parser)]
#[command(
    name = "proxy",
    version,
    after_help = "BAMBOOHR_API_KEY and MASTER_KEYS have no flags on purpose: arguments are visible to other users of the \
                  machine."
)]
pub struct Arguments {
    /// Instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Address to listen on. Others than this machine reach it only when PUBLIC_URL says under which name.
    #[arg(long, env = "PROXY_LISTEN", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Where browsers find the application, for example `https://hires.acme.example`: what ends TLS there passes requests
    /// on to this program. Without it only this machine may use it.
    #[arg(long, global = true, env = "PUBLIC_URL")]
    public_url: Option<String>,
    /// Networks of the proxies before this one, with commas between them, for example 10.0.0.0/8: what they say in
    /// X-Forwarded-For is believed.
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<String>,
    /// Minutes after which somebody who does nothing is signed out.
    #[arg(long, env = "SESSION_IDLE_MINUTES", default_value_t = 60)]
    session_idle_minutes: u64,
    /// Hours after which everybody has to sign in again.
    #[arg(long, env = "SESSION_HOURS", default_value_t = 24)]
    session_hours: u64,
    /// Days after which personal data goes: of sends that ended, and of their candidates. 0 keeps it for ever.
    #[arg(long, env = "RETENTION_DAYS", default_value_t = 180)]
    retention_days: u64,
    /// File that says which OpenID providers people may sign in with. How it is written: docs/operating.md.
    #[arg(long, env = "OIDC_CONFIG_FILE")]
    oidc_config_file: Option<OsString>,
    /// Whether people may sign in with a passphrase: on, or off when everybody has to use a provider of OIDC_CONFIG_FILE.
    #[arg(long, env = "PASSPHRASES", default_value = "on")]
    passphrases: String,
    /// Where the ledger is kept: sqlite:FILE, or for several proxies postgres://USER@HOST/NAME. A password belongs
    /// into the environment, not into an argument.
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:send-to-bamboohr.sqlite"
    )]
    database_url: Unread,
    /// The company's BambooHR name: the part before .bamboohr.com in its address.
    #[arg(long, env = "BAMBOOHR_SUBDOMAIN")]
    bamboohr_subdomain: Option<String>,
    /// File that holds the API key, instead of BAMBOOHR_API_KEY.
    #[arg(long, env = "BAMBOOHR_API_KEY_FILE")]
    bamboohr_api_key_file: Option<OsString>,
    /// Another BambooHR, for example a local sandbox: https://…, or http:// on loopback.
    #[arg(long, env = "BAMBOOHR_BASE_URL")]
    bamboohr_base_url: Option<String>,
    /// File with the master keys that seal BambooHR keys in the ledger, one per line; the first seals, all open.
    /// Instead of MASTER_KEYS.
    #[arg(long, global = true, env = "MASTER_KEY_FILE")]
    master_key_file: Option<OsString>,
    /// Folder of the built application. Without it only the JSON interface is served.
    #[arg(long, env = "FRONTEND_DIST")]
    frontend_dist: Option<OsString>,
    /// Fill an empty ledger with invented sample candidates.
    #[arg(long, env = "PROXY_DEMO", default_value_t = false, action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    demo: bool,
    /// Fill an empty ledger with the candidates of this JSON file instead: a list of candidates.
    #[arg(long, env = "PROXY_CANDIDATES")]
    candidates: Option<OsString>,
    /// Begin the demonstration with nothing connected.
    #[arg(long, env = "DEMO_UNCONNECTED", default_value_t = false, hide = true, action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    demo_unconnected: bool,
    /// Seconds that a search for a lost answer goes on before a person is asked.
    #[arg(long, env = "SETTLE_SECONDS", default_value_t = 15)]
    settle_seconds: u64,
    /// The company's own BambooHR field that holds the candidate's id, for example customCandidateID: it is
    /// filled on every send and searched when an answer was lost.
    #[arg(long, env = "BAMBOOHR_CANDIDATE_ID_FIELD")]
    bamboohr_candidate_id_field: Option<String>,
    /// Seconds between two questions whether a BambooHR that was out of reach is back.
    #[arg(long, env = "PROBE_SECONDS", default_value_t = 30, hide = true)]
    probe_seconds: u64,
    /// Seconds for which a proxy may be silent before another one on the same database takes its sends. The same for
    /// all of them.
    #[arg(long, env = "LEASE_SECONDS", default_value_t = LEASE.as_secs(), hide = true)]
    lease_seconds: u64,
    /// Seconds that BambooHR has for an answer; ten times as many for taking in a file. Beyond them the answer
    /// counts as lost.
    #[arg(
        long,
        env = "BAMBOOHR_TIMEOUT_SECONDS",
        default_value_t = 30.0,
        hide = true
    )]
    bamboohr_timeout_seconds: f64,
    #[command(flatten)]
    operations: OperationsArguments,
    #[command(flatten)]
    pinpoint: PinpointArguments,
    /// Write logs as JSON lines instead of text.
    #[arg(long, env = "LOG_JSON", default_value_t = false, action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    pub log_json: bool,
}

/// A text that may hold a secret and has not been looked at yet: it prints as nothing.
#[derive(Clone)]
struct Unread(String);

impl From<String> for Unread {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Unread {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[REDACTED]")
    }
}

/// What the proxy runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Where browsers find the application, when others than this machine may use it.
    pub public_url: Option<PublicUrl>,
    /// The certificate to show, when TLS ends here.
    pub tls: Option<TlsFiles>,
    /// Where numbers about this program are read, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// The plugin for Pinpoint, if there is one.
    pub plugin: Option<PluginConfig>,
    /// Connections at once.
    pub connections: usize,
    /// The OpenTelemetry collector that gets traces, if any.
    pub collector: Option<Url>,
    /// Networks of the proxies before this one.
    pub trusted_proxies: Vec<IpNet>,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// After which time personal data goes, if ever.
    pub retention: Option<Duration>,
    /// OpenID providers that people may sign in with.
    pub providers: Vec<ProviderSettings>,
    /// Whether passphrases are taken too.
    pub passphrases: bool,
    /// Where the ledger is kept.
    pub database_url: DatabaseUrl,
    /// Company and key, when both are given.
    pub bamboohr: Option<(Endpoint, ApiKey)>,
    /// Another BambooHR than the companies' own.
    pub base_url: Option<String>,
    /// What seals keys, when it is given.
    pub vault: Option<Vault>,
    /// What to enter for the local sandbox.
    pub sample: Option<SampleAccess>,
    /// How a demonstration begins.
    pub demo_start: DemoStart,
    /// Folder of the built application.
    pub frontend_dist: Option<PathBuf>,
    /// Whether sample candidates are wanted.
    pub demo: bool,
    /// How sends are driven.
    pub sender: SenderOptions,
    /// Time between two questions whether a BambooHR that was out of reach is back.
    pub probe_every: Duration,
    /// How long a proxy may be silent before another one takes its sends.
    pub lease: Duration,
    /// Candidates to begin with.
    pub candidates: Vec<Candidate>,
    /// How long a call to BambooHR may take, and an upload.
    pub limits: Limits,
    /// How Pinpoint is reached.
    pub pinpoint: PinpointReach,
}

impl Arguments {
    /// The database and the master keys, for the commands that need no more.
    pub fn ledger_and_vault(
        &self,
        secrets: &Secrets,
    ) -> Result<(DatabaseUrl, Option<Vault>), ConfigError> {
        let database_url = DatabaseUrl::parse(&self.database_url.0)?;
        let file = self.master_key_file.as_ref();
        let file = file.filter(|file| !file.is_empty()).map(Path::new);
        let keys = MasterKeys::given(file, secrets.master_keys.as_ref())?;
        Ok((database_url, keys.map(Vault::new)))
    }

    /// Where links lead: to the public address, else to this machine.
    pub fn address(&self) -> Result<String, ConfigError> {
        let public = self.public_url()?;
        let scheme = self.operations.tls()?.map_or("http", |_| "https");
        Ok(public.map_or_else(
            || format!("{scheme}://{}", self.listen),
            |url| url.to_string(),
        ))
    }

    /// Where the proxy that runs with these variables listens, and with TLS its certificate and the name in it.
    pub fn itself(&self) -> Result<(SocketAddr, Option<(TlsFiles, String)>), ConfigError> {
        let public = self.public_url()?;
        let name = public.map_or_else(|| self.listen.ip().to_string(), |url| url.name().to_owned());
        Ok((
            self.listen,
            self.operations.tls()?.map(|files| (files, name)),
        ))
    }

    fn public_url(&self) -> Result<Option<PublicUrl>, ConfigError> {
        let given = self.public_url.as_deref().map(str::trim);
        let given = given.filter(|url| !url.is_empty());
        Ok(given.map(str::parse).transpose()?)
    }

    /// The providers that people may sign in with, and whether passphrases are taken too.
    fn sign_in(&self) -> Result<(Vec<ProviderSettings>, bool), ConfigError> {
        let passphrases = match self.passphrases.trim() {
            "on" | "" => true,
            "off" => false,
            _ => return Err(ConfigError::Passphrases),
        };
        let file = self.oidc_config_file.as_ref();
        let file = file.filter(|file| !file.is_empty()).map(Path::new);
        let providers = file.map(ProviderSettings::read_file).transpose()?;
        let providers = providers.unwrap_or_default();
        if self.demo && !providers.is_empty() {
            return Err(ConfigError::DemoWithProviders);
        }
        if !passphrases && !providers.iter().any(ProviderSettings::makes_admins) {
            return Err(ConfigError::NoWayIn);
        }
        Ok((providers, passphrases))
    }

    /// Checks the arguments.
    pub fn into_config(self, secrets: &Secrets) -> Result<Config, ConfigError> {
        let public_url = self.public_url()?;
        if self.demo && !(self.listen.ip().is_loopback() && public_url.is_none()) {
            return Err(ConfigError::PublicDemo(self.listen));
        }
        let is_https = public_url.as_ref().is_some_and(PublicUrl::is_https);
        if !self.listen.ip().is_loopback() && !is_https {
            return Err(ConfigError::NotLoopback(self.listen));
        }
        let tls = self.operations.tls()?;
        if tls.is_some() && public_url.is_some() && !is_https {
            return Err(ConfigError::PublicUrlOfTls);
        }
        let (database_url, vault) = self.ledger_and_vault(secrets)?;
        let (providers, passphrases) = self.sign_in()?;
        let api_key = secrets.api_key.as_ref().map(ExposeSecret::expose_secret);
        let key_file = self
            .bamboohr_api_key_file
            .filter(|file| !file.is_empty())
            .map(PathBuf::from);
        let base_url = self.bamboohr_base_url.filter(|url| !url.trim().is_empty());
        let api_key = match (api_key, &key_file) {
            (Some(_), Some(_)) => return Err(ConfigError::TwoKeys),
            (Some(key), None) => Some(key.to_owned()),
            (None, Some(file)) => Some(std::fs::read_to_string(file).map_err(|error| {
                ConfigError::KeyFile(file.display().to_string(), error.kind().to_string())
            })?),
            (None, None) => None,
        };
        let api_key = api_key
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty());
        let subdomain = self
            .bamboohr_subdomain
            .filter(|text| !text.trim().is_empty());
        let bamboohr = match (subdomain, api_key) {
            (None, None) => None,
            (Some(_), None) => return Err(ConfigError::HalfConnection("the API key")),
            (None, Some(_)) => return Err(ConfigError::HalfConnection("BAMBOOHR_SUBDOMAIN")),
            (Some(subdomain), Some(key)) => {
                let company: Company = subdomain.trim().parse()?;
                Some((endpoint(base_url.as_deref(), company)?, ApiKey::new(key)))
            }
        };
        let is_local = is_local(base_url.as_deref())?;
        let sample = secrets.sample()?;
        if (sample.is_some() || self.demo_unconnected) && !(self.demo && is_local) {
            return Err(ConfigError::NoDemo);
        }
        Ok(Config {
            listen: self.listen,
            public_url,
            tls,
            metrics: self.operations.metrics()?,
            plugin: self.pinpoint.plugin(is_https)?,
            connections: self.operations.connections(),
            collector: self.operations.collector()?,
            trusted_proxies: networks(&self.trusted_proxies)?,
            sessions: sessions(self.session_idle_minutes, self.session_hours)?,
            retention: (self.retention_days > 0).then(|| days(self.retention_days)),
            providers,
            passphrases,
            database_url,
            bamboohr,
            base_url,
            vault,
            sample,
            demo_start: if self.demo_unconnected {
                DemoStart::Unconnected
            } else {
                DemoStart::Connected
            },
            frontend_dist: self
                .frontend_dist
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from),
            demo: self.demo,
            sender: SenderOptions {
                settle: Duration::from_secs(self.settle_seconds),
                candidate_id_field: self
                    .bamboohr_candidate_id_field
                    .filter(|field| !field.trim().is_empty())
                    .map(|field| FieldId::new(field.trim())),
            },
            probe_every: Duration::from_secs(self.probe_seconds),
            lease: Duration::from_secs(self.lease_seconds.max(1)),
            candidates: read_candidates(self.candidates)?,
            limits: limits(self.bamboohr_timeout_seconds)?,
            pinpoint: self.pinpoint.reach()?,
        })
    }
}

fn endpoint(base_url: Option<&str>, company: Company) -> Result<Endpoint, ConfigError> {
    Ok(match base_url {
        Some(base_url) => Endpoint::at(base_url, company)?,
        None => Endpoint::of(company),
    })
}

/// Whether the base URL, which must be a usable one, is on this machine.
fn is_local(base_url: Option<&str>) -> Result<bool, ConfigError> {
    // Of a base URL only the host matters here, and it is the same for every company.
    let company: Company = "company".parse()?;
    Ok(base_url.is_some() && endpoint(base_url, company)?.is_local())
}

/// So many days.
pub fn days(days: u64) -> Duration {
    Duration::from_secs(days.saturating_mul(24 * 60 * 60))
}

fn networks(texts: &[String]) -> Result<Vec<IpNet>, ConfigError> {
    let texts = texts.iter().map(|text| text.trim());
    let read = |text: &str| {
        let network = text
            .parse()
            .or_else(|_| text.parse().map(|one: IpAddr| one.into()));
        network.map_err(|_| ConfigError::TrustedProxies(text.to_owned()))
    };
    texts.filter(|text| !text.is_empty()).map(read).collect()
}

fn sessions(idle_minutes: u64, hours: u64) -> Result<SessionLimits, ConfigError> {
    if idle_minutes == 0 || hours == 0 {
        return Err(ConfigError::Sessions);
    }
    Ok(SessionLimits {
        idle: Duration::from_secs(idle_minutes.saturating_mul(60)),
        whole: Duration::from_secs(hours.saturating_mul(3600)),
    })
}

fn read_candidates(file: Option<OsString>) -> Result<Vec<Candidate>, ConfigError> {
    let Some(file) = file.filter(|file| !file.is_empty()).map(PathBuf::from) else {
        return Ok(Vec::new());
    };
    let unusable = |why: String| ConfigError::Candidates(file.display().to_string(), why);
    let text =
        std::fs::read_to_string(&file).map_err(|error| unusable(error.kind().to_string()))?;
    // The words of a parser may quote what it read, which is about people.
    serde_json::from_str(&text)
        .map_err(|error| unusable(format!("line {} cannot be read", error.line())))
}

/// The usual proportions, whatever the time for an answer.
fn limits(seconds: f64) -> Result<Limits, ConfigError> {
    let is_usable = seconds > 0.0 && seconds <= 3600.0;
    let whole_call = Duration::try_from_secs_f64(seconds).map_err(|_| ConfigError::Timeout)?;
    let usual = Limits::default();
    is_usable
        .then_some(Limits {
            connect: usual.connect.min(whole_call),
            whole_call,
            upload: whole_call * 10,
            ..usual
        })
        .ok_or(ConfigError::Timeout)
}

#[cfg(test)]
mod tests;
