//! `setup_change_words`: what was changed, for the history.

use super::{Asks, Setup, SetupField};
use crate::catalogue::{Catalogue, FieldId};

/// Names of fields in one part of the sentence; more are counted.
const MOST_NAMED: usize = 4;

/// One sentence without a full stop: `Added Cost Centre and T-Shirt Size; made Start Date optional`.
pub fn setup_change_words(before: &Setup, after: &Setup, catalogue: &Catalogue) -> String {
    if before == after {
        return "Saved without a change".to_owned();
    }
    let label = |id: &FieldId| {
        let field = catalogue.field(id);
        field.map_or_else(|| id.as_str().to_owned(), |field| field.label.clone())
    };
    let in_both: Vec<(&SetupField, &SetupField)> = after
        .fields()
        .filter_map(|now| Some((before.field(&now.id)?, now)))
        .collect();
    let of = |is_meant: &dyn Fn(&SetupField, &SetupField) -> bool| -> Vec<String> {
        let meant = in_both.iter().filter(|(was, now)| is_meant(was, now));
        meant.map(|(_, now)| label(&now.id)).collect()
    };
    let only_in = |one: &Setup, other: &Setup| -> Vec<String> {
        let fields = one
            .fields()
            .filter(|field| other.field(&field.id).is_none());
        fields.map(|field| label(&field.id)).collect()
    };
    let became = |asks: Asks| {
        of(&move |was: &SetupField, now: &SetupField| was.asks != asks && now.asks == asks)
    };
    let parts = [
        ("added", only_in(after, before), ""),
        ("removed", only_in(before, after), ""),
        ("made", became(Asks::Required), " required"),
        ("made", became(Asks::Optional), " optional"),
        ("hid", became(Asks::Hidden), ""),
        (
            "let only admins see",
            of(&|was, now| !was.admins_only && now.admins_only),
            "",
        ),
        (
            "let everybody see",
            of(&|was, now| was.admins_only && !now.admins_only),
            "",
        ),
        (
            "changed what fills in",
            of(&|was, now| was.source != now.source || was.fixed != now.fixed),
            "",
        ),
        (
            "changed the help for",
            of(&|was, now| was.hint != now.hint),
            "",
        ),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, labels, _)| !labels.is_empty());
    let mut parts: Vec<String> = parts
        .map(|(what, labels, how)| format!("{what} {}{how}", listed(&labels)))
        .collect();
    parts.extend(of_sections(before, after));
    if before.trax_schedules != after.trax_schedules {
        parts.push(match listed(&after.trax_schedules) {
            names if names.is_empty() => "no pay schedule runs through Trax any more".to_owned(),
            names => format!("said that {names} runs through Trax"),
        });
    }
    if before.may_add_options != after.may_add_options {
        parts.push(match after.may_add_options {
            true => "allowed options to be added in BambooHR".to_owned(),
            false => "no longer allowed options to be added in BambooHR".to_owned(),
        });
    }
    let words = parts.join("; ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        // A title alone, of a section without fields.
        None => "Changed the sections".to_owned(),
    }
}

/// Whether the sections, or the places of fields that stayed, changed.
fn of_sections(before: &Setup, after: &Setup) -> Option<String> {
    let titles = |setup: &Setup, other: &Setup| -> Vec<String> {
        let sections = setup.sections.iter().filter(|section| {
            let mut fields = section.fields.iter();
            fields.any(|field| other.field(&field.id).is_some())
        });
        sections.map(|section| section.title.clone()).collect()
    };
    let places = |setup: &Setup, other: &Setup| -> Vec<Vec<FieldId>> {
        let sections = setup.sections.iter().map(|section| {
            let stayed = section.fields.iter().map(|field| &field.id);
            stayed
                .filter(|id| other.field(id).is_some())
                .cloned()
                .collect()
        });
        sections
            .filter(|fields: &Vec<FieldId>| !fields.is_empty())
            .collect()
    };
    if places(before, after) != places(after, before) {
        Some("changed the order".to_owned())
    } else if titles(before, after) != titles(after, before) {
        Some("changed the sections".to_owned())
    } else {
        None
    }
}

/// `A`, `A and B`, `A, B and C`, `A, B, C, D and 3 more`.
fn listed(names: &[String]) -> String {
    let (named, more) = names.split_at(names.len().min(MOST_NAMED));
    let mut named = named.to_vec();
    if !more.is_empty() {
        named.push(format!("{} more", more.len()));
    }
    match named.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}
