//! The proxy through its JSON interface, over the real sandbox on a real socket and a real SQLite
//! file. Assertions about employees are made on the sandbox, never on our own database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "api/audit.rs"]
mod audit;
#[path = "api/batches.rs"]
mod batches;
#[path = "api/bringing.rs"]
mod bringing;
#[path = "api/broken_ledger.rs"]
mod broken_ledger;
#[path = "api/by_hand.rs"]
mod by_hand;
#[path = "api/caller.rs"]
mod caller;
#[path = "api/candidates.rs"]
mod candidates;
#[path = "api/changes.rs"]
mod changes;
#[path = "api/connections.rs"]
mod connections;
#[path = "api/cross_site.rs"]
mod cross_site;
#[path = "api/description.rs"]
mod description;
#[path = "api/doors.rs"]
mod doors;
#[path = "api/embedding.rs"]
mod embedding;
#[path = "api/every_route.rs"]
mod every_route;
#[path = "api/examples.rs"]
mod examples;
#[path = "api/files.rs"]
mod files;
#[path = "api/headless.rs"]
mod headless;
#[path = "api/idempotency.rs"]
mod idempotency;
#[path = "api/integrations.rs"]
mod integrations;
#[path = "api/invitations.rs"]
mod invitations;
#[path = "api/knowing.rs"]
mod knowing;
#[path = "api/log.rs"]
mod log;
#[path = "api/lost_answers.rs"]
mod lost_answers;
#[path = "api/openid.rs"]
mod openid;
#[path = "api/openid_hostile.rs"]
mod openid_hostile;
#[path = "api/openid_provider.rs"]
mod openid_provider;
#[path = "api/oversized.rs"]
mod oversized;
#[path = "api/pinpoint.rs"]
mod pinpoint;
#[path = "api/pinpoint_plugin.rs"]
mod pinpoint_plugin;
#[path = "api/problems.rs"]
mod problems;
#[path = "api/refusals.rs"]
mod refusals;
#[path = "api/retention.rs"]
mod retention;
#[path = "api/sending.rs"]
mod sending;
#[path = "api/setup.rs"]
mod setup;
#[path = "api/sight.rs"]
mod sight;
#[path = "api/sign_in.rs"]
mod sign_in;
#[path = "api/stale_decisions.rs"]
mod stale_decisions;
#[path = "api/steps.rs"]
mod steps;
#[path = "api/stolen.rs"]
mod stolen;
#[path = "api/test_app.rs"]
mod test_app;
#[path = "api/told.rs"]
mod told;
#[path = "api/twins.rs"]
mod twins;
#[path = "api/users.rs"]
mod users;
#[path = "api/waiting.rs"]
mod waiting;
