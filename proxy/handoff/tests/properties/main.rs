//! The rules as properties over generated companies, candidates, entries and people.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod changes;
mod forms;
mod generated;
mod knowing;
mod people;
mod schema;
mod steps;
