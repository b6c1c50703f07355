//! What whoever runs the proxy decides about its surroundings: the certificate that it shows, and where it
//! tells numbers and traces about itself.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use url::Url;

use super::ConfigError;
use crate::server::TlsFiles;

/// The flags of it.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct OperationsArguments {
    /// File with the certificate (PEM, the whole chain) for TLS in this program. A replacement is noticed.
    #[arg(long, env = "TLS_CERT_FILE")]
    tls_cert_file: Option<OsString>,
    /// File with the certificate's private key (PEM).
    #[arg(long, env = "TLS_KEY_FILE")]
    tls_key_file: Option<OsString>,
    /// Address with numbers about this program for Prometheus, at /metrics. Without it there are none.
    #[arg(long, env = "METRICS_LISTEN")]
    metrics_listen: Option<String>,
    /// Connections at once. Beyond them one that says nothing makes room for the next.
    #[arg(long, env = "MAX_CONNECTIONS", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(16..))]
    max_connections: u32,
    /// OpenTelemetry collector that gets traces (OTLP over HTTP), for example http://127.0.0.1:4318. For programs built with
    /// the feature `otel`.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", hide_env_values = true)]
    otlp_endpoint: Option<String>,
}

impl OperationsArguments {
    /// Where numbers are read.
    pub(super) fn metrics(&self) -> Result<Option<SocketAddr>, ConfigError> {
        let given = self.metrics_listen.as_deref().map(str::trim);
        let given = given.filter(|address| !address.is_empty());
        let unusable = |_| ConfigError::Metrics;
        given.map(str::parse).transpose().map_err(unusable)
    }

    /// Connections at once.
    pub(super) fn connections(&self) -> usize {
        usize::try_from(self.max_connections).unwrap_or(usize::MAX)
    }

    /// Where traces go. No path of a signal: that is added.
    pub(super) fn collector(&self) -> Result<Option<Url>, ConfigError> {
        let given = self.otlp_endpoint.as_deref().map(str::trim);
        let given = given.filter(|address| !address.is_empty());
        let read = |address: &str| {
            let url = Url::parse(address).ok();
            let is_usable = |url: &Url| {
                matches!(url.scheme(), "http" | "https")
                    && url.has_host()
                    && url.username().is_empty()
                    && url.password().is_none()
                    && url.query().is_none()
                    && url.fragment().is_none()
            };
            url.filter(is_usable).ok_or(ConfigError::Collector)
        };
        given.map(read).transpose()
    }

    /// Certificate and key, when both are given.
    pub(super) fn tls(&self) -> Result<Option<TlsFiles>, ConfigError> {
        match (given(&self.tls_cert_file), given(&self.tls_key_file)) {
            (None, None) => Ok(None),
            (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate, key })),
            (Some(_), None) => Err(ConfigError::HalfTls("TLS_KEY_FILE")),
            (None, Some(_)) => Err(ConfigError::HalfTls("TLS_CERT_FILE")),
        }
    }
}

/// Container files like to pass empty variables: they count as not given.
fn given(file: &Option<OsString>) -> Option<PathBuf> {
    let file = file.as_ref().filter(|file| !file.is_empty());
    file.map(PathBuf::from)
}
