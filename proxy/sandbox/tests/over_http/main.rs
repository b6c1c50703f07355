//! The sandbox over real sockets, as a client sees it: one module per part of the interface.
//! The rules themselves are tested next to their code; here it is about statuses, headers and shapes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod bodies;
mod client;
mod contents;
mod creating;
mod fault_shapes;
mod faults;
mod feeds;
mod files;
mod keys;
mod lifetime;
mod metadata;
mod oauth;
mod pages;
mod reading;
mod refusing;
mod request_log;
mod scenarios;
mod settings;
mod statuses;
mod tables;
mod throttling;
mod visitors;
mod webhooks;
