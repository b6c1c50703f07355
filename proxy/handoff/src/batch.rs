//! Sending without opening the form: a person's few entries over the prefilled values, and what is still missing.

use crate::catalogue::FieldId;
use crate::form::{Form, FormField, Requirement, Submission};
use crate::validate::{check, validate};

/// The prefilled values with `entries` in place of their own. A blank entry empties its field.
pub fn overlay(form: &Form, entries: &Submission) -> Submission {
    let mut submission = form.prefilled();
    let entries = entries.entries.clone();
    submission.entries.extend(entries);
    submission
}

/// The fields that a person must look at before this candidate can be sent, in the order of the form: those without
/// a valid value, and those whose notice nobody has answered with an entry, be it a blank one.
///
/// They stand by themselves: what is needed because of a field that is not among them is needed for certain.
pub fn batch_missing(form: &Form, entries: &Submission) -> Vec<FormField> {
    let submission = overlay(form, entries);
    let problems = validate(form, &submission);
    let missing = form.fields().filter(|field| {
        let is_unread = field.notice.is_some() && !entries.entries.contains_key(&field.id);
        is_unread || problems.iter().any(|problem| problem.field == field.id)
    });
    let missing: Vec<&FormField> = missing.collect();
    let is_among = |id: &FieldId| missing.iter().any(|field| field.id == *id);
    let alone = missing.iter().map(|field| {
        let mut field = (*field).clone();
        let is_needed = field.is_needed(&submission);
        for condition in &mut field.conditions {
            condition.any_of.retain(|trigger| is_among(&trigger.field));
            condition.unless.retain(is_among);
        }
        field
            .conditions
            .retain(|condition| !condition.any_of.is_empty());
        let follows = field.needed_because(&submission).is_some();
        if is_needed && !follows && field.requirement == Requirement::Optional {
            field.requirement = Requirement::RequiredBySetup;
        }
        field
    });
    alone.collect()
}

/// Why this candidate cannot be sent by this viewer, whatever is entered into the fields that are asked: something that
/// goes along unseen is missing or wrong. `None` when nothing is in the way.
pub fn batch_obstacle(form: &Form, entries: &Submission) -> Option<String> {
    let problems = check(form, &overlay(form, entries)).err()?;
    let is_unasked = |id: &FieldId| form.unasked.iter().any(|unasked| unasked.field.id == *id);
    let mut problems = problems.into_iter();
    let problem = problems.find(|problem| is_unasked(&problem.field))?;
    Some(problem.message)
}
