//! Why a configuration cannot be used.

use std::net::SocketAddr;

use super::InvalidPublicUrl;
use crate::ledger::UnknownDatabase;
use crate::openid::InvalidProviders;
use crate::pinpoint::plugin::InvalidPluginSettings;
use crate::vault::MasterKeysError;

/// Why the configuration cannot be used; one sentence that says what to change.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// No list of master keys.
    #[error(transparent)]
    MasterKeys(#[from] MasterKeysError),
    /// A sample that could be somebody's real company.
    #[error(
        "DEMO_SANDBOX and DEMO_UNCONNECTED are for the demonstration only: they need --demo and a BAMBOOHR_BASE_URL on this \
         machine"
    )]
    NoDemo,
    /// Not a company and a key.
    #[error("DEMO_SANDBOX must be a company and a key with a colon between them")]
    Sample,
    /// Nobody said under which name others reach it.
    #[error(
        "refusing to listen on {0}: others than this machine may use the application only over https; set PUBLIC_URL to \
         the https address that browsers use, or listen on a loopback address such as 127.0.0.1:8081"
    )]
    NotLoopback(SocketAddr),
    /// A demonstration that others could reach.
    #[error(
        "refusing to show the demonstration on {0}: whoever opens it is an admin; it is for this machine only, so listen on a \
         loopback address such as 127.0.0.1:8081 and set no PUBLIC_URL"
    )]
    PublicDemo(SocketAddr),
    /// Not an address for browsers.
    #[error("PUBLIC_URL: {0}")]
    PublicUrl(#[from] InvalidPublicUrl),
    /// Half of what TLS needs.
    #[error("TLS_CERT_FILE and TLS_KEY_FILE belong together; {0} is missing")]
    HalfTls(&'static str),
    /// An address that browsers would not be answered at.
    #[error("PUBLIC_URL begins with http:, but with TLS_CERT_FILE this program answers https only")]
    PublicUrlOfTls,
    /// Not an address.
    #[error("METRICS_LISTEN must be an address and a port, for example 127.0.0.1:9464")]
    Metrics,
    /// Not an address of a collector.
    #[error(
        "OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address without a name, a password or a question mark, for \
         example http://127.0.0.1:4318"
    )]
    Collector,
    /// Not an address.
    #[error("PINPOINT_ADDRESS must be an address and a port, for example 127.0.0.1:8082")]
    PluginAddress,
    /// Nobody said under which name people find the application.
    #[error(
        "refusing to serve the plugin for Pinpoint on {0}: others than this machine may use it only over https; set PUBLIC_URL \
         to the https address of the application, or listen on a loopback address such as 127.0.0.1:8082"
    )]
    PluginNotLoopback(SocketAddr),
    /// Settings of a plugin that is not there.
    #[error("PINPOINT_CONFIG_FILE needs PINPOINT_ADDRESS: without it there is no plugin")]
    PluginWithoutAddress,
    /// Not a file of settings.
    #[error("PINPOINT_CONFIG_FILE: {0}")]
    Plugin(#[from] InvalidPluginSettings),
    /// Not a network.
    #[error("TRUSTED_PROXIES: {0} is neither a network like 10.0.0.0/8 nor an address")]
    TrustedProxies(String),
    /// Not a file of providers.
    #[error("OIDC_CONFIG_FILE: {0}")]
    Providers(#[from] InvalidProviders),
    /// Neither on nor off.
    #[error("PASSPHRASES must be on or off")]
    Passphrases,
    /// Nobody could ever administer it.
    #[error(
        "PASSPHRASES=off needs an OIDC_CONFIG_FILE with a provider that makes somebody an admin; else nobody could look after \
         the application"
    )]
    NoWayIn,
    /// Providers where nobody signs in.
    #[error("a demonstration takes no OIDC_CONFIG_FILE: nobody signs in there")]
    DemoWithProviders,
    /// A session that would end at once.
    #[error("SESSION_IDLE_MINUTES and SESSION_HOURS must be at least 1")]
    Sessions,
    /// Neither a SQLite file nor PostgreSQL.
    #[error(transparent)]
    UnknownDatabase(#[from] UnknownDatabase),
    /// Half a connection.
    #[error(
        "BAMBOOHR_SUBDOMAIN and an API key (BAMBOOHR_API_KEY or BAMBOOHR_API_KEY_FILE) belong together; {0} is missing"
    )]
    HalfConnection(&'static str),
    /// Two keys.
    #[error("BAMBOOHR_API_KEY and BAMBOOHR_API_KEY_FILE are both set; keep one")]
    TwoKeys,
    /// The key file cannot be read.
    #[error("the API key file {0} cannot be read: {1}")]
    KeyFile(String, String),
    /// The file of candidates cannot be used.
    #[error("PROXY_CANDIDATES: {0} holds no list of candidates: {1}")]
    Candidates(String, String),
    /// Not a time.
    #[error("BAMBOOHR_TIMEOUT_SECONDS must be a number of seconds above 0 and at most 3600")]
    Timeout,
    /// Not a base URL of a Pinpoint.
    #[error(
        "PINPOINT_BASE_URL must be https://host[:port], or http:// for a loopback address, and nothing more"
    )]
    PinpointBaseUrl,
    /// Not a time.
    #[error(
        "PINPOINT_POLL_MINUTES, PINPOINT_RETRY_SECONDS, PINPOINT_SETTLE_SECONDS, PINPOINT_FILE_SECONDS and PINPOINT_ALL_FILES_SECONDS must be numbers above 0 and at most 1440"
    )]
    PinpointTimes,
    /// Not a company name.
    #[error("BAMBOOHR_SUBDOMAIN: {0}")]
    Company(#[from] bamboohr::InvalidCompany),
    /// Not a base URL.
    #[error("BAMBOOHR_BASE_URL: {0}")]
    BaseUrl(#[from] bamboohr::InvalidBaseUrl),
}
