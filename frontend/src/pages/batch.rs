//! Before many are sent: what is missing of each, who cannot be sent and why.
//!
//! Whoever is not complete stays behind; the number on the button says how many go. Nothing is sent to BambooHR
//! from here but by that button.

mod person;
mod sending;

use handoff::interface::BatchChecklist;
use leptos::prelude::*;

use super::BackToHired;
use crate::api;
use crate::batch;
use crate::components::button::{Button, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_notice::{ErrorNotice, failed_press};
use crate::components::icon::Icon;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::load::{Load, Loader};
use crate::shelf::TabShelf;
use crate::tasks::memo;
use crate::words::{batch_button, people};
use person::{Incomplete, names, obstacles};
use sending::Sending;

/// The words for an answer that leaves open what became of the request.
const NOT_KNOWN: &str = "We do not know whether the batch began. Press the button again: that is safe, because the same \
                         batch is never made twice.";

/// `/batch`.
#[component]
pub fn BatchPage() -> impl IntoView {
    let chosen = batch::chosen(&TabShelf);
    if chosen.is_empty() {
        return view! {
            <BackToHired />
            <PageHeading text="Send many candidates" />
            <EmptyState
                icon=Icon::People
                title=Signal::stored("Nobody is selected".to_owned())
                advice=Signal::stored("Choose the stage Hired in the list of candidates, select people there, and choose Prepare to send.".to_owned())
            />
        }
        .into_any();
    }
    let loader = Loader::new(move || api::check_batch(chosen.clone()));
    let again = Callback::new(move |()| loader.again());
    let room = move || match loader.state.get() {
        Load::Loading => view! {
            <SkeletonHeading />
            <SkeletonCard lines=8 />
        }
        .into_any(),
        Load::Failed(error) => view! {
            <PageHeading text="The candidates could not be checked" />
            <ErrorNotice error=error again=again />
        }
        .into_any(),
        Load::Ready(checklist) => view! { <Checklist checklist=checklist /> }.into_any(),
    };
    view! {
        <div class="narrow">
            <BackToHired />
            {room}
        </div>
    }
    .into_any()
}

#[component]
fn Checklist(checklist: BatchChecklist) -> impl IntoView {
    let sending = Sending::new(&checklist.candidates);
    let all = checklist.candidates.len();
    let (cannot, can): (Vec<_>, Vec<_>) = checklist
        .candidates
        .into_iter()
        .partition(|candidate| candidate.obstacle.is_some());
    let (complete, missing): (Vec<_>, Vec<_>) = can
        .into_iter()
        .partition(|candidate| candidate.missing.is_empty());
    let missing = missing.into_iter().filter_map(|candidate| {
        let model = sending.model(&candidate.id)?;
        Some(view! { <Incomplete candidate=candidate model=model /> })
    });
    view! {
        <PageHeading text=format!("Prepare {} for BambooHR", people(all)) />
        <p>"Nothing is sent yet. Fill in what is missing; whoever is not complete stays behind and can be sent later. Documents and the photo of each candidate go along."</p>
        {move || sending.failure.get().map(|error| failed_press(error, NOT_KNOWN))}
        {missing.collect_view()}
        {obstacles(cannot)}
        {names(complete)}
        <Press sending=sending />
    }
}

#[component]
fn Press(sending: Sending) -> impl IntoView {
    let ready = memo(move || sending.count_ready());
    let cannot = Signal::derive(move || sending.is_busy.get() || ready.get() == 0);
    let press = Callback::new(move |()| sending.press());
    let behind = move || match sending.count_all() - ready.get() {
        0 => String::new(),
        1 => "1 person is not complete yet and stays behind.".to_owned(),
        behind => format!("{behind} people are not complete yet and stay behind."),
    };
    view! {
        <p class="muted" role="status">
            {behind}
        </p>
        <div class="actions">
            <Button weight=Weight::Primary busy=cannot on_press=press>
                {move || if sending.is_busy.get() { "Sending…".to_owned() } else { batch_button(ready.get()) }}
            </Button>
        </div>
    }
}
