//! Pinpoint, an applicant tracking system: the only place that knows how it spells things.
//!
//! It reads and writes Pinpoint's shapes and knows neither accounts nor BambooHR. What to do with what was read is the
//! proxy's affair.

mod hosts;
pub mod plugin;
pub mod rest;
mod size;
pub mod webhook;

pub use hosts::{FILE_HOSTS, STORAGE_HOSTS};
