//! `validate` and `check`: what is wrong with a submission, field by field.
//!
//! The browser calls it while a person works, the proxy calls it before anything is sent; only the
//! proxy's verdict counts. A submission that passed is a [`CheckedSubmission`], which nothing else can
//! make, so a plan can only come from checked values.

mod reading;

pub(crate) use reading::{LONGEST_LINE, LONGEST_TEXT, Read, read_entry};

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::catalogue::{FieldId, FieldKind};
use crate::form::{Form, FormField, Requirement, Submission, Unasked};
use crate::plan::PlannedField;

/// What is wrong with one field, in words for the person who fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldProblem {
    /// BambooHR's alias.
    pub field: FieldId,
    /// One sentence that says what to do.
    pub message: String,
}

/// A submission that fits its form: every value in BambooHR's spelling, blanks left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSubmission {
    candidate: CandidateId,
    fields: Vec<PlannedField>,
}

impl CheckedSubmission {
    /// Whom it is about, and the values in the order of the form.
    pub(crate) fn into_parts(self) -> (CandidateId, Vec<PlannedField>) {
        (self.candidate, self.fields)
    }
}

/// All problems of a submission in the order of the form; empty when it may be sent.
pub fn validate(form: &Form, submission: &Submission) -> Vec<FieldProblem> {
    check(form, submission).err().unwrap_or_default()
}

/// The problem of one field, as seen on leaving it.
pub fn validate_field(form: &Form, submission: &Submission, id: &FieldId) -> Option<FieldProblem> {
    let field = form.field(id)?;
    read_field(form, field, &form.with_constants(submission)).err()
}

/// Turns a submission into checked values, or names every problem. What goes along unseen is added at the end.
pub fn check(form: &Form, submission: &Submission) -> Result<CheckedSubmission, Vec<FieldProblem>> {
    let submission = &form.with_constants(submission);
    let mut fields = Vec::new();
    let mut problems = Vec::new();
    let asked = form
        .fields()
        .map(|field| read_field(form, field, submission));
    let unasked = form.unasked.iter();
    let unasked = unasked.map(|unasked| read_unasked(form, unasked, submission));
    for read in asked.chain(unasked) {
        match read {
            Ok(Some(planned)) => fields.push(planned),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    for id in submission
        .entries
        .keys()
        .filter(|id| form.field(id).is_none())
    {
        if submission.given(id).is_some() {
            let message =
                "This field is no longer part of the form. Reload the page and check your entries.";
            problems.push(FieldProblem {
                field: id.clone(),
                message: message.to_owned(),
            });
        }
    }
    if problems.is_empty() {
        Ok(CheckedSubmission {
            candidate: form.candidate.clone(),
            fields,
        })
    } else {
        Err(problems)
    }
}

/// The values of a submission that could be sent as they are, in the order of the form; what is missing or wrong
/// is left out, and so is what the viewer of the form may not see. For comparing, and for sending single fields of
/// somebody who is in BambooHR already.
pub fn valid_values(form: &Form, submission: &Submission) -> Vec<PlannedField> {
    let submission = &form.with_constants(submission);
    let asked = form
        .fields()
        .map(|field| read_field(form, field, submission));
    let unasked = form.unasked.iter().filter(|unasked| !unasked.is_secret);
    let unasked = unasked.map(|unasked| read_unasked(form, unasked, submission));
    let read = asked.chain(unasked);
    read.filter_map(|read| read.ok().flatten()).collect()
}

fn read_field(
    form: &Form,
    field: &FormField,
    submission: &Submission,
) -> Result<Option<PlannedField>, FieldProblem> {
    let problem = |message: String| FieldProblem {
        field: field.id.clone(),
        message,
    };
    let country = match field.kind {
        FieldKind::State => form.country(submission),
        _ => None,
    };
    let read = |entry| read_entry(field, entry, country.as_deref()).map_err(problem);
    let entry = match (submission.given(&field.id), field.constant()) {
        (Some(entry), Some(constant)) if read(entry)?.entry != *constant => {
            let (label, constant) = (&field.label, constant.display());
            let message =
                format!("{label} is always “{constant}” in your company. Change it back.");
            return Err(problem(message));
        }
        (_, Some(constant)) => constant,
        (Some(entry), None) => entry,
        (None, None) => {
            return missing(field, submission).map_or(Ok(None), |message| Err(problem(message)));
        }
    };
    Ok(Some(planned(field, read(entry)?)))
}

/// A value that goes along unseen. What is wrong with it can only be mended by an admin, and is not said with the
/// value when the viewer may not see it.
fn read_unasked(
    form: &Form,
    unasked: &Unasked,
    submission: &Submission,
) -> Result<Option<PlannedField>, FieldProblem> {
    let Unasked { field, is_secret } = unasked;
    let country = form.country(submission);
    let read = match field.value() {
        Some(entry) => read_entry(field, entry, country.as_deref()).map(Some),
        None => missing(field, submission).map_or(Ok(None), Err),
    };
    match read {
        Ok(read) => Ok(read.map(|read| planned(field, read))),
        Err(message) => {
            let label = &field.label;
            let message = if *is_secret {
                "What is known of it cannot be used as it is."
            } else {
                &message
            };
            Err(FieldProblem {
                field: field.id.clone(),
                message: format!(
                    "{label} is not asked here. {message} Ask an admin to look at it."
                ),
            })
        }
    }
}

fn planned(field: &FormField, read: Read) -> PlannedField {
    PlannedField {
        id: field.id.clone(),
        label: field.label.clone(),
        kind: field.kind,
        entry: read.entry,
        also: read.also,
    }
}

fn missing(field: &FormField, submission: &Submission) -> Option<String> {
    let label = &field.label;
    if field.requirement != Requirement::Optional {
        let label = in_sentence(label);
        return Some(match field.kind {
            FieldKind::Choice => format!("Choose {label}."),
            _ => format!("Enter {label}."),
        });
    }
    let reason = field.needed_because(submission)?;
    Some(format!("{label} {reason}"))
}

/// `First Name` → `the first name`; words with capitals inside, such as `SSN`, stay as they are.
fn in_sentence(label: &str) -> String {
    let words = label.split_whitespace().map(|word| {
        let plain = word.chars().skip(1).all(char::is_lowercase);
        if plain {
            word.to_lowercase()
        } else {
            word.to_owned()
        }
    });
    format!("the {}", words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_well_inside_a_sentence() {
        assert_eq!(in_sentence("First Name"), "the first name");
        assert_eq!(in_sentence("SSN"), "the SSN");
        assert_eq!(in_sentence("FLSA Code"), "the FLSA code");
    }
}
