//! The shapes that the proxy and the application exchange as JSON.
//!
//! Only data: no rule is decided here except how a state reads to a person.

mod audit;
mod batches;
mod candidates;
mod changes;
mod embedding;
mod forms;
mod headless;
mod integrations;
mod log;
mod people;
mod pinpoint;
mod sends;
mod setup;

pub use audit::{AuditEntry, AuditPage, AuditSearch, AuditVerdict};
pub use batches::{
    AcceptedBatch, BatchCandidate, BatchCheck, BatchChecklist, BatchEntry, BatchSend, BatchView,
    LARGEST_BATCH, NewBatch, PauseChange,
};
pub use candidates::{
    CandidatePage, CandidateProfile, CandidateSearch, CandidateSummary, Happened, HistoryEntry,
    SortBy, StageChange,
};
pub use changes::{ChangeKind, ChangesView, FieldChange, NewUpdate, TickedField};
pub use embedding::{
    AtsKeyMade, AtsKeyReplacement, AtsKeyView, BroughtAs, CandidateBrought, DocumentBrought,
    EmbedMade, EmbedOpened, EmbedOrigin, EmbedToken, EmbeddingView, LARGEST_DOCUMENT,
    LONGEST_EMBED_SECONDS, LONGEST_OVERLAP_HOURS, MOST_EMBEDDED, NewAtsKey, NewEmbed, Recruiter,
    SHORTEST_EMBED_SECONDS, Scope,
};
pub use forms::{
    Colleague, ColleagueSearch, ColleaguesFound, DraftChange, DraftRemoval, DraftView, NewOption,
    StatesWanted,
};
pub use headless::{FormsSession, NewFormsSession, SendCheck};
pub use integrations::{
    DoctorReport, EnabledChange, Finding, IntegrationView, KeyView, NewConnection, Removal,
    SampleAccess, Severity,
};
pub use log::{LogOutcome, LogPage, LogRow, LogSearch, LogWeek};
pub use people::{
    Invitation, InvitationAccepted, InvitationLink, Invited, LONGEST_PASSPHRASE, NewUser,
    PassphraseChange, ProviderSignIn, ProviderView, Role, SHORTEST_PASSPHRASE, SignIn, SignInWays,
    SignOut, UserChange, UserView,
};
pub use pinpoint::{NewPinpoint, PinpointView};
pub use sends::{
    Decision, EmployeeLink, NewSend, PossibleMatch, Resolution, SendKind, SendProblem, SendState,
    SendSummary, SendView, StepProgress, StepView,
};

pub use setup::{
    CatalogueField, FittingSource, ForgetChoice, PresetWanted, RememberedView, SetupChange,
    SetupImport, SetupImported, SetupPreview, SetupRestore, SetupVersion, SetupView,
};

use serde::{Deserialize, Serialize};

use crate::validate::FieldProblem;

/// `GET /api/session`: who is here and whether BambooHR can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Who it is, and nobody else will ever be: what is in a tab belongs to them.
    pub user_id: String,
    /// Name shown in the page's header, and in the record of who did what.
    pub user: String,
    /// What this person may do.
    pub role: Role,
    /// What the OpenID provider is called with which this person signs in.
    #[serde(default)]
    pub provider: Option<String>,
    /// Whether this is the demonstration with sample data.
    pub demo: bool,
    /// The connection to BambooHR.
    pub bamboohr: Connection,
    /// How many sends wait for a person's decision.
    #[serde(default)]
    pub need_person: u64,
}

/// The connection to BambooHR as far as it is known without asking again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "status", from = "ConnectionParts")]
pub enum Connection {
    /// Nobody has given a company and a key.
    NotConfigured,
    /// The company's fields have not been read yet; the first answer is on its way.
    Checking,
    /// The company's fields are known.
    Ready {
        /// The company's BambooHR name, for example `acme`.
        company: String,
    },
    /// A company and a key are there, and an admin has switched the connection off.
    Disabled,
    /// BambooHR cannot be used. `reason` is a sentence for the recruiter.
    Unavailable {
        /// What is wrong and what to do.
        reason: String,
    },
}

/// A connection as it is read; flat for the reason that [`crate::setup`] gives.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ConnectionParts {
    status: Status,
    #[serde(default)]
    company: String,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum Status {
    NotConfigured,
    Checking,
    Ready,
    Disabled,
    Unavailable,
}

impl From<ConnectionParts> for Connection {
    fn from(parts: ConnectionParts) -> Self {
        let ConnectionParts {
            status,
            company,
            reason,
        } = parts;
        match status {
            Status::NotConfigured => Self::NotConfigured,
            Status::Checking => Self::Checking,
            Status::Ready => Self::Ready { company },
            Status::Disabled => Self::Disabled,
            Status::Unavailable => Self::Unavailable { reason },
        }
    }
}

impl Connection {
    /// Why nothing can be sent now; `None` when it can.
    pub fn obstacle(&self) -> Option<String> {
        match self {
            Self::Ready { .. } => None,
            Self::NotConfigured => {
                Some("BambooHR is not connected yet. An admin connects it in Settings.".to_owned())
            }
            Self::Checking => {
                Some("BambooHR is being asked for your fields. Try again in a moment.".to_owned())
            }
            Self::Disabled => Some(
                "BambooHR is connected but switched off. An admin switches it on in Settings."
                    .to_owned(),
            ),
            Self::Unavailable { reason } => Some(reason.clone()),
        }
    }
}

/// An RFC 9457 problem document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Stable name of the kind of problem, a relative URI such as `/problems/not-found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, the same for every problem of this type.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened this time and what to do.
    pub detail: String,
    /// Quote this when asking for help.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    /// Problems of single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// The send that stands in the way, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<String>,
}
