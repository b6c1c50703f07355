//! A faithful local BambooHR: one invented company, served on the loopback address, for
//! demonstrations and tests. Rules and state are in `company`, HTTP in `http`, sockets in `server`.
//! It shares no code with the BambooHR client, so that one mistake cannot hide in both.

mod beginning;
mod company;
mod delivery;
mod fault;
mod http;
mod kept;
mod loopback;
mod request_log;
mod server;
mod state;

pub use beginning::Builder;
pub use company::settings;
pub use company::settings::Settings;
pub use company::{
    ADMIN_KEY, COMPANY, EmployeeRecord, FieldSet, FileRecord, Files, Key, LIMITED_KEY,
    OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, People, RECRUITER_KEY, Scenario, Tokens,
};
pub use fault::Fault;
pub use http::router;
pub use kept::StateFileProblem;
pub use request_log::RecordedRequest;
pub use server::Sandbox;
pub use state::SandboxState;
