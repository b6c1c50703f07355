//! How Pinpoint is reached, where it is another than the companies' own, and how often it is asked.

use std::time::Duration;

use pinpoint::rest::{Options, Site};

use super::ConfigError;
use crate::sources::PinpointReach;

/// The flags of it.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct PinpointArguments {
    /// Another Pinpoint, for example a double on this machine: https://…, or http:// on loopback.
    #[arg(long, env = "PINPOINT_BASE_URL")]
    pinpoint_base_url: Option<String>,
    /// Hosts that files of candidates may come from besides Pinpoint's own, with commas between them: host, or host:port.
    #[arg(long, env = "PINPOINT_FILE_HOSTS", value_delimiter = ',')]
    pinpoint_file_hosts: Vec<String>,
    /// Minutes between two questions to Pinpoint who is hired, should a webhook be lost.
    #[arg(long, env = "PINPOINT_POLL_MINUTES", default_value_t = 15.0)]
    pinpoint_poll_minutes: f64,
    /// Seconds until something that went wrong with Pinpoint is tried again; they double.
    #[arg(
        long,
        env = "PINPOINT_RETRY_SECONDS",
        default_value_t = 5.0,
        hide = true
    )]
    pinpoint_retry_seconds: f64,
}

impl PinpointArguments {
    pub(super) fn reach(self) -> Result<PinpointReach, ConfigError> {
        let base_url = self
            .pinpoint_base_url
            .map(|url| url.trim().to_owned())
            .filter(|url| !url.is_empty());
        if let Some(base_url) = &base_url {
            // Only the address matters here, and it is the same for every company.
            let company = "company".parse();
            let company = company.map_err(|_| ConfigError::PinpointBaseUrl)?;
            Site::at(base_url, company).map_err(|_| ConfigError::PinpointBaseUrl)?;
        }
        let hosts = self.pinpoint_file_hosts.iter().map(|host| host.trim());
        let hosts = hosts.filter(|host| !host.is_empty());
        let time = |number: f64, unit: f64| {
            let is_usable = number > 0.0 && number <= 24.0 * 60.0;
            let time = Duration::try_from_secs_f64(number * unit).ok();
            time.filter(|_| is_usable).ok_or(ConfigError::PinpointTimes)
        };
        Ok(PinpointReach {
            base_url,
            options: Options {
                file_hosts: hosts.map(str::to_owned).collect(),
                ..Options::default()
            },
            poll_every: time(self.pinpoint_poll_minutes, 60.0)?,
            retry_after: time(self.pinpoint_retry_seconds, 1.0)?,
        })
    }
}
