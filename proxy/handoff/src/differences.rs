//! `differences`: what the applicant tracking system says now, what the last send said, and what BambooHR says.
//!
//! A field that the applicant tracking system does not fill is shown only when BambooHR has something else than was
//! sent: this software never empties a field.

use std::collections::BTreeMap;

use crate::interface::{ChangeKind, FieldChange};
use crate::plan::PlannedField;
use crate::stored::{emptied, means_the_same};

/// Every field where the three do not say the same, in the order of `now` and then of `last`, and how many say the
/// same.
///
/// `now` are the values that would be sent today, `last` those of the last send, `stored` is what BambooHR gives
/// back: a field that is absent there is one the key may not read. A field in which BambooHR has today's value counts
/// as the same, whatever was sent.
pub fn differences<'now, 'last>(
    now: impl IntoIterator<Item = &'now PlannedField>,
    last: impl IntoIterator<Item = &'last PlannedField>,
    stored: &BTreeMap<String, String>,
) -> (Vec<FieldChange>, u64) {
    let last: Vec<&PlannedField> = last.into_iter().collect();
    let mut changes = Vec::new();
    let mut fields = Vec::new();
    let mut same = 0;
    for now in now {
        let sent = last.iter().copied().find(|sent| sent.id == now.id);
        let stored = stored.get(now.id.as_str()).map(String::as_str);
        match change(now, sent, stored) {
            Some(what) => changes.push(field_change(now, sent, stored, what)),
            None => same += 1,
        }
        fields.push(&now.id);
    }
    // What was entered by hand, and is not what BambooHR has any more.
    for sent in last.into_iter().filter(|sent| !fields.contains(&&sent.id)) {
        let stored = stored.get(sent.id.as_str()).map(String::as_str);
        if stored.is_some_and(|stored| !means_the_same(sent, stored)) {
            let what = ChangeKind::BambooHrChanged;
            let change = field_change(sent, Some(sent), stored, what);
            changes.push(FieldChange {
                candidate: None,
                ..change
            });
        }
    }
    (changes, same)
}

fn change(
    now: &PlannedField,
    sent: Option<&PlannedField>,
    stored: Option<&str>,
) -> Option<ChangeKind> {
    let Some(stored) = stored else {
        return Some(ChangeKind::NotVisible);
    };
    if means_the_same(now, stored) {
        return None;
    }
    let is_empty = emptied(now.kind, stored).is_empty();
    let Some(sent) = sent else {
        return Some(if is_empty {
            ChangeKind::CandidateChanged
        } else {
            ChangeKind::BothChanged
        });
    };
    if is_empty {
        return Some(ChangeKind::NeverStored);
    }
    match (is_same_value(now, sent), means_the_same(sent, stored)) {
        (true, true) => None,
        (true, false) => Some(ChangeKind::BambooHrChanged),
        (false, true) => Some(ChangeKind::CandidateChanged),
        (false, false) => Some(ChangeKind::BothChanged),
    }
}

/// Either may know a spelling that the other has.
fn is_same_value(one: &PlannedField, other: &PlannedField) -> bool {
    means_the_same(one, &other.entry.display()) || means_the_same(other, &one.entry.display())
}

fn field_change(
    now: &PlannedField,
    sent: Option<&PlannedField>,
    stored: Option<&str>,
    what: ChangeKind,
) -> FieldChange {
    let read = stored.map(|stored| emptied(now.kind, stored));
    FieldChange {
        field: now.id.clone(),
        label: now.label.clone(),
        candidate: Some(now.entry.display()),
        sent: sent.map(|sent| sent.entry.display()),
        stored: read.filter(|text| !text.is_empty()),
        is_visible: stored.is_some(),
        what,
    }
}
