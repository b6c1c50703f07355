//! Pinpoint: where its server finds the plugin and how that behaves; how it is reached as a source of candidates, where that
//! is another than the companies' own, and how often it is asked.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use ::pinpoint::rest::{Options, Site};

use super::ConfigError;
use crate::pinpoint::plugin::PluginSettings;
use crate::sources::PinpointReach;

/// The flags of it.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct PinpointArguments {
    /// Address of the plugin for Pinpoint. Without it there is no plugin. Others than this machine reach it only when
    /// PUBLIC_URL says where people find the application.
    #[arg(long, env = "PINPOINT_ADDRESS")]
    pinpoint_address: Option<String>,
    /// File with settings of the plugin. Every one with its default: packaging/pinpoint.toml.
    #[arg(long, env = "PINPOINT_CONFIG_FILE")]
    pinpoint_config_file: Option<OsString>,
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
    /// Seconds before a comment whose answer was lost is written again, should it not be there.
    #[arg(
        long,
        env = "PINPOINT_SETTLE_SECONDS",
        default_value_t = 60.0,
        hide = true
    )]
    pinpoint_settle_seconds: f64,
    /// Seconds for one file of an application.
    #[arg(
        long,
        env = "PINPOINT_FILE_SECONDS",
        default_value_t = 30.0,
        hide = true
    )]
    pinpoint_file_seconds: f64,
    /// Seconds for all files of one read.
    #[arg(
        long,
        env = "PINPOINT_ALL_FILES_SECONDS",
        default_value_t = 60.0,
        hide = true
    )]
    pinpoint_all_files_seconds: f64,
}

/// Where the plugin listens, and how it behaves.
#[derive(Clone, Debug)]
pub struct PluginConfig {
    /// Its address.
    pub address: SocketAddr,
    /// How it behaves.
    pub settings: PluginSettings,
}

impl PinpointArguments {
    /// The plugin, if there is to be one. `is_https` says whether others may reach this program at all.
    pub(super) fn plugin(&self, is_https: bool) -> Result<Option<PluginConfig>, ConfigError> {
        let file = self.pinpoint_config_file.as_ref();
        let file = file.filter(|file| !file.is_empty()).map(Path::new);
        let settings = file.map(PluginSettings::read_file).transpose()?;
        let address = self.pinpoint_address.as_deref().map(str::trim);
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return match settings {
                Some(_) => Err(ConfigError::PluginWithoutAddress),
                None => Ok(None),
            };
        };
        let address: SocketAddr = address.parse().map_err(|_| ConfigError::PluginAddress)?;
        if !address.ip().is_loopback() && !is_https {
            return Err(ConfigError::PluginNotLoopback(address));
        }
        Ok(Some(PluginConfig {
            address,
            settings: settings.unwrap_or_default(),
        }))
    }

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
            pages: None,
            options: Options {
                file_hosts: hosts.map(str::to_owned).collect(),
                ..Options::default()
            },
            poll_every: time(self.pinpoint_poll_minutes, 60.0)?,
            retry_after: time(self.pinpoint_retry_seconds, 1.0)?,
            settle: time(self.pinpoint_settle_seconds, 1.0)?,
            each_file: time(self.pinpoint_file_seconds, 1.0)?,
            all_files: time(self.pinpoint_all_files_seconds, 1.0)?,
        })
    }
}
