//! The proxy: it holds the BambooHR key, serves the application and its JSON interface, and turns an
//! accepted submission into exactly one employee.
//!
//! It is not a generic forwarder: the upstream operations are the closed list in [`send`] and
//! [`connection`], and no path, header or host of a browser's request reaches BambooHR.

pub mod access;
pub mod account;
pub mod app;
mod assets;
mod ats;
pub mod audit;
mod catalogue;
mod checkup;
mod client_address;
mod colleagues;
mod company;
pub mod config;
pub mod connection;
pub mod connections;
pub mod crash;
mod demo;
mod doctor;
mod embedding;
mod file_names;
mod forms;
pub mod hardening;
pub mod health;
mod hex;
mod hidden;
pub mod keys;
pub mod ledger;
mod local_path;
pub mod log;
pub mod metrics;
mod openapi;
pub mod openid;
mod passphrase;
pub mod people;
mod photo;
pub mod pinpoint;
mod places;
mod problem;
mod request;
mod request_limits;
pub mod retention;
mod routes;
mod running_keys;
pub mod send;
pub mod server;
mod sessions;
mod sign_in;
pub mod signals;
pub mod sources;
mod streams;
mod token;
mod traces;
mod uploads;
pub mod vault;

/// Lets the doctor look at every connection once a day, until `stop`.
pub fn look_every_day(app: app::App, stop: tokio_util::sync::CancellationToken) {
    tokio::spawn(checkup::every_day(app, stop));
}

/// Reads from Pinpoint and writes to it whatever is to be read and written, until `stop`.
pub fn work_with_pinpoint(app: &app::App, stop: tokio_util::sync::CancellationToken) {
    tokio::spawn(sources::work(app.sources().clone(), stop));
}

/// Fills an empty ledger with the invented sample candidates. Returns how many were added.
pub async fn seed_demo(ledger: &ledger::Ledger) -> Result<usize, ledger::LedgerError> {
    demo::seed(ledger, &account::AccountId::local()).await
}

/// Fills an empty ledger with these candidates. Returns how many were added.
pub async fn seed_candidates(
    ledger: &ledger::Ledger,
    candidates: &[handoff::Candidate],
) -> Result<usize, ledger::LedgerError> {
    demo::fill(ledger, &account::AccountId::local(), candidates).await
}
