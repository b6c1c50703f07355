//! The first value of each field: from the candidate, or fixed by the company.

use super::Company;
use crate::candidate::Candidate;
use crate::catalogue::FieldKind;
use crate::form::{Entry, Form, FormField, Prefill};
use crate::setup::SetupField;
use crate::validate::read_entry;

/// Fills in every field of the form.
pub(super) fn fill(form: &mut Form, candidate: &Candidate, company: &Company<'_>) {
    let asked = form
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.fields);
    let unasked = form.unasked.iter_mut().map(|unasked| &mut unasked.field);
    for question in asked.chain(unasked) {
        if let Some(asked) = company.setup.field(&question.id) {
            first_value(question, asked, candidate);
        }
    }
}

fn first_value(question: &mut FormField, asked: &SetupField, candidate: &Candidate) {
    let Some(source) = &asked.source else {
        return;
    };
    let origin = source.origin();
    let Some(found) = source.read(candidate).and_then(|found| found.entry) else {
        return;
    };
    // A single text cannot fill a money field, nor the other way round: such a setup asks for nothing.
    match read_entry(question, &found) {
        Ok(read) => {
            question.prefill = Some(Prefill {
                entry: read.entry,
                origin,
                found: None,
            });
        }
        Err(_) => question.notice = Some(unusable(question, &found, &origin)),
    }
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
