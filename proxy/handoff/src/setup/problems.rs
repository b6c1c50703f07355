//! `setup_problems`: what is wrong with a setup for this company, before it is saved.
//!
//! A field that the company lacks is no problem: the key may see it tomorrow, and until then the form names it. The two
//! names are one, because nobody is added without them. Not for the browser.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Asks, Setup, SetupField};
use crate::catalogue::{Catalogue, Field, FieldId, FieldKind, is_only_in_rows, is_writable};
use crate::form::{Entry, FormField};
use crate::validate::read_entry;

/// What is wrong with a setup, in words for the admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupProblem {
    /// The field; `None` when it is about a section.
    pub field: Option<FieldId>,
    /// One or two sentences.
    pub message: String,
}

/// All problems, in the order of the setup; empty when it may be saved.
pub fn setup_problems(setup: &Setup, catalogue: &Catalogue) -> Vec<SetupProblem> {
    let mut problems = Vec::new();
    for section in &setup.sections {
        if section.title.trim().is_empty() {
            problems.push(SetupProblem {
                field: None,
                message: "Give every section a title.".to_owned(),
            });
        }
    }
    let mut seen = BTreeSet::new();
    for asked in setup.fields() {
        let known = catalogue.field(&asked.id);
        let mut say = |message: String| {
            problems.push(SetupProblem {
                field: Some(asked.id.clone()),
                message,
            });
        };
        let label = known.map_or(asked.id.as_str(), |field| &field.label);
        if !seen.insert(&asked.id) {
            say(format!(
                "{label} stands in the form twice. Remove one of them."
            ));
        }
        if !is_writable(&asked.id) {
            say(format!(
                "BambooHR fills in {label} by itself. Remove it from the form."
            ));
        }
        if asked.asks == Asks::Hidden && asked.source.is_none() && asked.fixed.is_none() {
            say(format!(
                "{label} is hidden, and nothing fills it in. Choose where its value comes from, or ask for it."
            ));
        }
        if is_only_in_rows(&asked.id) && setup.field(&FieldId::new("hireDate")).is_none() {
            say(format!(
                "BambooHR keeps {label} by date. Add the hire date to the form, or remove {label}."
            ));
        }
        if let Some(field) = known {
            of_values(asked, field).into_iter().for_each(say);
        }
    }
    problems.extend(missing_names(setup));
    problems.extend(
        lost_schedules(setup, catalogue)
            .into_iter()
            .map(|name| SetupProblem {
                field: Some(FieldId::new("paySchedule")),
                message: format!(
                    "“{name}” is no pay schedule in BambooHR. Remove it from those of Trax Payroll."
                ),
            }),
    );
    problems
}

/// What is wrong with where the value comes from.
fn of_values(asked: &SetupField, field: &Field) -> Vec<String> {
    let label = &field.label;
    let mut problems = Vec::new();
    if let Some(source) = &asked.source
        && !source.kinds().contains(&field.kind)
    {
        let words = source.words();
        problems.push(format!(
            "The {words} cannot fill in {label}. Choose something else."
        ));
    }
    if let Some(fixed) = &asked.fixed
        && let Some(why) = refused(field, &fixed.entry)
    {
        problems.push(format!(
            "The value that the setup fills in for {label} does not fit. {why}"
        ));
    }
    problems
}

/// Why BambooHR would not take this value; `None` when it would.
pub(super) fn refused(field: &Field, entry: &Entry) -> Option<String> {
    if entry.is_blank() {
        return Some("It is empty.".to_owned());
    }
    let question = FormField {
        choices: field.choices.clone(),
        ..FormField::new(field.id.clone(), field.label.clone(), field.kind)
    };
    read_entry(&question, entry, None).err()
}

fn missing_names(setup: &Setup) -> impl Iterator<Item = SetupProblem> {
    let names = [("firstName", "first"), ("lastName", "last")];
    let missing = names.map(|(alias, which)| {
        let id = FieldId::new(alias);
        setup.field(&id).is_none().then(|| SetupProblem {
            field: Some(id),
            message: format!("BambooHR adds nobody without the {which} name. Add it to the form."),
        })
    });
    missing.into_iter().flatten()
}

/// Schedules of Trax that are no options. Where no options can be seen nothing is known.
pub(super) fn lost_schedules(setup: &Setup, catalogue: &Catalogue) -> Vec<String> {
    let field = catalogue.field(&FieldId::new("paySchedule"));
    let Some(field) = field.filter(|field| field.kind == FieldKind::Choice) else {
        return Vec::new();
    };
    let is_lost = |name: &&String| !field.choices.iter().any(|choice| choice.is_named(name));
    setup
        .trax_schedules
        .iter()
        .filter(is_lost)
        .cloned()
        .collect()
}
