//! Drives the form as a person would.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod files;
mod options;
mod places;
mod sections;

use super::sample::{form, text};
use super::*;
use handoff::FieldProblem;

fn id(alias: &str) -> FieldId {
    FieldId::new(alias)
}

/// The same form with one field as `change` leaves it.
fn changed(alias: &str, change: impl FnOnce(&mut FormField)) -> Form {
    let mut form = form();
    let fields = form.sections.iter_mut();
    let mut fields = fields.flat_map(|section| &mut section.fields);
    change(fields.find(|field| field.id == id(alias)).unwrap());
    form
}

fn model() -> FormModel {
    FormModel::new(form(), None)
}

fn complete() -> FormModel {
    let mut model = model();
    model.enter(&id("hireDate"), text("2027-01-01"));
    model
}

fn problem(alias: &str, message: &str) -> FieldProblem {
    FieldProblem {
        field: id(alias),
        message: message.to_owned(),
    }
}

#[test]
fn prefilled_values_are_there_from_the_start() {
    assert_eq!(model().text(&id("firstName")), "Ann");
    assert_eq!(model().text(&id("city")), "");
}

#[test]
fn a_draft_wins_over_the_prefill_and_leaves_the_rest() {
    let mut draft = Draft::default();
    draft.entries.entries.insert(id("city"), text("Oslo"));
    let mut model = FormModel::new(form(), Some(draft));
    assert!(model.is_restored());
    assert_eq!(
        (
            model.text(&id("firstName")).as_str(),
            model.text(&id("city")).as_str()
        ),
        ("Ann", "Oslo")
    );

    model.start_over();
    assert!(!model.is_restored());
    assert_eq!(model.text(&id("city")), "");
}

#[test]
fn passing_through_an_empty_field_is_not_complained_about() {
    let mut model = model();
    model.leave(&id("hireDate"));
    assert_eq!(model.problem(&id("hireDate")), None);
    model.enter(&id("hireDate"), text(""));
    model.leave(&id("hireDate"));
    assert_eq!(model.problem(&id("hireDate")), None);
}

#[test]
fn a_currency_chosen_before_the_amount_is_kept() {
    let mut model = model();
    model.enter_currency(&id("payRate"), "EUR".to_owned());
    assert_eq!(model.currency(&id("payRate")), "EUR");
}

#[test]
fn emptying_a_required_field_is_complained_about_on_leaving_it() {
    let mut model = model();
    model.enter(&id("firstName"), text(""));
    assert_eq!(model.problem(&id("firstName")), None);
    model.leave(&id("firstName"));
    assert_eq!(
        model.problem(&id("firstName")).as_deref(),
        Some("Enter the first name.")
    );
}

#[test]
fn a_shown_problem_goes_away_while_typing() {
    let mut model = model();
    model.enter(&id("homeEmail"), text("ann"));
    model.leave(&id("homeEmail"));
    assert!(model.problem(&id("homeEmail")).is_some());
    model.enter(&id("homeEmail"), text("ann@example"));
    assert!(model.problem(&id("homeEmail")).is_some());
    model.enter(&id("homeEmail"), text("ann@example.com"));
    assert_eq!(model.problem(&id("homeEmail")), None);
}

#[test]
fn sending_an_incomplete_form_shows_and_sums_up_every_problem() {
    let mut model = model();
    model.enter(&id("firstName"), text(" "));
    model.enter(&id("city"), text("Oslo"));
    assert_eq!(model.submit(), None);
    let fields: Vec<_> = model
        .summary()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, [id("firstName"), id("country"), id("hireDate")]);
}

#[test]
fn a_problem_caused_by_another_field_goes_away_with_its_cause() {
    let mut model = complete();
    model.enter(&id("city"), text("Oslo"));
    assert_eq!(model.submit(), None);
    model.enter(&id("city"), text(""));
    assert_eq!(model.summary(), []);
    assert!(model.submit().is_some());
}

#[test]
fn problems_found_on_leaving_a_field_do_not_join_the_summary() {
    let mut model = model();
    assert_eq!(model.submit(), None);
    model.enter(&id("homeEmail"), text("ann"));
    model.leave(&id("homeEmail"));
    assert!(model.problem(&id("homeEmail")).is_some());
    let fields: Vec<_> = model
        .summary()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, [id("hireDate")]);
}

#[test]
fn a_problem_the_proxy_found_stays_until_its_field_changes() {
    let mut model = complete();
    model.refuse(vec![
        problem("firstName", "No."),
        problem("unknown", "Reload."),
    ]);
    model.enter(&id("city"), text("Oslo"));
    let fields: Vec<_> = model
        .summary()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, [id("firstName"), id("unknown")]);
    model.enter(&id("firstName"), text("Anna"));
    assert_eq!(model.problem(&id("firstName")), None);
}

#[test]
fn the_mark_of_an_earlier_send_does_not_hinder_the_next_one() {
    let mut model = complete();
    model.mark(problem("homeEmail", "Somebody has it."));
    model.mark(problem("unknown", "Somewhere."));
    assert!(model.problem(&id("homeEmail")).is_some());
    assert_eq!(model.problem(&id("unknown")), None);
    assert_eq!(model.summary(), []);
    assert!(model.submit().is_some());
}

#[test]
fn a_field_needed_with_another_is_marked_when_the_other_has_a_value() {
    let mut model = model();
    let form = form();
    let country = form.field(&id("country")).unwrap();
    assert!(!model.is_required(country));
    model.enter(&id("city"), text("Oslo"));
    assert!(model.is_required(country));
}

#[test]
fn amount_and_currency_are_entered_apart_and_sent_together() {
    let mut model = complete();
    model.enter_amount(&id("payRate"), "60000".to_owned());
    model.leave(&id("payRate"));
    assert_eq!(
        model.problem(&id("payRate")).as_deref(),
        Some("Choose the currency.")
    );
    model.enter_currency(&id("payRate"), "EUR".to_owned());
    assert_eq!(model.problem(&id("payRate")), None);
    let sent = model.submit().unwrap();
    let money = Entry::Money {
        amount: "60000".to_owned(),
        currency: "EUR".to_owned(),
    };
    assert_eq!(sent.given(&id("payRate")), Some(&money));
}
