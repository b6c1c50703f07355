//! One send: its progress while it runs, then what came of it.
//!
//! The page listens to the proxy; it never sends anything to BambooHR by itself. A proxy that does not
//! answer is waited for: what it was doing is written down and taken up again when it is back.

mod decision;
mod ended;
mod follow;
mod incomplete;
mod parts;
mod progress;
mod twin;

use handoff::CandidateId;
use handoff::interface::{SendState, SendView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::candidate_in_path;
use super::not_found::NotFound;
use crate::arrival;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::unreachable::Unreachable;
use crate::host;
use crate::session::CurrentSession;
use crate::shelf::TabShelf;
use crate::tasks::{drawn, effect, memo};
use decision::NeedsPerson;
use ended::{Arrived, NotSent, Released};
use follow::Following;
use incomplete::Incomplete;
use parts::{batch_link, history};
use progress::Progress;
use twin::TwinFound;

/// The problem that stops everything until an admin has mended it.
const KEY_REJECTED: &str = "key-rejected";

/// What the page shows. A new phase has a new heading; changes within a phase do not move focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Loading,
    Running,
    Done,
    NotSent,
    NeedsPerson,
    TwinFound,
    Incomplete,
    Released,
    /// The send is about somebody else than the address says.
    Elsewhere,
}

impl Phase {
    fn of(view: &SendView, candidate: &CandidateId) -> Self {
        if view.candidate != *candidate {
            return Self::Elsewhere;
        }
        match view.state {
            SendState::Intent | SendState::InFlight | SendState::Unknown | SendState::Created => {
                Self::Running
            }
            SendState::Done => Self::Done,
            SendState::Refused | SendState::NotSent => Self::NotSent,
            SendState::NeedsPerson => Self::NeedsPerson,
            SendState::TwinFound => Self::TwinFound,
            SendState::Incomplete => Self::Incomplete,
            SendState::Released => Self::Released,
        }
    }
}

/// `/candidates/:id/sends/:send`.
#[component]
pub fn SendResultPage() -> impl IntoView {
    let candidate = candidate_in_path();
    let params = use_params_map();
    let send = memo(move || params.with(|params| params.get("send")));
    drawn(move || match (candidate.get(), send.get()) {
        (Some(candidate), Some(send)) => {
            view! { <SendRoom candidate=candidate id=send /> }.into_any()
        }
        _ => view! { <NotFound /> }.into_any(),
    })
}

#[component]
fn SendRoom(candidate: CandidateId, id: String) -> impl IntoView {
    let following = Following::begin(id);
    let again = Callback::new(move |()| following.live.again());
    forget_entries_on_arrival(following.view);
    tell_the_header(following.view);
    tell_the_page_around(following.view);
    let phase = memo({
        let candidate = candidate.clone();
        move || {
            following.view.with(|view| {
                view.as_ref()
                    .map_or(Phase::Loading, |view| Phase::of(view, &candidate))
            })
        }
    });
    view! {
        <div class="narrow">
            <Unreachable
                is_out_of_reach=following.live.is_out_of_reach
                words="We cannot reach the server, so we do not know how the send stands now. This page keeps asking."
            />
            {drawn(move || match following.live.failure.get() {
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
            })}
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
    let batch = view.batch.clone();
    let page = match phase {
        Phase::Loading | Phase::Running => view! { <Progress candidate following /> }.into_any(),
        Phase::Done => view! { <Arrived candidate view /> }.into_any(),
        Phase::NotSent => view! { <NotSent candidate view /> }.into_any(),
        Phase::NeedsPerson => view! { <NeedsPerson candidate following /> }.into_any(),
        Phase::TwinFound => view! { <TwinFound candidate following /> }.into_any(),
        Phase::Incomplete => view! { <Incomplete candidate view following /> }.into_any(),
        Phase::Released => view! { <Released candidate view /> }.into_any(),
        Phase::Elsewhere => return view! { <NotFound /> }.into_any(),
    };
    view! {
        {page}
        {batch.map(|batch| batch_link(&batch))}
        {history(following)}
    }
    .into_any()
}

/// The entries have done their work as soon as the employee exists. Whose entries they are is said by
/// the send, not by the address.
fn forget_entries_on_arrival(view: RwSignal<Option<SendView>>) {
    effect(move || {
        view.with(|view| {
            if let Some(view) = view {
                arrival::note(&TabShelf, &view.candidate, view.state);
            }
        });
    });
}

/// What stops a send may stop all, and one that needs a person is counted: this page is the first to know, so the
/// header should not be the last.
fn tell_the_header(view: RwSignal<Option<SendView>>) {
    let session = CurrentSession::here();
    let mut before = (false, false);
    effect(move || {
        let now = view.with(|view| {
            let view = view.as_ref()?;
            Some((view.state.needs_person(), is_stopped(view)))
        });
        let now = now.unwrap_or_default();
        if now != before {
            session.refresh();
        }
        before = now;
    });
}

/// In a frame: the page around it can show how the send stands, and write down the employee.
fn tell_the_page_around(view: RwSignal<Option<SendView>>) {
    let stands = memo(move || view.with(|view| view.as_ref().map(|view| view.state)));
    let is_there = memo(move || stands.get().is_some());
    effect(move || {
        if is_there.get() {
            host::tell_ready();
        }
    });
    effect(move || {
        if stands.get().is_some() {
            view.with_untracked(|view| view.iter().for_each(host::tell_send));
        }
    });
}

fn is_stopped(view: &SendView) -> bool {
    let steps = view.steps.iter().map(|step| &step.problem);
    let mut problems = steps.chain([&view.problem]).flatten();
    problems.any(|problem| problem.code == KEY_REJECTED)
}
