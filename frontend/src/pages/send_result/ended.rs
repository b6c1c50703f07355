//! A send that has ended: the employee exists, or nobody was created.

use handoff::CandidateId;
use handoff::interface::{Decision, Resolution, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use crate::candidate_list::CandidateList;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight, button_class};
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::components::receipt_table::ReceiptTable;
use crate::components::steps::Steps;
use crate::paths;
use crate::words::Tone;

/// The employee is in BambooHR.
#[component]
pub(super) fn Arrived(
    candidate: CandidateId,
    view: SendView,
    following: Following,
) -> impl IntoView {
    let SendView {
        name,
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
                <PageHeading text=format!("{name} is now in BambooHR") />
                {employee
                    .map(|employee| {
                        let page = paths::employee(&employee);
                        view! {
                            <p class="arrived__employee">
                                <span>"Employee id " <strong>{employee.id}</strong></span>
                                {page
                                    .map(|page| {
                                        view! {
                                            <a href=page target="_blank" rel="noopener noreferrer">
                                                "View in BambooHR"
                                                <Drawing icon=Icon::NewTab />
                                            </a>
                                        }
                                    })}
                            </p>
                        }
                    })}
            </div>
        </div>
        {problem
            .map(|problem| {
                view! {
                    <Banner tone=Tone::Warning title=problem.title>
                        <p>{problem.advice}</p>
                    </Banner>
                }
            })}
        <section class="card" aria-labelledby="receipt-title">
            <h2 class="card__title" id="receipt-title">
                "Receipt"
            </h2>
            {match receipt {
                Some(receipt) => view! { <ReceiptTable receipt=receipt /> }.into_any(),
                None => view! { <NoReceipt following=following /> }.into_any(),
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

/// The employee exists, but what was stored is not known.
#[component]
fn NoReceipt(following: Following) -> impl IntoView {
    let read_back = Callback::new(move |()| following.decide(Resolution::of(Decision::LookAgain)));
    view! {
        <div class="panel">
            <p>
                "We do not know which values were stored. Compare them in BambooHR, or let us read the employee back again."
            </p>
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=read_back>
                "Read back again"
            </Button>
            {move || following.refusal.get().map(|error| view! { <ErrorNotice error=error /> })}
        </div>
    }
}

/// Nobody was created; it can be corrected and sent again.
#[component]
pub(super) fn NotSent(candidate: CandidateId, view: SendView) -> impl IntoView {
    let SendView {
        name,
        problem,
        steps,
        ..
    } = view;
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <PageHeading text=format!("{name} was not sent") />
        {problem
            .map(|problem| {
                view! {
                    <Banner tone=Tone::Bad title=problem.title>
                        <p>{problem.advice}</p>
                        {problem
                            .upstream_message
                            .map(|message| view! { <p>"BambooHR said: " <q>{message}</q></p> })}
                        {problem
                            .retry_after_seconds
                            .map(|seconds| {
                                view! { <p>{format!("Wait at least {} before you try again.", duration(seconds))}</p> }
                            })}
                    </Banner>
                }
            })}
        <div class="card">
            <Steps steps=Signal::derive(move || steps.clone()) />
        </div>
        <div class="actions">
            <a class=button_class(Weight::Primary) href=paths::send_form(&candidate)>
                "Correct and send again"
            </a>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                {format!("Back to {name}")}
            </a>
        </div>
    }
}

/// A person found out that nobody was created.
#[component]
pub(super) fn Released(candidate: CandidateId, view: SendView) -> impl IntoView {
    let name = view.name;
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <PageHeading text=format!("{name} can be sent again") />
        <p>"Somebody looked into BambooHR and found that nobody was created. This attempt is closed."</p>
        <div class="actions">
            <a class=button_class(Weight::Primary) href=paths::send_form(&candidate)>
                "Go to the form"
            </a>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                {format!("Back to {name}")}
            </a>
        </div>
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "one second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn waiting_times_are_never_shorter_in_words() {
        let cases = [
            (1, "one second"),
            (60, "60 seconds"),
            (91, "2 minutes"),
            (300, "5 minutes"),
            (301, "6 minutes"),
        ];
        for (seconds, words) in cases {
            assert_eq!(duration(seconds), words);
        }
    }
}
