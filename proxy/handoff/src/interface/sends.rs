//! Sends: beginning one, how it stands, and a person's decision.

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::catalogue::FieldId;
use crate::form::Submission;
use crate::receipt::Receipt;

/// `POST /api/candidates/{id}/sends`, with an `Idempotency-Key` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSend {
    /// What the recruiter entered.
    pub submission: Submission,
}

/// Enough of a send for a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendSummary {
    /// The send's id.
    pub id: String,
    /// Where it stands.
    pub state: SendState,
    /// The employee, once known.
    pub employee: Option<EmployeeLink>,
}

/// An employee in BambooHR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployeeLink {
    /// BambooHR's employee id, digits.
    pub id: String,
    /// The person's page in BambooHR.
    pub url: String,
}

/// Where a send stands. The ledger stores exactly these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendState {
    /// Stored durably; nothing has left yet.
    Intent,
    /// The create call is on its way, or was when the proxy stopped.
    InFlight,
    /// BambooHR confirmed the employee; the read-back is still to come.
    Created,
    /// The employee was read back, or that was tried; the receipt is final.
    Done,
    /// BambooHR said no. Nothing was created.
    Refused,
    /// The request never reached BambooHR, or was turned away unread. Nothing was created.
    NotSent,
    /// The answer was lost. BambooHR is being searched; nothing is sent again.
    Unknown,
    /// The search could not decide. A person must.
    NeedsPerson,
    /// A person confirmed that nobody was created.
    Released,
}

impl SendState {
    /// All states.
    pub const ALL: [Self; 9] = [
        Self::Intent,
        Self::InFlight,
        Self::Created,
        Self::Done,
        Self::Refused,
        Self::NotSent,
        Self::Unknown,
        Self::NeedsPerson,
        Self::Released,
    ];

    /// The name stored and exchanged, for example `in_flight`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::InFlight => "in_flight",
            Self::Created => "created",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::NeedsPerson => "needs_person",
            Self::Released => "released",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the proxy is still working on it.
    pub fn is_running(self) -> bool {
        matches!(
            self,
            Self::Intent | Self::InFlight | Self::Created | Self::Unknown
        )
    }

    /// Whether another send of the same candidate may begin: nothing was created by this one.
    pub fn allows_another(self) -> bool {
        matches!(self, Self::Refused | Self::NotSent | Self::Released)
    }
}

/// `GET /api/sends/{id}`: everything a person may want to know about one send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendView {
    /// The send's id.
    pub id: String,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The person's name as it was sent.
    pub name: String,
    /// Where it stands.
    pub state: SendState,
    /// What has been done and what is to come.
    pub steps: Vec<StepView>,
    /// The employee, once known.
    pub employee: Option<EmployeeLink>,
    /// What went wrong, if anything.
    pub problem: Option<SendProblem>,
    /// What BambooHR stored, once read back.
    pub receipt: Option<Receipt>,
    /// People in BambooHR among whom a person must choose.
    #[serde(default)]
    pub matches: Vec<PossibleMatch>,
}

/// One step as shown to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// For example `Create the employee in BambooHR`.
    pub label: String,
    /// How far it is.
    pub progress: StepProgress,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepProgress {
    /// Not begun.
    Waiting,
    /// Being done now.
    Running,
    /// Finished.
    Done,
    /// Ended without success; the problem says why.
    Failed,
    /// Waits for a person's decision.
    NeedsPerson,
}

/// What went wrong, for the recruiter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendProblem {
    /// Stable name, for example `duplicate-email`.
    pub code: String,
    /// What happened, one line.
    pub title: String,
    /// Whether anybody was created, and what to do now.
    pub advice: String,
    /// BambooHR's own words, if it gave any.
    pub upstream_message: Option<String>,
    /// The field to correct, when it is known.
    pub field: Option<FieldId>,
    /// Seconds after which a new attempt makes sense, when BambooHR named them.
    pub retry_after_seconds: Option<u64>,
}

/// Somebody in BambooHR who may or may not be the person sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PossibleMatch {
    /// The employee.
    pub employee: EmployeeLink,
    /// Name in BambooHR.
    pub name: String,
    /// Hire date in BambooHR, `YYYY-MM-DD`, if visible.
    pub hire_date: Option<String>,
    /// `Active` or `Inactive`.
    pub status: Option<String>,
}

/// `POST /api/sends/{id}/resolve`: a person's decision on a send that needs one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum Resolution {
    /// Search BambooHR once more.
    LookAgain,
    /// This employee is the person that was sent.
    Adopt {
        /// The employee's id; must be one of [`SendView::matches`].
        employee: String,
    },
    /// The person looked into BambooHR: nobody was created, the candidate may be sent again.
    NotCreated,
}
