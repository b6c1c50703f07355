//! The plugin for Pinpoint with a whole Pinpoint around it: the real proxy, a host that plays Pinpoint's side, and the
//! sandbox as the witness of what reached BambooHR.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod both;
mod crash;
mod doubles;
#[cfg(target_os = "linux")]
mod files;
mod joined;
mod latency;
mod mapped;
mod office;
mod presses;
mod privacy;
mod registration;
mod simulator;
mod stage_actions;
mod strict;
mod variants;
