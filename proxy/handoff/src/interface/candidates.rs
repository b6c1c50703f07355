//! Candidates: the list, one profile with its history, and the stage.

use serde::{Deserialize, Serialize};

use super::sends::{SendState, SendSummary};
use crate::candidate::{Candidate, CandidateId, Stage};

/// `POST /api/candidates/search`: a page of the list. The text goes in the body because it is mostly
/// somebody's name, and names do not belong in URLs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CandidateSearch {
    /// Only candidates in this stage.
    pub stage: Option<Stage>,
    /// Words that must all occur in name, e-mail, job title, department or location.
    pub text: String,
    /// What the rows are sorted by.
    pub sort: SortBy,
    /// Whether the last comes first.
    pub descending: bool,
    /// [`CandidatePage::next`] of the page before, of a search with the same order.
    pub after: Option<String>,
}

/// What a list of candidates can be sorted by. Equal ones are sorted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// First and last name.
    #[default]
    Name,
    /// Job title.
    Job,
    /// Stage, in the order of the process.
    Stage,
}

/// One page of candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidatePage {
    /// At most 50.
    pub candidates: Vec<CandidateSummary>,
    /// How many there are over all pages.
    pub total: u64,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateSummary {
    /// The candidate's id.
    pub id: CandidateId,
    /// First and last name.
    pub name: String,
    /// Job applied for.
    pub job_title: String,
    /// Department of the job.
    pub department: Option<String>,
    /// Place of the job.
    pub location: Option<String>,
    /// Stage of the process.
    pub stage: Stage,
    /// The newest send, if there is one.
    pub send: Option<SendSummary>,
}

/// `GET /api/candidates/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateProfile {
    /// The person.
    pub candidate: Candidate,
    /// The newest send, if there is one.
    pub send: Option<SendSummary>,
    /// Where that send stands, in a sentence or two; empty when there is none.
    #[serde(default)]
    pub stands: String,
    /// What happened so far, newest first.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
}

/// Something that happened to a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "HistoryParts")]
pub struct HistoryEntry {
    /// When, as RFC 3339 in UTC; only a date where no time is known.
    pub at: String,
    /// Who did it; `None` for this software itself and for what came from elsewhere.
    pub who: Option<String>,
    /// Why, in the words of the person who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// What can happen to a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Happened {
    /// The application arrived.
    Applied,
    /// Moved to another stage.
    Moved {
        /// The new stage.
        stage: Stage,
    },
    /// A send entered a state, or a person decided something about it.
    Sent {
        /// The send's id.
        send: String,
        /// The state.
        state: SendState,
        /// One sentence for a person, with who did it; empty when an older proxy did not say.
        words: String,
    },
}

/// `PUT /api/candidates/{id}/stage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageChange {
    /// The new stage.
    pub stage: Stage,
}

/// An entry as it is read; flat for the reason that [`crate::setup`] gives.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HistoryParts {
    at: String,
    who: Option<String>,
    reason: Option<String>,
    what: What,
    stage: Option<Stage>,
    send: Option<String>,
    state: Option<SendState>,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum What {
    Applied,
    Moved,
    Sent,
}

impl TryFrom<HistoryParts> for HistoryEntry {
    type Error = &'static str;

    fn try_from(parts: HistoryParts) -> Result<Self, Self::Error> {
        let what = match (parts.what, parts.stage, parts.send.zip(parts.state)) {
            (What::Applied, ..) => Happened::Applied,
            (What::Moved, Some(stage), _) => Happened::Moved { stage },
            (What::Sent, _, Some((send, state))) => Happened::Sent {
                send,
                state,
                words: parts.words,
            },
            _ => return Err("an entry of the history is not complete"),
        };
        Ok(Self {
            at: parts.at,
            who: parts.who,
            reason: parts.reason,
            what,
        })
    }
}
