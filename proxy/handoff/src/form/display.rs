//! The form for a host that draws it itself: a schema of the values, and what stands around them.
//!
//! It says what [`Form`] says and nothing more, so what the viewer is not asked is not in it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{DocumentCategory, Form, FormField, OfferedDocument, OfferedPhoto, Submission};
use crate::candidate::CandidateId;
use crate::catalogue::{Choice, FieldId, FieldKind};

/// `GET /api/candidates/{id}/form/schema`: the form as a JSON form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormSchema {
    /// Whom it is about.
    pub candidate: CandidateId,
    /// A JSON Schema (2020-12) of the `submission` of `POST /api/candidates/{id}/sends`: a member for each field, by its
    /// id. It takes one spelling of each value; the proxy takes others of the same as well.
    pub schema: Value,
    /// What to draw, in order.
    pub display: Display,
    /// The submission of somebody who changes nothing: the first values, which the schema has as `default` too.
    pub values: Submission,
}

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Display {
    /// Sections in the order they are shown; never empty ones.
    pub sections: Vec<DisplaySection>,
    /// What a person should know before typing.
    pub notices: Vec<String>,
    /// Documents of the candidate that can go along, by name.
    pub documents: Vec<OfferedDocument>,
    /// Where documents can be put.
    pub categories: Vec<DocumentCategory>,
    /// The candidate's photo, when there is one: `GET /api/candidates/{id}/photo`.
    pub photo: Option<OfferedPhoto>,
}

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisplaySection {
    /// Heading.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<DisplayField>,
}

/// What to draw of a field. What may stand in it says the schema's member of the same id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisplayField {
    /// The member of the schema and of the submission.
    pub id: FieldId,
    /// The company's label for it.
    pub label: String,
    /// What to draw it with.
    pub kind: FieldKind,
    /// Whether a value is always needed. One that others make needed is in the schema's conditions.
    pub is_required: bool,
    /// Whether the value is the company's and nobody may change it.
    pub is_constant: bool,
    /// One sentence of help.
    pub hint: Option<String>,
    /// Where the first value came from, for the words `From …`.
    pub origin: Option<String>,
    /// Why the candidate's own value could not be used, and what to do.
    pub notice: Option<String>,
    /// The candidate's own words, where the first value is not them or there is none.
    pub found: Option<String>,
    /// Options that those words could mean, the likeliest first. None of them is chosen in advance.
    pub likely: Vec<String>,
    /// Whether the candidate's words may be added to the list: `POST /api/candidates/{id}/options`.
    pub can_add: bool,
    /// Of a state: those that are known, each with its country. `POST /api/places/states` tells those of another one.
    pub states: Vec<Choice>,
}

impl Form {
    /// The form for a host that draws it itself.
    pub fn drawn_by_others(&self) -> FormSchema {
        let sections = self.sections.iter().map(|section| DisplaySection {
            title: section.title.clone(),
            fields: section.fields.iter().map(DisplayField::of).collect(),
        });
        FormSchema {
            candidate: self.candidate.clone(),
            schema: self.schema(),
            display: Display {
                sections: sections.collect(),
                notices: self.notices.clone(),
                documents: self.documents.clone(),
                categories: self.categories.clone(),
                photo: self.photo.clone(),
            },
            values: self.prefilled(),
        }
    }
}

impl DisplayField {
    fn of(field: &FormField) -> Self {
        let prefill = field.prefill.as_ref();
        let words = prefill.and_then(|prefill| prefill.found.as_ref());
        Self {
            id: field.id.clone(),
            label: field.label.clone(),
            kind: field.kind,
            is_required: field.is_always_required(),
            is_constant: field.constant().is_some(),
            hint: field.hint.clone(),
            origin: prefill.map(|prefill| prefill.origin.clone()),
            notice: field.notice.clone(),
            found: field.found.as_ref().or(words).cloned(),
            likely: field.likely.clone(),
            can_add: field.can_add,
            states: match field.kind {
                FieldKind::State => field.choices.clone(),
                _ => Vec::new(),
            },
        }
    }
}
