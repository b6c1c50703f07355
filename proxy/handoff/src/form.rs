//! The form a recruiter completes, and what comes back.
//!
//! A [`Form`] is data: the application, the widget and a host that draws its own fields all render
//! the same one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::catalogue::{Choice, FieldId, FieldKind};

mod condition;
mod display;
mod entry;
mod files;
mod schema;

pub use condition::{Condition, Requirement, Trigger};
pub use display::{Display, DisplayField, DisplaySection, FormSchema};
pub use entry::Entry;
pub use files::{
    ChosenDocument, ChosenPhoto, DocumentCategory, OfferedDocument, OfferedPhoto, category_for,
};

/// The form for one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// Whom it is about.
    pub candidate: CandidateId,
    /// Sections in the order they are shown; never empty ones.
    pub sections: Vec<Section>,
    /// What a person should know before typing, for example a field the key cannot see.
    #[serde(default)]
    pub notices: Vec<String>,
    /// Documents of the candidate.
    #[serde(default)]
    pub documents: Vec<OfferedDocument>,
    /// Where documents can be put; empty when the key may not put any.
    #[serde(default)]
    pub categories: Vec<DocumentCategory>,
    /// The candidate's photo, when there is one.
    #[serde(default)]
    pub photo: Option<OfferedPhoto>,
    /// Fields that this viewer is not asked: hidden ones, and those for admins only. They never leave the proxy, so a
    /// form that was read from JSON has none; [`crate::check()`] adds their values to what is sent.
    #[serde(skip)]
    pub unasked: Vec<Unasked>,
}

/// A field that goes along unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unasked {
    /// The field; its prefill is the value.
    pub field: FormField,
    /// Whether the viewer of the form may not see the value, wherever it is shown.
    pub is_secret: bool,
}

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<FormField>,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// The company's label for it.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether a value is always needed.
    pub requirement: Requirement,
    /// When a value is needed all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// One sentence of help.
    #[serde(default)]
    pub hint: Option<String>,
    /// The first value and where it came from.
    #[serde(default)]
    pub prefill: Option<Prefill>,
    /// Why the candidate's own value could not be used, and what to do.
    #[serde(default)]
    pub notice: Option<String>,
    /// The candidate's words, when they are no option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Options that those words could mean, the likeliest first, at most three. None of them is chosen in advance. Of
    /// an amount: the currency that pay is usually in where the candidate lives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub likely: Vec<String>,
    /// Whether the candidate's words may be added to the list in BambooHR from here. Whether the key may is told by
    /// BambooHR.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_add: bool,
    /// Whether the value is the company's and nobody may change it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_constant: bool,
    /// Options to choose from; for [`FieldKind::State`] those of every country that is known, see [`Choice::within`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// A first value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Prefill {
    /// The value as it would be sent.
    pub entry: Entry,
    /// Where it came from, for the words `From …`: `the offer`, `the job`, `the candidate’s profile`.
    pub origin: String,
    /// The candidate's own words, when the value is not them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// Everything a person entered, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Submission {
    /// Entries by alias; a field without an entry counts as blank.
    pub entries: BTreeMap<FieldId, Entry>,
}

impl Submission {
    /// The entry of a field unless it is blank.
    pub fn given(&self, id: &FieldId) -> Option<&Entry> {
        self.entries.get(id).filter(|entry| !entry.is_blank())
    }
}

impl FormField {
    /// A field that is not needed, with nothing in it.
    pub fn new(id: FieldId, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            id,
            label: label.into(),
            kind,
            requirement: Requirement::Optional,
            conditions: Vec::new(),
            hint: None,
            prefill: None,
            notice: None,
            found: None,
            likely: Vec::new(),
            can_add: false,
            is_constant: false,
            choices: Vec::new(),
        }
    }

    /// The first value.
    pub(crate) fn value(&self) -> Option<&Entry> {
        self.prefill.as_ref().map(|prefill| &prefill.entry)
    }

    /// The value that the company has fixed.
    pub(crate) fn constant(&self) -> Option<&Entry> {
        self.value().filter(|_| self.is_constant)
    }

    /// Whether somebody has to enter a value whatever is in the other fields.
    pub(crate) fn is_always_required(&self) -> bool {
        self.requirement != Requirement::Optional && self.constant().is_none()
    }

    /// The reason why a value is needed now, for the end of a sentence that begins with the label: the first of its
    /// conditions that holds. Whether one is always needed is not asked here.
    pub fn needed_because(&self, submission: &Submission) -> Option<&str> {
        let mut conditions = self.conditions.iter();
        let holds = conditions.find(|condition| condition.holds(submission))?;
        Some(&holds.reason)
    }

    /// Whether a value is needed now.
    pub fn is_needed(&self, submission: &Submission) -> bool {
        self.requirement != Requirement::Optional || self.needed_because(submission).is_some()
    }
}

impl Form {
    /// A form without questions.
    pub fn new(candidate: CandidateId) -> Self {
        Self {
            candidate,
            sections: Vec::new(),
            notices: Vec::new(),
            documents: Vec::new(),
            categories: Vec::new(),
            photo: None,
            unasked: Vec::new(),
        }
    }

    /// Whether there is a photo that can go along.
    pub fn has_photo(&self) -> bool {
        let photo = self.photo.as_ref();
        photo.is_some_and(|photo| photo.size.is_some())
    }

    /// All fields in the order they are shown.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with this alias.
    pub fn field(&self, id: &FieldId) -> Option<&FormField> {
        self.fields().find(|field| field.id == *id)
    }

    /// The country of these entries, as BambooHR spells it, whether it is asked or not.
    pub(crate) fn country(&self, submission: &Submission) -> Option<String> {
        let is_country = |field: &&FormField| field.id.as_str() == "country";
        let mut unasked = self.unasked.iter().map(|unasked| &unasked.field);
        let (field, entry) = match self.fields().find(is_country) {
            Some(field) => (field, field.constant().or(submission.given(&field.id))),
            None => unasked
                .find(is_country)
                .map(|field| (field, field.value()))?,
        };
        let Entry::Text(text) = entry? else {
            return None;
        };
        let option = field.choices.iter().find(|choice| choice.is_named(text));
        Some(option.map_or_else(|| text.clone(), |choice| choice.value.clone()))
    }

    /// The same entries with the values that the company has fixed, which may be left out of what is submitted.
    pub(crate) fn with_constants(&self, submission: &Submission) -> Submission {
        let mut whole = submission.clone();
        for field in self.fields() {
            if let (Some(constant), None) = (field.constant(), submission.given(&field.id)) {
                whole.entries.insert(field.id.clone(), constant.clone());
            }
        }
        whole
    }

    /// The submission of somebody who changes nothing.
    pub fn prefilled(&self) -> Submission {
        let mut submission = Submission::default();
        for field in self.fields() {
            if let Some(prefill) = &field.prefill {
                let entry = prefill.entry.clone();
                submission.entries.insert(field.id.clone(), entry);
            }
        }
        submission
    }
}
