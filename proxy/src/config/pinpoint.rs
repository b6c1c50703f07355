//! Where Pinpoint finds the plugin, and how it behaves.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::Path;

use super::ConfigError;
use crate::pinpoint::plugin::PluginSettings;

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
}
