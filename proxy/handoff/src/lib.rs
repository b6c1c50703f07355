//! The rules of a handoff: what is asked of a recruiter, what is sent to BambooHR, and what was stored.
//!
//! Pure functions, some used by the browser and the proxy alike: [`compose()`] makes a [`Form`] from a candidate, the
//! company's BambooHR fields and its setup; [`validate()`] checks a [`Submission`] against that form; [`plan()`] and
//! [`plan_update()`] turn values into ordered steps; [`compare`] turns what BambooHR stored into a [`Receipt`].
//! [`twins()`] and [`recognise()`] say which of BambooHR's people is the one that is meant, [`match_row`] whether a row
//! is there already, [`differences()`] what changed since the last send.
//!
//! This crate does no input or output, reads no clock, spawns nothing, and knows neither HTTP nor SQL.

mod batch;
mod calendar;
pub mod candidate;
pub mod catalogue;
mod compose;
mod country;
mod differences;
pub mod form;
mod hints;
pub mod interface;
mod money;
mod names;
pub mod photo;
mod plan;
mod receipt;
mod reconcile;
pub mod setup;
mod stored;
mod subdomain;
mod validate;

pub use batch::{batch_missing, batch_obstacle, overlay};
pub use calendar::{date_in_words, read_date};
pub use candidate::{Candidate, CandidateId, Stage};
pub use catalogue::{Catalogue, Choice, Field, FieldId, FieldKind, ListOf, Table, TableColumns};
pub use compose::{Company, compose};
pub use differences::differences;
pub use form::{
    ChosenDocument, ChosenPhoto, Condition, Display, DisplayField, DisplaySection,
    DocumentCategory, Entry, Form, FormField, FormSchema, OfferedDocument, OfferedPhoto, Prefill,
    Requirement, Section, Submission, Trigger, Unasked,
};
pub use hints::{FieldHint, hints};
pub use money::CURRENCIES;
pub use names::{SplitName, split_name};
pub use plan::{Extras, Plan, PlannedField, RowMatch, Step, match_row, plan, plan_update};
pub use receipt::{Outcome, Receipt, ReceiptLine, compare};
pub use reconcile::{
    Evidence, KnownPerson, OptionMatch, Recognition, Twin, match_option, recognise, remembered_for,
    twins,
};
pub use setup::{
    Asks, Attribute, Change, Fixed, Preset, RememberedChoice, Setup, SetupField, SetupFile,
    SetupProblem, SetupSection, Source, Viewer, fitting_sources, setup_change_words,
    setup_problems,
};
pub use subdomain::{SubdomainProblem, read_subdomain};
pub use validate::{
    CheckedSubmission, FieldProblem, check, valid_values, validate, validate_field,
};
