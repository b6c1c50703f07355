//! A send that only a person can settle: who in BambooHR is it, or is it nobody?

use handoff::CandidateId;
use handoff::interface::{Decision, PossibleMatch, Resolution, SendProblem, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{Offer, People, Refusal, line, problem_banner};
use super::twin::Reason;
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::page_heading::PageHeading;
use crate::tasks::drawn;
use crate::words::Tone;

/// The people found after an answer was lost, and the decisions that can be taken.
#[component]
pub(super) fn NeedsPerson(candidate: CandidateId, following: Following) -> impl IntoView {
    let view = following.view;
    let name = following.name();
    let look_again = Callback::new(move |()| following.decide(Resolution::of(Decision::LookAgain)));
    let not_created =
        Callback::new(move |()| following.decide(Resolution::of(Decision::NotCreated)));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Please check {name} in BambooHR") />
        {drawn(move || view.with(|view| view.as_ref().map(why)))}
        <Refusal following=following />
        <People following=following offers=offers />
        <ByHand following=following />
        <Reason following=following />
        <div class="actions">
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=look_again>
                "Look again"
            </Button>
            <ConfirmDialog
                id="nobody-created"
                opener="Nobody was created"
                title=format!("Is {name} missing from BambooHR?")
                text=format!(
                    "If {name} is there after all and you send again, BambooHR will have the person twice.",
                )
                confirm="I have looked into BambooHR: nobody was created"
                busy=following.is_deciding
                on_confirm=not_created
            />
        </div>
    }
}

const HINT: &str =
    "You found the person in BambooHR? The id is the number at the end of the page’s address.";

/// Somebody who was found in BambooHR by hand is shown like those we found, to be compared.
#[component]
fn ByHand(following: Following) -> impl IntoView {
    let id = RwSignal::new(String::new());
    let show = Callback::new(move |()| {
        let about = id.with_untracked(|id| id.trim().to_owned());
        if !about.is_empty() {
            following.decide(Resolution::about(Decision::Consider, about));
        }
    });
    view! {
        <div class="card panel">
            {line("found-by-hand", "Employee id", HINT, id)}
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=show>
                "Show this employee"
            </Button>
        </div>
    }
}

fn offers(name: &str, _: &PossibleMatch) -> Vec<Offer> {
    vec![(format!("This is {name}"), Decision::Adopt)]
}

fn why(view: &SendView) -> AnyView {
    let problem = view.problem.clone().unwrap_or_else(|| SendProblem {
        code: String::new(),
        title: "We could not tell whether the person arrived".to_owned(),
        advice: "Look into BambooHR, then say what you found. We do not send again by ourselves."
            .to_owned(),
        upstream_message: None,
        field: None,
        retry_after_seconds: None,
    });
    problem_banner(Tone::Warning, problem)
}
