//! Pinpoint's REST interface (JSON:API): one typed call per operation.
//!
//! A call becomes at most one request when it writes, and a few when it reads. The variant of the [`Error`] answers
//! whether Pinpoint can have acted. No address that an answer names is called here; files are another module's
//! ([`outside::Downloads`]) and travel without the key.

mod application;
mod client;
mod comments;
mod document;
mod error;
mod exchange;
mod id;
mod listing;
mod rights;
mod site;

pub use application::{Application, Attachment, Custom, Export, Job, Offer, StageKind};
pub use client::{ApiKey, Client, Limits, Options};
pub use comments::{Comment, TOO_MANY_COMMENTS};
pub use error::{Error, Reason, Refusal};
pub use id::ApplicationId;
pub use listing::{Found, FoundPage, Jobs};
pub use rights::Resource;
pub use site::{InvalidSubdomain, Site, Subdomain};
