//! What the whole-system tests are made of: the real proxy as a process, the sandbox as the witness,
//! a real Chromium, and a person who finds things by the words on the screen.
//!
//! Nothing here looks into the proxy's database: whether an employee exists is asked of the sandbox.

mod ats;
mod browser;
mod canary;
pub mod chaos;
mod firefox;
mod guest;
mod host_page;
#[cfg(target_os = "linux")]
pub mod memory;
mod names;
mod npm;
mod person;
pub mod pinpoint_host;
mod pinpoint_rest;
mod pinpoint_webhooks;
mod provider;
mod proxy;
mod relay;
mod world;

pub use ats::Ats;
pub use browser::{Browser, Cookies};
pub use canary::Canary;
pub use firefox::Firefox;
pub use guest::{Guest, Look};
pub use host_page::HostPage;
pub use npm::packed;
pub use person::Person;
pub use pinpoint_rest::{Fault as PinpointFault, Hire, PINPOINT_KEY, PinpointRest, WrittenComment};
pub use pinpoint_webhooks::{Delivered, PINPOINT_SECRET, PinpointWebhooks, Repeated};
pub use provider::Provider;
pub use proxy::{KeptLedger, MASTER_KEY, Proxy, ProxyOptions, program};
pub use relay::Relay;
pub use world::World;

use std::time::Duration;

use anyhow::{Result, bail};

/// Longest wait for anything a person would wait for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Asks `look` until it gives something; says what was waited for when it never does.
pub async fn wait_for<T>(what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    let mut last = None;
    while tokio::time::Instant::now() < deadline {
        match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    match last {
        Some(error) => Err(error.context(format!("waited in vain for {what}"))),
        None => bail!("waited in vain for {what}"),
    }
}
