//! Batches: many candidates sent at once. Each becomes a send of its own, or a line that says why not.

mod accepting;
mod reading;

use std::time::Duration;

use handoff::interface::SendState;
use handoff::{CandidateId, FieldProblem, Plan};
use uuid::Uuid;

use super::SendId;

/// A batch's id, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BatchId(pub(super) String);

impl BatchId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A batch that is about to be accepted.
#[derive(Clone, Debug)]
pub struct NewBatchRecord {
    /// Who pressed the button.
    pub who: String,
    /// The request's `Idempotency-Key`.
    pub key: String,
    /// SHA-256 of what was asked.
    pub fingerprint: [u8; 32],
    /// The company that all of it is for.
    pub company: String,
    /// One per candidate, in the order asked.
    pub lines: Vec<NewLine>,
}

/// One candidate of a new batch.
#[derive(Clone, Debug)]
pub struct NewLine {
    /// Who.
    pub candidate: CandidateId,
    /// First and last name.
    pub name: String,
    /// What is to be done, or why nothing can be.
    pub intent: Result<Plan, Obstacle>,
}

/// Why a candidate was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// One line for a person.
    pub problem: String,
    /// Entries to correct, if that is why.
    pub fields: Vec<FieldProblem>,
}

/// What became of a new batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchBegun {
    /// It is durable now.
    New(BatchId),
    /// The key was used before with the same content: this was the batch.
    Repeated(BatchId),
    /// The key was used before with other content.
    KeyReused,
}

/// A batch as it stands.
#[derive(Clone, Debug)]
pub struct BatchRecord {
    /// Its id.
    pub id: BatchId,
    /// Who began it.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whether what has not begun waits for a person.
    pub paused: bool,
    /// In the order asked.
    pub lines: Vec<Line>,
    /// Grows with every change of the batch or of one of its sends.
    pub version: i64,
    /// How fast it went so far.
    pub pace: Pace,
}

/// One candidate of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub candidate: CandidateId,
    /// First and last name.
    pub name: String,
    /// Why it was not accepted.
    pub problem: Option<String>,
    /// Entries to correct, if that is why.
    pub fields: Vec<FieldProblem>,
    /// The send, when it was accepted.
    pub send: Option<LineSend>,
}

/// The send of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSend {
    /// Its id.
    pub id: SendId,
    /// Where it stands.
    pub state: SendState,
    /// The employee, once known.
    pub employee: Option<String>,
    /// The company it is for.
    pub company: String,
    /// What went wrong, one line.
    pub problem: Option<String>,
}

/// What an estimate of the remaining time can be made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Sends on which work is still going on or to come.
    pub running: u64,
    /// Sends that have ended or wait for a person.
    pub ended: u64,
    /// From the first to the last of those ends.
    pub over: Duration,
    /// Since the last of those ends; `None` before the first.
    pub since_last: Option<Duration>,
}
