//! Sending without opening the form: a person's few entries over the prefilled values, and what is still missing.

use crate::form::{Form, FormField, Submission};
use crate::validate::validate;

/// The prefilled values with `entries` in place of their own. A blank entry empties its field.
pub fn overlay(form: &Form, entries: &Submission) -> Submission {
    let mut submission = form.prefilled();
    let entries = entries.entries.clone();
    submission.entries.extend(entries);
    submission
}

/// The fields that a person must look at before this candidate can be sent, in the order of the form: those without
/// a valid value, and those whose notice nobody has answered with an entry, be it a blank one.
pub fn batch_missing(form: &Form, entries: &Submission) -> Vec<FormField> {
    let problems = validate(form, &overlay(form, entries));
    let missing = form.fields().filter(|field| {
        let is_unread = field.notice.is_some() && !entries.entries.contains_key(&field.id);
        is_unread || problems.iter().any(|problem| problem.field == field.id)
    });
    missing.cloned().collect()
}
