//! A send that has ended: the employee exists, or nobody was created.

use handoff::CandidateId;
use handoff::interface::{SendKind, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::parts::{employee_line, problem_banner};
use crate::candidate_list::CandidateList;
use crate::components::button::{Weight, button_class};
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::components::receipt_table::ReceiptTable;
use crate::components::steps::Steps;
use crate::paths;
use crate::words::{Tone, heading_done, heading_not_sent};

/// The problem of a send that a person stopped.
const STOPPED: &str = "stopped";

/// The employee is in BambooHR.
#[component]
pub(super) fn Arrived(candidate: CandidateId, view: SendView) -> impl IntoView {
    let SendView {
        name,
        kind,
        employee,
        receipt,
        problem,
        ..
    } = view;
    let stage = CandidateList::here().stage;
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <div class="arrived">
            <span class="arrived__mark" aria-hidden="true">
                <Drawing icon=Icon::Tick />
            </span>
            <div>
                <PageHeading text=heading_done(kind, &name) />
                {employee.map(employee_line)}
            </div>
        </div>
        {problem.map(|problem| problem_banner(Tone::Warning, problem))}
        <section class="card" aria-labelledby="receipt-title">
            <h2 class="card__title" id="receipt-title">
                "Receipt"
            </h2>
            {match receipt {
                Some(receipt) => view! { <ReceiptTable receipt=receipt /> }.into_any(),
                // Somebody went on without the last step.
                None => view! { <p>"The values were not read back, so we do not know which of them were stored. Compare them in BambooHR."</p> }
                    .into_any(),
            }}
        </section>
        <div class="actions">
            <a class=button_class(Weight::Primary) href=move || paths::candidates(stage.get())>
                "Back to candidates"
            </a>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                {format!("Back to {name}")}
            </a>
        </div>
    }
}

/// Nobody was created; it can be corrected and sent again.
#[component]
pub(super) fn NotSent(candidate: CandidateId, view: SendView) -> impl IntoView {
    let SendView {
        name,
        kind,
        problem,
        steps,
        ..
    } = view;
    // What somebody meant is no failure.
    let tone = match problem.as_ref().map(|problem| problem.code.as_str()) {
        Some(STOPPED) => Tone::Plain,
        _ => Tone::Bad,
    };
    let again = match kind {
        SendKind::Update => (paths::changes(&candidate), "Compare again"),
        SendKind::Create | SendKind::Rehire => {
            (paths::send_form(&candidate), "Correct and send again")
        }
    };
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <PageHeading text=heading_not_sent(kind, &name) />
        {problem.map(|problem| problem_banner(tone, problem))}
        <div class="card">
            <Steps steps=Signal::stored(steps) />
        </div>
        <div class="actions">
            <a class=button_class(Weight::Primary) href=again.0>
                {again.1}
            </a>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                {format!("Back to {name}")}
            </a>
        </div>
    }
}

/// A person found out that nobody was created, or that the person was there already.
#[component]
pub(super) fn Released(candidate: CandidateId, view: SendView) -> impl IntoView {
    let name = view.name;
    let (heading, words, on) = match &view.employee {
        Some(_) => (
            format!("{name} was in BambooHR already"),
            "Somebody recognised the employee before anything was sent. Nothing was created or changed, and this \
             attempt is closed.",
            (paths::changes(&candidate), "Compare with BambooHR"),
        ),
        None => (
            format!("{name} can be sent again"),
            "Somebody looked into BambooHR and found that nobody was created. This attempt is closed.",
            (paths::send_form(&candidate), "Go to the form"),
        ),
    };
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <PageHeading text=heading />
        {view.employee.map(employee_line)}
        {match view.problem {
            Some(problem) => problem_banner(Tone::Warning, problem),
            None => view! { <p>{words}</p> }.into_any(),
        }}
        <div class="actions">
            <a class=button_class(Weight::Primary) href=on.0>
                {on.1}
            </a>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                {format!("Back to {name}")}
            </a>
        </div>
    }
}
