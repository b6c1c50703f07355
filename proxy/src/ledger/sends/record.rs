//! What the ledger takes and gives for a send: values without any storage.

use std::time::Duration;

use handoff::interface::{PossibleMatch, SendKind, SendProblem, SendState};
use handoff::{CandidateId, Plan, Receipt};
use uuid::Uuid;

use super::{StepRecord, StepState};
use crate::ledger::{BatchId, Lease};

/// A send's id, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SendId(pub(in crate::ledger) String);

impl SendId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A new one; later ones are greater.
    pub(in crate::ledger) fn new() -> Self {
        Self(Uuid::now_v7().to_string())
    }
}

/// A send that is about to be accepted.
#[derive(Clone, Debug)]
pub struct NewIntent {
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The person's name as it is sent.
    pub name: String,
    /// What it does in BambooHR.
    pub kind: SendKind,
    /// The employee it is about, when that is known.
    pub employee: Option<String>,
    /// The company it is for, and for no other.
    pub company: String,
    /// What is to be done.
    pub plan: Plan,
    /// Who pressed the button.
    pub who: String,
    /// The request's `Idempotency-Key`.
    pub key: String,
    /// SHA-256 of what was asked: the same key with another body is a mistake of the caller.
    pub fingerprint: [u8; 32],
}

/// What became of an intent.
#[derive(Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is durable now; drive it.
    New {
        /// Its id.
        send: SendId,
        /// The answer to give, stored with it.
        response: String,
    },
    /// The key was used before with the same body: this was the answer.
    Repeated {
        /// Its id.
        send: SendId,
        /// Byte for byte the first answer.
        response: String,
    },
    /// The key was used before with another body.
    KeyReused,
    /// To create: the candidate has a send that created somebody or still may. To change: the candidate
    /// has a send that has not ended.
    AlreadySent(SendId),
}

/// A send as it is stored. Durations are by the database's clock at the moment of reading.
#[derive(Clone, Debug)]
pub struct SendRecord {
    /// Its id.
    pub id: SendId,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The person's name as it was sent.
    pub name: String,
    /// What it does in BambooHR.
    pub kind: SendKind,
    /// The company it is for; empty for a send of a version that knew one company only.
    pub company: String,
    /// Where it stands.
    pub state: SendState,
    /// What is to be done.
    pub plan: Plan,
    /// How far each step of the plan is.
    pub steps: Vec<StepRecord>,
    /// Whether the answer was lost and BambooHR was searched.
    pub searched: bool,
    /// Whether a person said that none of the people found is this one.
    pub accepts_twins: bool,
    /// BambooHR's employee id.
    pub employee: Option<String>,
    /// What went wrong.
    pub problem: Option<SendProblem>,
    /// What was stored.
    pub receipt: Option<Receipt>,
    /// People among whom a person must choose.
    pub matches: Vec<PossibleMatch>,
    /// Employees who were found before the create call left, and so are not the one it made.
    pub known_before: Vec<String>,
    /// Calls that left for BambooHR to create or to update.
    pub attempts: u32,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// Looks into BambooHR in this state that gave no usable answer.
    pub looks: u32,
    /// Whether it belongs to a batch that a person has paused.
    pub is_paused: bool,
    /// Number of its newest event.
    pub version: i64,
    /// How long the search for a lost answer has been going on, while it does.
    pub searching_for: Option<Duration>,
    /// How long it still waits before work on it is due; `None` when it does not wait.
    pub due_in: Option<Duration>,
    /// Who pressed the button.
    pub started_by: String,
    /// When it was accepted, RFC 3339 in UTC.
    pub started_at: String,
    /// When it changed last.
    pub changed_at: String,
    /// A moment before the newest create call left, by the database's clock; `None` before there was one.
    pub before_in_flight: Option<String>,
}

/// Who moves a send, and by what right.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The worker that holds it. Whoever has lost the lease changes nothing.
    Worker(&'a Lease),
    /// A person. Takes the send away from whichever worker holds it.
    Person {
        /// Who it is.
        name: &'a str,
        /// The version of the send the decision was made on, if only that one will do.
        seen: Option<i64>,
    },
    /// A worker that learned late what BambooHR answered to its call: the only one who knows. Takes the
    /// send away from whichever worker holds it.
    LateAnswer,
}

/// A step from one state to the next. What is `None` stays as it is, unless it says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The employee, once known.
    pub employee: Option<String>,
    /// What went wrong; always replaced.
    pub problem: Option<SendProblem>,
    /// What was stored.
    pub receipt: Option<Receipt>,
    /// People among whom a person must choose.
    pub matches: Option<Vec<PossibleMatch>>,
    /// What it does in BambooHR from now on.
    pub kind: Option<SendKind>,
    /// What is to be done from now on: all its steps wait.
    pub plan: Option<Plan>,
    /// A person said that none of the people found is this one; stays true.
    pub accepts_twins: bool,
    /// Employees who were found before the create call left.
    pub known_before: Option<Vec<String>>,
    /// Added to the calls that left: one when a call is about to leave, less one when it did not after all.
    pub attempts: i64,
    /// Whether a look into BambooHR gave no usable answer.
    pub counts_look: bool,
    /// What becomes of the steps that failed: waiting, to try them again, or skipped.
    pub failed_steps: Option<StepState>,
    /// When work on it is due; `None` is now.
    pub due_in: Option<Duration>,
    /// One line for the record, without personal data.
    pub note: String,
    /// Why, in the words of the person who decided.
    pub reason: Option<String>,
}

impl Change {
    /// A change of the state and nothing else.
    pub fn noted(note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..Self::default()
        }
    }
}
