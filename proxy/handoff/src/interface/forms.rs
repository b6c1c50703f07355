//! What the form asks for while it is filled in: managers to choose from, and the draft that is kept.

use serde::{Deserialize, Serialize};

/// `POST /api/employees/search`: whom a hire can report to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ColleagueSearch {
    /// Words that must all occur in name, job title or department.
    pub text: String,
}

/// Who was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ColleaguesFound {
    /// By name, at most 20.
    pub people: Vec<Colleague>,
    /// Whether there are more.
    pub more: bool,
}

/// Somebody who works at the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleague {
    /// BambooHR's employee id.
    pub id: String,
    /// The name by which BambooHR knows a manager: preferred or first name, and last name. Namesakes share it.
    pub name: String,
    /// Job title and department, as far as they are known.
    pub note: String,
}

/// `GET /api/candidates/{id}/draft`: what was typed and not sent yet; 404 when there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DraftView {
    /// What was typed: a JSON object whose `entries` are by field. The proxy takes those out that are not for who asks,
    /// and reads nothing else of it.
    pub draft: String,
    /// Counts the changes, from 1.
    pub version: u64,
    /// Who changed it last.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whether that is the person who asks.
    pub is_mine: bool,
    /// Whether it was a moment ago, so that somebody is likely at it.
    pub is_fresh: bool,
}

/// `PUT /api/candidates/{id}/draft`. Answered with a [`DraftView`]; with 409 `/problems/changed-meanwhile` when somebody
/// has changed it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftChange {
    /// What was typed.
    pub draft: String,
    /// The version it was made of; 0 when there was none.
    pub version: u64,
}

/// `DELETE /api/candidates/{id}/draft`: nothing is typed any more. Answered with 204, also when there is none; with 409
/// `/problems/changed-meanwhile` when somebody has changed it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftRemoval {
    /// The version that was seen.
    pub version: u64,
}

/// `POST /api/places/states`: the states of a country. Answered with [`crate::Choice`]s; none when any text may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatesWanted {
    /// The country, in any spelling.
    pub country: String,
}

/// `POST /api/candidates/{id}/options`: adds the candidate's words as an option in BambooHR. Answered with the
/// [`crate::FormField`] as it is then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOption {
    /// The field whose list it is.
    pub field: crate::FieldId,
    /// The option, which must be [`crate::FormField::found`].
    pub option: String,
}
