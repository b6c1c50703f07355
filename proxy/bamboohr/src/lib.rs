//! A typed BambooHR client.
//!
//! It knows BambooHR's wire format and nothing of candidates. Three things set it apart:
//!
//! - **Every error says whether BambooHR can have acted** (see [`Error`]). BambooHR's create is not
//!   idempotent, so a create is never repeated here: a repeated one makes a second person.
//! - **Reads are asked again** when that may help, with random pauses and under a budget
//!   ([`Retries`]); and one account is asked no faster than BambooHR lets it be.
//! - **BambooHR's oddities end here**: ids that are numbers, texts or negative, a dozen ways to say
//!   "empty", XML where JSON was asked for, error texts in misspelt headers that come twice.
//!
//! Every request goes to the one [`Endpoint`] of the client. URLs that BambooHR names are never followed,
//! and redirects neither.
//!
//! # Connect
//!
//! ```no_run
//! use bamboohr::{ApiKey, Client, Endpoint};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // https://acme.bamboohr.com
//! let endpoint = Endpoint::of("acme".parse()?);
//! let client = Client::new(endpoint, ApiKey::new(std::env::var("BAMBOOHR_API_KEY")?))?;
//! # let _ = client; Ok(())
//! # }
//! ```
//!
//! The examples below run against the local sandbox, which stands in for BambooHR:
//!
//! ```
//! # use bamboohr::{ApiKey, Client, Endpoint};
//! # use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let endpoint = Endpoint::at(&sandbox.url(), COMPANY.parse()?)?;
//! let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned()))?;
//!
//! // Is the key accepted? Its owner is no employee here.
//! let (employee, _) = client.myself(&["firstName"]).await?;
//! assert_eq!(employee, None);
//! # Ok(())
//! # }
//! ```
//!
//! # Create somebody, and look what was stored
//!
//! BambooHR ignores names it does not know and list options that do not exist, and answers 201 all the
//! same. So read back what you sent.
//!
//! ```
//! use std::collections::BTreeMap;
//! use bamboohr::{AsOf, FieldValue};
//!
//! # use bamboohr::{ApiKey, Client, Endpoint};
//! # use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = Sandbox::start().await?;
//! # let endpoint = Endpoint::at(&sandbox.url(), COMPANY.parse()?)?;
//! # let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned()))?;
//! let ann = BTreeMap::from([
//!     ("firstName".to_owned(), FieldValue::text("Ann")),
//!     ("lastName".to_owned(), FieldValue::text("Lee")),
//!     ("hireDate".to_owned(), FieldValue::text("2040-02-01")),
//!     ("jobTitle".to_owned(), FieldValue::text("recruiter")),
//!     ("department".to_owned(), FieldValue::text("Basket Weaving")),
//! ]);
//! let id = client.create_employee(&ann).await?;
//!
//! // Her first day is to come: without `Planned` her job would look empty.
//! let stored = client.employee(&id, &["jobTitle", "department"], AsOf::Planned).await?;
//! assert_eq!(stored.text("jobTitle"), Some("Recruiter"));
//! assert_eq!(stored.get("department"), Some(&FieldValue::Empty));
//! # Ok(())
//! # }
//! ```
//!
//! # When the answer is lost
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use bamboohr::{ApiKey, Client, Endpoint, FieldValue};
//! # use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};
//! use bamboohr::Matching;
//! use bamboohr_sandbox::Fault;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = Sandbox::start().await?;
//! # let endpoint = Endpoint::at(&sandbox.url(), COMPANY.parse()?)?;
//! # let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned()))?;
//! # let ann = BTreeMap::from([
//! #     ("firstName".to_owned(), FieldValue::text("Ann")),
//! #     ("lastName".to_owned(), FieldValue::text("Lee")),
//! #     ("homeEmail".to_owned(), FieldValue::text("ann@example.com")),
//! # ]);
//! sandbox.add_fault(Fault::on("POST", "/employees").drop_after_storing());
//! let error = client.create_employee(&ann).await.unwrap_err();
//!
//! // Never create again before you know. In life, look for a while: somebody new may not be listed at
//! // once; and compare work and private e-mails, whatever their case.
//! assert!(!error.nothing_happened());
//! let found = client.search(&["homeEmail"], &Matching::equals("homeEmail", "ann@example.com")).await?;
//! assert_eq!(found.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Rows and files
//!
//! ```
//! # use std::collections::BTreeMap;
//! # use bamboohr::{ApiKey, Client, Endpoint, FieldValue};
//! # use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};
//! use bamboohr::{Content, Document};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = Sandbox::start().await?;
//! # let endpoint = Endpoint::at(&sandbox.url(), COMPANY.parse()?)?;
//! # let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned()))?;
//! # let ann = BTreeMap::from([
//! #     ("firstName".to_owned(), FieldValue::text("Ann")),
//! #     ("lastName".to_owned(), FieldValue::text("Lee")),
//! # ]);
//! # let id = client.create_employee(&ann).await?;
//! let row = BTreeMap::from([
//!     ("date".to_owned(), FieldValue::text("2040-02-01")),
//!     ("employmentStatus".to_owned(), FieldValue::text("Full-Time")),
//! ]);
//! client.add_row(&id, "employmentStatus", &row).await?;
//! assert_eq!(client.rows(&id, "employmentStatus").await?.len(), 1);
//!
//! let categories = client.files(&id).await?;
//! let resume = Document {
//!     name: "resume.pdf",
//!     category: &categories[0].id,
//!     share: false,
//!     content: Content::bytes(b"%PDF-1.7".to_vec()),
//! };
//! assert!(client.upload_file(&id, resume).await?.is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # OAuth instead of a key
//!
//! ```no_run
//! use bamboohr::{Client, Endpoint, OAuth, OAuthApp, Tokens};
//!
//! # async fn store(_: Tokens) -> std::io::Result<()> { Ok(()) }
//! # fn example(app: OAuthApp, tokens: Tokens) -> Result<Client, Box<dyn std::error::Error>> {
//! // The access token is renewed when it runs out; `store` keeps the new pair.
//! let oauth = OAuth::new(app, tokens, async |renewed| Ok(store(renewed).await?));
//! let client = Client::new(Endpoint::of("acme".parse()?), oauth)?;
//! # Ok(client)
//! # }
//! ```

mod answer;
mod client;
mod credentials;
mod employees;
mod endpoint;
mod error;
mod files;
mod id;
mod meta;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod readers;
mod tables;
mod value;

pub use client::{Client, Limits, Observe, Options, Retries};
pub use credentials::{ApiKey, Credentials, OAuth, OAuthApp, Tokens};
pub use employees::{
    AsOf, Change, ChangeKind, Changes, Cursor, DatasetRow, ListQuery, Matching, People, Person,
};
pub use endpoint::{Company, Endpoint, InvalidCompany};
pub use error::{Error, Refusal, RefusalReason, ServerFailure};
pub use files::{Content, Document, FileCategory, LARGEST_FILE, StoredFile};
pub use id::{CategoryId, CountryId, EmployeeId, FieldId, FileId, OptionId, RowId, UserId};
pub use meta::{
    Column, Country, List, ListOption, MetaField, OptionChange, Province, Table, User, vocabulary,
};
pub use tables::Row;
pub use value::{FieldValue, Values};

pub use outside::{InvalidBaseUrl, LeadsInside, LostAnswer};
