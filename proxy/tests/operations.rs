//! The proxy as a process, as whoever runs it meets it: certificates, what it leaves behind when it crashes, what it
//! tells of itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "operations/certificates.rs"]
mod certificates;
#[path = "operations/crashes.rs"]
#[cfg(target_os = "linux")]
mod crashes;
#[path = "operations/numbers.rs"]
mod numbers;
#[path = "operations/program.rs"]
mod program;
#[path = "operations/signals.rs"]
mod signals;
#[path = "operations/slow.rs"]
mod slow;
#[path = "operations/smuggling.rs"]
mod smuggling;
#[path = "operations/traces.rs"]
mod traces;
#[path = "operations/world.rs"]
mod world;
