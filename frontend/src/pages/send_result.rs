//! One send: its progress while it runs, then what came of it.
//!
//! The page asks again and again; it never sends anything to BambooHR by itself. A proxy that does not
//! answer is waited for, because the send goes on without this page.

mod decision;
mod ended;
mod follow;
mod progress;

use handoff::CandidateId;
use handoff::interface::{SendState, SendView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::candidate_in_path;
use super::not_found::NotFound;
use crate::components::banner::Banner;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::draft;
use crate::shelf::TabShelf;
use crate::words::Tone;
use decision::Decision;
use ended::{Arrived, NotSent, Released};
use follow::Following;
use progress::Progress;

/// What the page shows. A new phase has a new heading; changes within a phase do not move focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Loading,
    Running,
    Done,
    NotSent,
    NeedsPerson,
    Released,
}

impl Phase {
    fn of(state: SendState) -> Self {
        match state {
            SendState::Intent | SendState::InFlight | SendState::Unknown | SendState::Created => {
                Self::Running
            }
            SendState::Done => Self::Done,
            SendState::Refused | SendState::NotSent => Self::NotSent,
            SendState::NeedsPerson => Self::NeedsPerson,
            SendState::Released => Self::Released,
        }
    }
}

/// `/candidates/:id/sends/:send`.
#[component]
pub fn SendResultPage() -> impl IntoView {
    let candidate = candidate_in_path();
    let params = use_params_map();
    let send = Memo::new(move |_| params.with(|params| params.get("send")));
    move || match (candidate.get(), send.get()) {
        (Some(candidate), Some(send)) => {
            view! { <SendRoom candidate=candidate id=send /> }.into_any()
        }
        _ => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn SendRoom(candidate: CandidateId, id: String) -> impl IntoView {
    let following = Following::begin(id);
    let again = Callback::new(move |()| following.again());
    forget_draft_on_arrival(candidate.clone(), following.view);
    let phase = Memo::new(move |_| {
        following.view.with(|view| {
            view.as_ref()
                .map_or(Phase::Loading, |view| Phase::of(view.state))
        })
    });
    view! {
        <div class="narrow">
            <Unreachable is_out_of_reach=following.is_out_of_reach.into() />
            {move || match following.failure.get() {
                Some(error) if error.is_not_found() => view! { <NotFound /> }.into_any(),
                Some(error) => view! {
                    <PageHeading text="This send could not be loaded" />
                    <ErrorNotice error=error again=again />
                }
                .into_any(),
                None => {
                    let candidate = candidate.clone();
                    (move || show(phase.get(), candidate.clone(), following)).into_any()
                }
            }}
        </div>
    }
}

fn show(phase: Phase, candidate: CandidateId, following: Following) -> AnyView {
    let Some(view) = following.view.get_untracked() else {
        return view! {
            <SkeletonHeading />
            <SkeletonCard lines=3 />
        }
        .into_any();
    };
    match phase {
        Phase::Loading | Phase::Running => view! { <Progress candidate following /> }.into_any(),
        Phase::Done => view! { <Arrived candidate view /> }.into_any(),
        Phase::NotSent => view! { <NotSent candidate view /> }.into_any(),
        Phase::NeedsPerson => view! { <Decision candidate following /> }.into_any(),
        Phase::Released => view! { <Released candidate view /> }.into_any(),
    }
}

/// Stays in the page, because a live region must be there before it speaks.
#[component]
fn Unreachable(is_out_of_reach: Signal<bool>) -> impl IntoView {
    view! {
        <div role="status">
            {move || {
                is_out_of_reach
                    .get()
                    .then(|| {
                        view! {
                            <Banner tone=Tone::Warning>
                                <p>"We cannot reach the server. The send goes on; this page keeps trying."</p>
                            </Banner>
                        }
                    })
            }}
        </div>
    }
}

/// The entries have done their work as soon as the employee exists.
fn forget_draft_on_arrival(candidate: CandidateId, view: RwSignal<Option<SendView>>) {
    Effect::new(move |_| {
        let has_arrived = view.with(|view| {
            view.as_ref()
                .is_some_and(|view| matches!(view.state, SendState::Created | SendState::Done))
        });
        if has_arrived {
            draft::forget(&TabShelf, &candidate);
        }
    });
}
