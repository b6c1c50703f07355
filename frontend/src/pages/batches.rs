//! Many sends at once, as they go on: how far, what they wait for, and what came of each.
//!
//! The page listens to the proxy, which works whether anybody looks or not. One candidate that fails is shown and
//! stops nobody.

mod counts;
mod results;

use handoff::interface::BatchView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::BackToHired;
use super::not_found::NotFound;
use crate::api::{self, ApiError};
use crate::arrival;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::unreachable::Unreachable;
use crate::live::Live;
use crate::shelf::TabShelf;
use crate::tasks::{memo, spawn};
use crate::words::{Tone, duration};
use counts::Counts;
use results::results;

/// `/batches/:id`.
#[component]
pub fn BatchesPage() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| params.get("id")).unwrap_or_default());
    move || view! { <BatchRoom id=id.get() /> }
}

/// A batch being followed.
#[derive(Clone, Copy)]
struct Batch {
    view: RwSignal<Option<BatchView>>,
    id: StoredValue<String>,
    is_busy: RwSignal<bool>,
    refusal: RwSignal<Option<ApiError>>,
    owner: StoredValue<Option<Owner>>,
}

impl Batch {
    fn pause(self, paused: bool) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.refusal.set(None);
        let task = async move {
            let answer = api::pause_batch(&self.id.get_value(), paused).await;
            self.is_busy.set(false);
            match answer {
                Ok(view) => self.view.set(Some(view)),
                Err(error) => self.refusal.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}

#[component]
fn BatchRoom(id: String) -> impl IntoView {
    let view = RwSignal::new(None);
    let live = Live::begin(api::batch_path(&id), "batch", move |text| {
        let newest: BatchView = serde_json::from_str(text).ok()?;
        let goes_on = Counts::of(&newest).can_change();
        for send in &newest.sends {
            if let Some(state) = send.state {
                arrival::note(&TabShelf, &send.candidate, state);
            }
        }
        view.set(Some(newest));
        Some(goes_on)
    });
    let batch = Batch {
        view,
        id: StoredValue::new(id),
        is_busy: RwSignal::new(false),
        refusal: RwSignal::new(None),
        owner: StoredValue::new(Owner::current()),
    };
    let again = Callback::new(move |()| live.again());
    // A new phase has a new heading; changes within a phase do not move focus.
    let heading =
        memo(move || view.with(|view| view.as_ref().map(|view| Counts::of(view).heading())));
    view! {
        <div class="stack">
            <BackToHired />
            <Unreachable
                is_out_of_reach=live.is_out_of_reach
                words="We cannot reach the server, so we do not know how the batch stands now. This page keeps asking."
            />
            {move || match (live.failure.get(), heading.get()) {
                (Some(error), _) if error.is_not_found() => view! { <NotFound /> }.into_any(),
                (Some(error), _) => view! {
                    <PageHeading text="This batch could not be loaded" />
                    <ErrorNotice error=error again=again />
                }
                .into_any(),
                (None, Some(heading)) => view! {
                    <PageHeading text=heading />
                    <Progress batch=batch />
                    {results(view)}
                }
                .into_any(),
                (None, None) => view! {
                    <SkeletonHeading />
                    <SkeletonCard lines=8 />
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn Progress(batch: Batch) -> impl IntoView {
    let counts = memo(move || {
        batch
            .view
            .with(|view| view.as_ref().map(Counts::of))
            .unwrap_or_default()
    });
    let paused = memo(move || {
        batch
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.paused))
    });
    let waits = memo(move || batch.view.with(|view| view.as_ref()?.waits.clone()));
    let left = memo(move || {
        let seconds = batch.view.with(|view| view.as_ref()?.estimated_seconds)?;
        Some(format!("About {} left.", duration(seconds)))
    });
    let is_running = memo(move || counts.get().running > 0);
    let press = Callback::new(move |()| batch.pause(!paused.get_untracked()));
    let news = move || match (is_running.get(), paused.get(), waits.get()) {
        (false, ..) => ().into_any(),
        (true, true, _) => news(
            "Paused.",
            "What has left for BambooHR is finished; nothing else leaves until you go on."
                .to_owned(),
        ),
        (true, false, Some(waits)) => news("Waiting.", waits),
        (true, false, None) => ().into_any(),
    };
    view! {
        <div role="status">{news}</div>
        <section class="card panel" aria-label="Progress">
            <progress
                class="progress"
                aria-label="Candidates finished"
                max=move || counts.get().all.to_string()
                value=move || counts.get().finished().to_string()
            ></progress>
            <p>{move || counts.get().in_words()}</p>
            {move || {
                (is_running.get() && !paused.get())
                    .then(|| left.get())
                    .flatten()
                    .map(|left| view! { <p class="muted">{left}</p> })
            }}
            {move || {
                is_running
                    .get()
                    .then(|| {
                        view! {
                            <Button weight=Weight::Secondary busy=batch.is_busy on_press=press>
                                {move || if paused.get() { "Go on" } else { "Pause" }}
                            </Button>
                        }
                    })
            }}
            {move || batch.refusal.get().map(|error| view! { <ErrorNotice error=error /> })}
        </section>
        <p class="muted">"You can leave this page: nothing depends on it. Each candidate’s profile shows what came of the send."</p>
    }
}

fn news(title: &'static str, words: String) -> AnyView {
    view! {
        <Banner tone=Tone::Busy title=title>
            <p>{words}</p>
        </Banner>
    }
    .into_any()
}
