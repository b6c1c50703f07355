//! The export log: every send with its outcome, and how many there were.

use serde::{Deserialize, Serialize};

use super::sends::{EmployeeLink, SendKind, SendState};
use crate::candidate::CandidateId;

/// `POST /api/sends/search`: a page of the export log. Those that need a person come first, then the newest.
/// A POST, because the text is mostly somebody's name. `POST /api/sends/export` takes the same and gives all pages
/// as one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LogSearch {
    /// Only sends with this outcome.
    pub outcome: Option<LogOutcome>,
    /// Only sends that somebody began or changed in whose name all of these words occur.
    pub who: Option<String>,
    /// Words that must all occur in the candidate's name or id, or in the employee's id.
    pub text: String,
    /// Only sends begun on this day or later, `YYYY-MM-DD` in UTC.
    pub since: Option<String>,
    /// Only sends begun on this day or earlier.
    pub until: Option<String>,
    /// [`LogPage::next`] of the page before.
    pub after: Option<String>,
}

/// The states of a send as the log groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LogOutcome {
    /// Waits for a person's decision.
    NeedsPerson,
    /// Is being worked on.
    Running,
    /// The employee is in BambooHR.
    Done,
    /// Nobody was created.
    NotSent,
}

impl LogOutcome {
    /// All outcomes, in the order of the log.
    pub const ALL: [Self; 4] = [Self::NeedsPerson, Self::Running, Self::Done, Self::NotSent];

    /// The group of a state.
    pub fn of(state: SendState) -> Self {
        match state {
            SendState::TwinFound | SendState::NeedsPerson | SendState::Incomplete => {
                Self::NeedsPerson
            }
            SendState::Intent | SendState::InFlight | SendState::Created | SendState::Unknown => {
                Self::Running
            }
            SendState::Done => Self::Done,
            SendState::Refused | SendState::NotSent | SendState::Released => Self::NotSent,
        }
    }

    /// The name exchanged, for example `needs_person`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NeedsPerson => "needs_person",
            Self::Running => "running",
            Self::Done => "done",
            Self::NotSent => "not_sent",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// One page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogPage {
    /// At most 50.
    pub sends: Vec<LogRow>,
    /// How many there are over all pages.
    pub total: u64,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// How many sends in sight need a person, whatever was searched for.
    pub need_person: u64,
    /// Whether whoever asks may open a send, and not only read that there is one.
    pub may_open: bool,
}

/// One send in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogRow {
    /// The send's id.
    pub id: String,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The candidate's name as it was sent.
    pub name: String,
    /// What it does in BambooHR.
    pub kind: SendKind,
    /// Where it stands.
    pub state: SendState,
    /// Who began it.
    pub who: String,
    /// When it began, RFC 3339 in UTC.
    pub at: String,
    /// When it changed last, RFC 3339 in UTC.
    pub changed_at: String,
    /// The employee, once known.
    pub employee: Option<EmployeeLink>,
    /// Create or update calls that left for BambooHR.
    pub attempts: u64,
    /// What went wrong or what it waits for, one line.
    pub problem: Option<String>,
    /// The batch it belongs to, if it was sent in one.
    #[serde(default)]
    pub batch: Option<String>,
    /// Whether the candidate has no newer send.
    #[serde(default)]
    pub is_newest: bool,
}

/// `GET /api/sends/weeks`: one week of the chart, oldest first; weeks without a send are there too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogWeek {
    /// Its Monday, `YYYY-MM-DD`.
    pub monday: String,
    /// Sends begun in this week that are done.
    pub done: u64,
    /// That ended without an employee.
    pub not_sent: u64,
    /// That need a person.
    pub needs_person: u64,
    /// That are running.
    pub running: u64,
}
