//! One candidate: who it is, in which stage, and what can be done.
//!
//! Everything that came from the candidate is shown as plain text.

mod actions;
mod details;
mod send_panel;
mod stage_control;

use handoff::interface::{CandidateProfile, SendState, SendSummary};
use handoff::{CandidateId, Stage};
use leptos::prelude::*;

use super::not_found::NotFound;
use super::{BackToCandidates, candidate_in_path};
use crate::annexes::{Annex, door};
use crate::api;
use crate::arrival;
use crate::browser::pause;
use crate::components::avatar::Avatar;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::stage_path::StagePath;
use crate::components::timeline::History;
use crate::load::{Load, Loader};
use crate::shelf::TabShelf;
use crate::tasks::{drawn, effect, memo, spawn};
use actions::Actions;
use details::Details;
use send_panel::SendPanel;
use stage_control::StageControl;

/// Milliseconds between looks at a send that is still running.
const LOOK_AGAIN: i32 = 1_500;

/// `/candidates/:id`.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let candidate = candidate_in_path();
    drawn(move || match candidate.get() {
        Some(id) => view! { <ProfileRoom id=id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    })
}

#[component]
fn ProfileRoom(id: CandidateId) -> impl IntoView {
    let loader = Loader::new(move || {
        let id = id.clone();
        async move { api::candidate(&id).await }
    });
    drawn(move || match loader.state.get() {
        Load::Loading => view! {
            <BackToCandidates />
            <SkeletonHeading />
            <SkeletonCard lines=8 />
        }
        .into_any(),
        Load::Failed(error) if error.is_not_found() => view! { <NotFound /> }.into_any(),
        Load::Failed(error) => view! {
            <BackToCandidates />
            <PageHeading text="This candidate could not be loaded" />
            <ErrorNotice error=error again=Callback::new(move |()| loader.again()) />
        }
        .into_any(),
        Load::Ready(profile) => view! { <Profile profile=profile /> }.into_any(),
    })
}

#[component]
fn Profile(profile: CandidateProfile) -> impl IntoView {
    let candidate = profile.candidate.clone();
    let name = candidate.display_name();
    let job = &candidate.job;
    let parts = [
        Some(job.title.clone()),
        job.department.clone(),
        job.location.clone(),
    ];
    let subtitle = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let id = candidate.id.clone();
    let profile = RwSignal::new(profile);
    follow_running_send(id.clone(), profile);
    forget_entries_on_arrival(profile);
    let stage = memo(move || profile.with(|profile| profile.candidate.stage));
    let send = memo(move || profile.with(|profile| profile.send.clone()));
    let stands = memo(move || profile.with(|profile| profile.stands.clone()));
    let history = memo(move || profile.with(|profile| profile.history.clone()));
    let changed = Callback::new(move |changed| profile.set(changed));
    // The form is there, and will most likely be the next room.
    effect(move || {
        if stage.get() == Stage::Hired {
            door::prepare(Annex::Sending);
        }
    });
    view! {
        <BackToCandidates />
        <div class="profile-head">
            <Avatar name=name.clone() large=true />
            <div class="profile-head__who">
                <PageHeading text=name />
                <p class="page-head__note" dir="auto">
                    {subtitle}
                </p>
            </div>
            <div class="profile-head__controls">
                <StageControl candidate=id.clone() stage=stage.into() on_changed=changed />
                <Actions candidate=id.clone() stage=stage.into() send=send.into() />
            </div>
        </div>
        <StagePath stage=stage />
        <div class="columns">
            <div class="columns__side">
                <SendPanel candidate=id stage=stage.into() send=send.into() stands=stands.into() />
                <History entries=history />
            </div>
            <div class="columns__main">
                <Details candidate=candidate />
            </div>
        </div>
    }
}

/// Nobody needs the entries any more once the employee exists, whichever room was open when it happened.
fn forget_entries_on_arrival(profile: RwSignal<CandidateProfile>) {
    effect(move || {
        profile.with(|profile| {
            if let Some(send) = &profile.send {
                arrival::note(&TabShelf, &profile.candidate.id, send.state);
            }
        });
    });
}

/// Whether the employee is known and nothing is under way: then sending again is an update.
fn can_compare(send: &SendSummary) -> bool {
    send.employee.is_some() && (send.state == SendState::Done || send.state.allows_another())
}

/// Looks again while a send is running, so that the badge and the menu do not grow old.
fn follow_running_send(id: CandidateId, profile: RwSignal<CandidateProfile>) {
    let is_running = move || {
        profile.with_untracked(|profile| {
            profile
                .send
                .as_ref()
                .is_some_and(|send| send.state.is_running())
        })
    };
    if !is_running() {
        return;
    }
    spawn(async move {
        while is_running() {
            pause(LOOK_AGAIN).await;
            if let Ok(newer) = api::candidate(&id).await {
                profile.update(|profile| {
                    profile.send = newer.send;
                    profile.stands = newer.stands;
                    profile.history = newer.history;
                });
            }
        }
    });
}
