//! Sends: beginning one, how it stands, and a person's decision.

use serde::{Deserialize, Serialize};

use super::candidates::HistoryEntry;
use crate::candidate::CandidateId;
use crate::catalogue::FieldId;
use crate::form::{ChosenDocument, Submission};
use crate::photo::Crop;
use crate::receipt::Receipt;

/// `POST /api/candidates/{id}/sends`, with an `Idempotency-Key` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSend {
    /// What the recruiter entered.
    pub submission: Submission,
    /// The candidate's documents that go along; see [`crate::Form::documents`].
    #[serde(default)]
    pub documents: Vec<ChosenDocument>,
    /// Whether the candidate's photo goes along.
    #[serde(default)]
    pub photo: bool,
    /// The square of the photo; `None` for the usual one.
    #[serde(default)]
    pub crop: Option<Crop>,
}

/// What a send does in BambooHR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SendKind {
    /// Creates an employee.
    #[default]
    Create,
    /// Changes an employee who is there.
    Update,
    /// Changes a former employee who comes back.
    Rehire,
}

impl SendKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Rehire];

    /// The name stored and exchanged, for example `create`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Rehire => "rehire",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Enough of a send for a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmployeeLink {
    /// BambooHR's employee id, digits.
    pub id: String,
    /// The person's page in BambooHR.
    pub url: String,
}

/// Where a send stands. The ledger stores exactly these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SendState {
    /// Stored durably; nothing has left yet. A problem says what it waits for, if it waits.
    Intent,
    /// Before anything was sent, people were found who may be this person. A person must decide.
    TwinFound,
    /// The create call is on its way, or was when the proxy stopped.
    InFlight,
    /// The employee exists; steps are still to come.
    Created,
    /// The employee exists, but a step failed. A person must decide.
    Incomplete,
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
    pub const ALL: [Self; 11] = [
        Self::Intent,
        Self::TwinFound,
        Self::InFlight,
        Self::Created,
        Self::Incomplete,
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
            Self::TwinFound => "twin_found",
            Self::InFlight => "in_flight",
            Self::Created => "created",
            Self::Incomplete => "incomplete",
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

    /// Whether it waits for a person's decision.
    pub fn needs_person(self) -> bool {
        matches!(self, Self::TwinFound | Self::NeedsPerson | Self::Incomplete)
    }

    /// Whether the employee is in BambooHR, with everything or not.
    pub fn employee_exists(self) -> bool {
        matches!(self, Self::Created | Self::Incomplete | Self::Done)
    }

    /// Whether another send of the same candidate may begin: nothing was created by this one.
    pub fn allows_another(self) -> bool {
        matches!(self, Self::Refused | Self::NotSent | Self::Released)
    }
}

/// `GET /api/sends/{id}`: everything a person may want to know about one send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SendView {
    /// The send's id.
    pub id: String,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The person's name as it was sent.
    pub name: String,
    /// What it does in BambooHR.
    #[serde(default)]
    pub kind: SendKind,
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
    /// Grows with every change. A decision names the one it was made on.
    #[serde(default)]
    pub version: i64,
    /// Whether a person may still stop it: nothing has left yet.
    #[serde(default)]
    pub can_stop: bool,
    /// Seconds until the next try, when it waits for a known time.
    #[serde(default)]
    pub waits_seconds: Option<u64>,
    /// The batch it belongs to, if it was sent in one.
    #[serde(default)]
    pub batch: Option<String>,
    /// What happened to it so far, newest first.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
}

/// One step as shown to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepView {
    /// For example `Create the employee in BambooHR`.
    pub label: String,
    /// How far it is.
    pub progress: StepProgress,
    /// Why it failed and what to do, or what it waits for.
    #[serde(default)]
    pub problem: Option<SendProblem>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// A person decided to go on without it.
    Skipped,
    /// Waits for a person's decision.
    NeedsPerson,
}

/// What went wrong, for the recruiter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PossibleMatch {
    /// The employee.
    pub employee: EmployeeLink,
    /// Name in BambooHR.
    pub name: String,
    /// Hire date in BambooHR, `YYYY-MM-DD`, if visible.
    pub hire_date: Option<String>,
    /// `Active` or `Inactive`.
    pub status: Option<String>,
    /// Why this person comes into question, for example `same e-mail address`.
    #[serde(default)]
    pub why: Option<String>,
    /// Whether another send of ours created or changed this employee.
    #[serde(default)]
    pub is_ours: bool,
}

/// `POST /api/sends/{id}/resolve`: a person's decision on a send that needs one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// What is decided.
    pub decision: Decision,
    /// [`SendView::version`] of what the person saw. A decision on anything older is not carried out, but for
    /// [`Decision::Stop`], which is safe at any time.
    pub version: i64,
    /// The employee it is about; one of [`SendView::matches`], but for [`Decision::Consider`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee: Option<String>,
    /// Why, in the person's own words, for the record. At most [`Resolution::LONGEST_REASON`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Resolution {
    /// Characters of a reason.
    pub const LONGEST_REASON: usize = 300;
}

/// What a person can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Twin found, needs a person: look into BambooHR once more.
    LookAgain,
    /// Twin found, needs a person: somebody found this employee in BambooHR by hand. Reads the employee and
    /// shows it among [`SendView::matches`], to be compared.
    Consider,
    /// Needs a person: this employee is the person that was sent.
    Adopt,
    /// Needs a person: somebody looked into BambooHR and nobody was created; the candidate may be sent again.
    NotCreated,
    /// Twin found: none of them is this person; create.
    CreateAnyway,
    /// Twin found: this employee is the person; change the values that differ.
    Update,
    /// Twin found: this former employee is the person and comes back.
    Rehire,
    /// Twin found: this employee is the person; leave everything as it is and end the send.
    AlreadyThere,
    /// Intent or twin found: do not send.
    Stop,
    /// Incomplete: try the failed steps again.
    RetrySteps,
    /// Incomplete: go on without the failed steps.
    SkipSteps,
}
