//! Sending somebody again: what differs between the applicant tracking system, our last send, and BambooHR.

use serde::{Deserialize, Serialize};

use super::sends::EmployeeLink;
use crate::candidate::CandidateId;
use crate::catalogue::FieldId;

/// `GET /api/candidates/{id}/changes`: every field where the three do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangesView {
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The candidate's name.
    pub name: String,
    /// The employee in BambooHR.
    pub employee: EmployeeLink,
    /// Fields that differ, in the order of the form.
    pub changes: Vec<FieldChange>,
    /// How many fields say the same everywhere.
    pub same: u64,
    /// What a person should know before deciding, for example values that BambooHR would not take.
    #[serde(default)]
    pub notices: Vec<String>,
}

/// One field as the three know it. A text is what a person reads; `None` is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldChange {
    /// BambooHR's alias.
    pub field: FieldId,
    /// The company's label.
    pub label: String,
    /// What the applicant tracking system says now.
    pub candidate: Option<String>,
    /// What our last send said.
    pub sent: Option<String>,
    /// What BambooHR says now.
    pub stored: Option<String>,
    /// Whether the key may read this field; if not, [`Self::stored`] says nothing.
    pub is_visible: bool,
    /// Which of them changed since our last send.
    pub what: ChangeKind,
}

/// Who changed a field since the last send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The applicant tracking system has a new value; BambooHR still has what was sent. Ticked at first.
    CandidateChanged,
    /// BambooHR was changed there; the candidate is as it was. Not ticked: somebody meant it.
    BambooHrChanged,
    /// Both changed. A person must know which is right.
    BothChanged,
    /// The last send did not arrive in this field. Ticked at first.
    NeverStored,
    /// The key may not read it, so nobody can say what BambooHR has.
    NotVisible,
}

impl ChangeKind {
    /// Whether the change is ticked before anybody chose.
    pub fn is_ticked_at_first(self) -> bool {
        matches!(self, Self::CandidateChanged | Self::NeverStored)
    }
}

/// `POST /api/candidates/{id}/updates`, with an `Idempotency-Key` header: sends the ticked fields as the
/// applicant tracking system has them now, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUpdate {
    /// The ticked fields; at least one.
    pub fields: Vec<TickedField>,
}

/// A field as it was shown when it was ticked. What has changed since is not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TickedField {
    /// [`FieldChange::field`].
    pub field: FieldId,
    /// [`FieldChange::candidate`].
    pub candidate: Option<String>,
    /// [`FieldChange::stored`].
    pub stored: Option<String>,
}

impl TickedField {
    /// A change that is ticked.
    pub fn of(change: &FieldChange) -> Self {
        Self {
            field: change.field.clone(),
            candidate: change.candidate.clone(),
            stored: change.stored.clone(),
        }
    }
}
