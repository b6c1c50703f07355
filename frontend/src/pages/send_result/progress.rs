//! A send that runs: its steps, and what it means when the answer was lost.

use handoff::CandidateId;
use handoff::interface::{SendState, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use crate::components::banner::Banner;
use crate::components::page_heading::PageHeading;
use crate::components::steps::Steps;
use crate::words::Tone;

/// The steps of a running send.
#[component]
pub(super) fn Progress(candidate: CandidateId, following: Following) -> impl IntoView {
    let view = following.view;
    let name = view
        .with_untracked(|view| view.as_ref().map(|view| view.name.clone()))
        .unwrap_or_default();
    let steps = Memo::new(move |_| {
        view.with(|view| view.as_ref().map(|view| view.steps.clone()))
            .unwrap_or_default()
    });
    let is_lost = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(is_lost)));
    let lost = format!(
        "The answer from BambooHR was lost. We are looking whether {name} arrived; we do not send again by ourselves."
    );
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Sending {name} to BambooHR") />
        <div role="status">
            {move || {
                let lost = lost.clone();
                is_lost
                    .get()
                    .then(|| {
                        view! {
                            <Banner tone=Tone::Busy>
                                <p>{lost}</p>
                            </Banner>
                        }
                    })
            }}
        </div>
        <div class="card">
            <Steps steps=steps />
        </div>
        <p class="muted">"You can leave this page: nothing depends on it. The profile shows what came of the send."</p>
    }
}

fn is_lost(view: &SendView) -> bool {
    view.state == SendState::Unknown
}
