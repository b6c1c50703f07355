//! A send that only a person can settle: who in BambooHR is it, or is it nobody?

use handoff::CandidateId;
use handoff::interface::{Decision, PossibleMatch};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{ByHand, Offer, People, Reason, Refusal, Why};
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::page_heading::PageHeading;

/// The people found after an answer was lost, and the decisions that can be taken.
#[component]
pub(super) fn NeedsPerson(candidate: CandidateId, following: Following) -> impl IntoView {
    let name = following.name();
    let look_again = Callback::new(move |()| following.decide(Decision::LookAgain, None));
    let not_created = Callback::new(move |()| following.decide(Decision::NotCreated, None));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Please check {name} in BambooHR") />
        <Why following=following />
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

fn offers(name: &str, _: &PossibleMatch) -> Vec<Offer> {
    vec![(format!("This is {name}"), Decision::Adopt)]
}
