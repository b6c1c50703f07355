//! Many candidates sent at once.

use serde::{Deserialize, Serialize};

use super::sends::{EmployeeLink, SendState};
use crate::candidate::CandidateId;
use crate::form::{FormField, Submission};
use crate::validate::FieldProblem;

/// Candidates of one batch.
pub const LARGEST_BATCH: usize = 200;

/// `POST /api/batches/check`: what is missing before these candidates can be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchCheck {
    /// At most [`LARGEST_BATCH`].
    pub candidates: Vec<CandidateId>,
}

/// The answer to [`BatchCheck`]: one entry per candidate, in the order asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchChecklist {
    /// In the order asked; unknown candidates are left out.
    pub candidates: Vec<BatchCandidate>,
}

/// What is missing of one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchCandidate {
    /// Who.
    pub id: CandidateId,
    /// First and last name.
    pub name: String,
    /// Job applied for.
    pub job_title: String,
    /// Why this candidate cannot be sent at all, for example because it was sent before.
    pub obstacle: Option<String>,
    /// The send that stands in the way, when there is one.
    #[serde(default)]
    pub send: Option<String>,
    /// The fields that need an entry or a correction, with what is known so far.
    #[serde(default)]
    pub missing: Vec<FormField>,
}

/// `POST /api/batches`, with an `Idempotency-Key` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBatch {
    /// At most [`LARGEST_BATCH`], each once.
    pub candidates: Vec<BatchEntry>,
}

/// The answer to [`NewBatch`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcceptedBatch {
    /// The batch's id.
    pub id: String,
    /// Whose sends were accepted, in the order of the batch.
    pub accepted: Vec<CandidateId>,
}

/// One candidate of a new batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchEntry {
    /// Who.
    pub id: CandidateId,
    /// Entries in place of the prefilled ones.
    #[serde(default)]
    pub submission: Submission,
}

/// `GET /api/batches/{id}`: how a batch stands. Also the data of every event of `…/events`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchView {
    /// The batch's id.
    pub id: String,
    /// Who began it.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whether a person has paused it: what has not left yet waits.
    pub paused: bool,
    /// What it waits for, in words, when BambooHR cannot be asked now.
    pub waits: Option<String>,
    /// Seconds until everything is done, at the pace so far; `None` while nobody can say.
    pub estimated_seconds: Option<u64>,
    /// One entry per candidate, in the order of the batch.
    pub sends: Vec<BatchSend>,
}

/// One candidate of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchSend {
    /// Who.
    pub candidate: CandidateId,
    /// First and last name.
    pub name: String,
    /// The send's id; `None` when it was not accepted.
    pub send: Option<String>,
    /// Where the send stands; `None` when it was not accepted.
    pub state: Option<SendState>,
    /// The employee, once known.
    pub employee: Option<EmployeeLink>,
    /// Why it was not accepted or what went wrong, one line.
    pub problem: Option<String>,
    /// Entries that need correction, when that is why it was not accepted.
    #[serde(default)]
    pub fields: Vec<FieldProblem>,
}

/// `PUT /api/batches/{id}/paused`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PauseChange {
    /// Whether it is to be paused.
    pub paused: bool,
}
