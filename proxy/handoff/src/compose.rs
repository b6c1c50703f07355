//! `compose`: from a candidate, the company's fields and its setup to the form.
//!
//! A value of the candidate that BambooHR would not take is never altered in silence: the field stays
//! empty and a notice says what was found and what to do.

use crate::candidate::Candidate;
use crate::catalogue::{Catalogue, Field, FieldKind};
use crate::form::{Entry, Form, FormField, Prefill, Section};
use crate::setup::{Requirement, Setup, SetupField};
use crate::validate::read_entry;

/// Makes the form. Fields of the setup that the catalogue lacks are left out, with a notice.
pub fn compose(candidate: &Candidate, catalogue: &Catalogue, setup: &Setup) -> Form {
    let mut notices = Vec::new();
    let mut sections = Vec::new();
    for section in &setup.sections {
        let mut fields = Vec::new();
        for asked in &section.fields {
            match catalogue.field(&asked.id) {
                Some(field) => fields.push(form_field(candidate, field, asked)),
                None => notices.push(missing_field(asked)),
            }
        }
        if !fields.is_empty() {
            sections.push(Section {
                title: section.title.clone(),
                fields,
            });
        }
    }
    Form {
        candidate: candidate.id.clone(),
        sections,
        notices,
        documents: Vec::new(),
        has_photo: false,
    }
}

fn missing_field(asked: &SetupField) -> String {
    let consequence = match asked.requirement {
        Requirement::RequiredByBambooHr => "Without it nobody can be added.",
        _ => "It is left out of this form.",
    };
    format!(
        "BambooHR shows no field “{}” to this connection. {consequence} Ask your BambooHR admin whether the \
         owner of the API key may see it.",
        asked.id.as_str()
    )
}

fn form_field(candidate: &Candidate, field: &Field, asked: &SetupField) -> FormField {
    let mut form_field = FormField {
        id: field.id.clone(),
        label: field.label.clone(),
        kind: field.kind,
        requirement: asked.requirement.clone(),
        hint: asked.hint.clone(),
        prefill: None,
        notice: None,
        choices: field.choices.clone(),
    };
    let Some(source) = asked.source else {
        return form_field;
    };
    let Some(found) = source.read(candidate) else {
        return form_field;
    };
    // A single text cannot fill a money field, nor the other way round: such a setup asks for nothing.
    match read_entry(&form_field, &found) {
        Ok(read) => {
            form_field.prefill = Some(Prefill {
                entry: read.entry,
                origin: source.origin().to_owned(),
            });
        }
        Err(_) => form_field.notice = Some(unusable(&form_field, &found, source.origin())),
    }
    form_field
}

fn unusable(field: &FormField, found: &Entry, origin: &str) -> String {
    let label = &field.label;
    let found = match found {
        Entry::Text(text) => text.clone(),
        Entry::Money { .. } => found.display().trim().to_owned(),
    };
    let origin = capitalised(origin);
    match field.kind {
        FieldKind::Choice => format!(
            "{origin} says “{found}”, which is not an option of {label} in BambooHR. Choose the one that fits, or \
             ask your BambooHR admin to add it."
        ),
        FieldKind::Date => format!(
            "{origin} says “{found}”, which is not a date we can be sure of. Enter it here."
        ),
        _ => format!("{origin} says “{found}”, which BambooHR would not take. Enter it here."),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
