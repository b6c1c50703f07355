//! An example of everything that is taken and given: values of the handlers' own types, so that none can be of another
//! shape than the program's. A type without one cannot be part of a route.
//!
//! They are all about one hire, Rhea Voss.

mod audit;
mod batches;
mod candidates;
mod embedding;
mod files;
mod forms;
mod headless;
mod integrations;
mod people;
mod pinpoint;
mod problems;
mod sends;
mod setup;

pub(crate) use files::{AUDIT_FILE, Description, LOG_FILE};
pub(super) use problems::problems;

use handoff::{CandidateId, FieldId};
use serde::Serialize;
use serde_json::{Map, Value};

/// Something of which there is an example.
#[diagnostic::on_unimplemented(
    message = "there is no example of `{Self}`",
    note = "write one beside those of its kind in proxy/src/openapi/examples"
)]
pub(crate) trait Example: Serialize {
    /// One that could be taken or given.
    fn example() -> Self;
}

/// As it travels.
pub(super) fn example_of<T: Example>() -> Value {
    serde_json::to_value(T::example()).unwrap_or_default()
}

impl<T: Example> Example for Vec<T> {
    fn example() -> Self {
        vec![T::example()]
    }
}

/// Of what a route reads by itself, which says what it is with `reading`.
impl Example for Map<String, Value> {
    fn example() -> Self {
        Self::new()
    }
}

/// The address of an OpenID provider to go to.
impl Example for String {
    fn example() -> Self {
        "https://login.example/authorize?client_id=hires".to_owned()
    }
}

const AT: &str = "2026-11-02T09:30:00Z";
const SEND: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const BATCH: &str = "01890a5d-ac96-774b-bcce-b302099a8058";
const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8059";
const NAME: &str = "Rhea Voss";
const RECRUITER: &str = "Ro Hart";
const RECRUITER_EMAIL: &str = "ro@ats.example";
const PAGE: &str = "https://ats.example";
/// As long as a real one, and nobody's.
const TOKEN: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

/// The candidate of the examples.
#[expect(clippy::expect_used, reason = "the text that is read stands here")]
fn rhea() -> CandidateId {
    CandidateId::parse("4711").expect("digits are an id")
}

fn field(alias: &str) -> FieldId {
    FieldId::new(alias)
}

fn text(words: &str) -> Option<String> {
    Some(words.to_owned())
}
