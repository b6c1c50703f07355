//! A send that runs: its steps, what it waits for, and what it means when the answer was lost.

use handoff::CandidateId;
use handoff::interface::{Decision, SendState, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{Refusal, deciding};
use crate::components::banner::Banner;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::countdown::Countdown;
use crate::components::page_heading::PageHeading;
use crate::components::steps::Steps;
use crate::tasks::{drawn, memo};
use crate::words::{Tone, heading_running};

/// The steps of a running send.
#[component]
pub(super) fn Progress(candidate: CandidateId, following: Following) -> impl IntoView {
    let view = following.view;
    let name = following.name();
    let kind = view
        .with_untracked(|view| view.as_ref().map(|view| view.kind))
        .unwrap_or_default();
    let steps = memo(move || {
        view.with(|view| view.as_ref().map(|view| view.steps.clone()))
            .unwrap_or_default()
    });
    let trouble = memo(move || view.with(|view| view.as_ref().and_then(trouble)));
    // No memo: the same number of seconds, said again, is a new wait.
    let waits = Signal::derive(move || view.with(|view| view.as_ref()?.waits_seconds));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=heading_running(kind, &name) />
        <div role="status">
            {drawn(move || {
                trouble
                    .get()
                    .map(|(title, advice)| {
                        view! {
                            <Banner tone=Tone::Busy title=title>
                                <p>{advice}</p>
                            </Banner>
                        }
                    })
            })}
        </div>
        <Countdown seconds=waits />
        <Refusal following=following />
        <div class="card">
            <Steps steps=steps />
        </div>
        <p class="muted">"You can leave this page: nothing depends on it. The profile shows what came of the send."</p>
        <Stop following=following name=name />
    }
}

/// A way out while nothing has left for BambooHR.
#[component]
fn Stop(following: Following, name: String) -> impl IntoView {
    let can_stop = memo(move || {
        following
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.can_stop))
    });
    let stop = Callback::new(move |()| following.decide(Decision::Stop, None));
    drawn(move || {
        can_stop.get().then(|| {
            view! {
                <div class="actions">
                    <ConfirmDialog
                        id="stop-send"
                        opener="Stop"
                        title=format!("Stop the send of {name}?")
                        text="Nothing has left for BambooHR yet, so nothing will be changed there. You can send again later.".to_owned()
                        confirm="Stop the send"
                        busy=following.is_deciding
                        on_confirm=stop
                    />
                    {deciding(following)}
                </div>
            }
        })
    })
}

/// What it waits for, or what happened to the answer and what is done about it. A proxy that ended in the
/// middle of the call could not say.
fn trouble(view: &SendView) -> Option<(String, String)> {
    let known = view.problem.as_ref();
    let known = known.map(|problem| (problem.title.clone(), problem.advice.clone()));
    if known.is_some() || view.state != SendState::Unknown {
        return known;
    }
    let advice = format!(
        "We are looking whether {} arrived, and do not send again by ourselves.",
        view.name
    );
    Some(("The answer from BambooHR was lost.".to_owned(), advice))
}
