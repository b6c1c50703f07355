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
    let trouble = Memo::new(move |_| view.with(|view| view.as_ref().and_then(trouble)));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Sending {name} to BambooHR") />
        <div role="status">
            {move || {
                trouble
                    .get()
                    .map(|(title, advice)| {
                        view! {
                            <Banner tone=Tone::Busy title=title>
                                <p>{advice}</p>
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

/// What happened to the answer and what is done about it, while BambooHR is searched. A proxy that ended in
/// the middle of the call could not say.
fn trouble(view: &SendView) -> Option<(String, String)> {
    if view.state != SendState::Unknown {
        return None;
    }
    let known = view.problem.as_ref();
    let known = known.map(|problem| (problem.title.clone(), problem.advice.clone()));
    Some(known.unwrap_or_else(|| {
        let advice = format!(
            "We are looking whether {} arrived, and do not send again by ourselves.",
            view.name
        );
        ("The answer from BambooHR was lost.".to_owned(), advice)
    }))
}
