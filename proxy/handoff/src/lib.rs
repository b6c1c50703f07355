//! The rules of a handoff: what is asked of a recruiter, what is sent to BambooHR, and what was stored.
//!
//! Four pure functions, used by the browser and by the proxy alike:
//! [`compose()`] makes a [`Form`] from a candidate, the company's BambooHR fields and its setup;
//! [`validate()`] checks a [`Submission`] against that form; [`plan()`] turns a checked submission into
//! ordered steps; [`compare`] turns what BambooHR stored into a [`Receipt`].
//!
//! This crate does no input or output, reads no clock, spawns nothing, and knows neither HTTP nor SQL.

mod calendar;
pub mod candidate;
pub mod catalogue;
mod compose;
pub mod form;
pub mod interface;
mod money;
mod plan;
mod receipt;
mod reconcile;
pub mod setup;
mod validate;

pub use calendar::read_date;
pub use candidate::{Candidate, CandidateId, Stage};
pub use catalogue::{Catalogue, Choice, Field, FieldId, FieldKind};
pub use compose::compose;
pub use form::{Entry, Form, FormField, Prefill, Section, Submission};
pub use money::CURRENCIES;
pub use plan::{Plan, PlannedField, Step, plan};
pub use receipt::{Outcome, Receipt, ReceiptLine, compare};
pub use reconcile::{KnownPerson, Recognition, recognise};
pub use setup::{Requirement, Setup};
pub use validate::{CheckedSubmission, FieldProblem, check, validate, validate_field};
