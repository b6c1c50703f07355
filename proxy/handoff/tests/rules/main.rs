//! The rules as tables: one candidate and one company, and what each change makes of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod batch;
mod changes;
mod conditions;
mod form;
mod hints;
mod knowing;
mod names;
mod old_plans;
mod placement;
mod receipt;
mod recognition;
mod rows;
mod sample;
mod schema;
mod setup;
mod setup_file;
mod twins;
mod updates;
