//! A typed BambooHR client.
//!
//! It knows BambooHR's wire format and nothing of candidates. Every call says in its error whether
//! BambooHR can have acted (see [`Error`]), because BambooHR's create is not idempotent: repeating it
//! after a lost answer makes a second person. Nothing here retries.
//!
//! ```no_run
//! # async fn example() -> Result<(), bamboohr::Error> {
//! use bamboohr::{ApiKey, Client, Company, Endpoint};
//!
//! let company: Company = "acme".parse().map_err(|_| bamboohr::Error::Invalid("company"))?;
//! let client = Client::new(Endpoint::of(company), ApiKey::new("the key".to_owned()))?;
//! let lists = client.lists().await?;
//! # let _ = lists; Ok(())
//! # }
//! ```

mod client;
mod employees;
mod endpoint;
mod error;
mod meta;
mod wire;

pub use client::{ApiKey, Client, Limits};
pub use employees::{EmployeeId, FieldValue, Person};
pub use endpoint::{Company, Endpoint, InvalidBaseUrl, InvalidCompany};
pub use error::{Error, LostAnswer, Refusal, RefusalReason, ServerFailure};
pub use meta::{Country, List, ListOption, MetaField, Province, vocabulary};
