//! A send that only a person can settle: who in BambooHR is it, or is it nobody?

use handoff::CandidateId;
use handoff::interface::{Decision, PossibleMatch, Resolution, SendProblem, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{Offer, People, Refusal, problem_banner};
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
