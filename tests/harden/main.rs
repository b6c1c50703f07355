//! The whole system at its limits: long versions with `cargo xtask harden`, short ones with every test.

#[cfg(target_os = "linux")]
mod bodies;
mod clocks;
mod deploys;
mod hiring;
mod long;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod secrets;
