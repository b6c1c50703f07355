//! What the ledger takes and gives for a send: values without any storage.

use handoff::interface::{PossibleMatch, SendProblem, SendState};
use handoff::{CandidateId, Plan, Receipt};
use uuid::Uuid;

/// A send's id, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SendId(pub(super) String);

impl SendId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A send that is about to be accepted.
#[derive(Clone, Debug)]
pub struct NewIntent {
    /// Whom it is about.
    pub candidate: CandidateId,
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
    /// The candidate has a send that created somebody or still may.
    AlreadySent(SendId),
}

/// A send as it is stored.
#[derive(Clone, Debug)]
pub struct SendRecord {
    /// Its id.
    pub id: SendId,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// Where it stands.
    pub state: SendState,
    /// What is to be done.
    pub plan: Plan,
    /// Whether the answer was lost and BambooHR was searched.
    pub searched: bool,
    /// BambooHR's employee id.
    pub employee: Option<String>,
    /// What went wrong.
    pub problem: Option<SendProblem>,
    /// What was stored.
    pub receipt: Option<Receipt>,
    /// People among whom a person must choose.
    pub matches: Vec<PossibleMatch>,
}

/// A step from one state to the next. What is `None` stays as it is; `problem` is always replaced.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The employee, once known.
    pub employee: Option<String>,
    /// What went wrong.
    pub problem: Option<SendProblem>,
    /// What was stored.
    pub receipt: Option<Receipt>,
    /// People among whom a person must choose.
    pub matches: Option<Vec<PossibleMatch>>,
    /// One line for the record, without personal data.
    pub note: &'static str,
}
