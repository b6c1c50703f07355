//! The rooms. Each fetches what it shows, through [`crate::api`], and hands it to components.

pub mod batch;
pub mod batches;
pub mod candidates;
pub mod changes;
pub mod framed;
pub mod log;
pub mod not_found;
mod once;
pub mod people;
pub mod profile;
mod questions;
pub mod send_form;
pub mod send_result;
pub mod settings;
pub mod sign_in;

use handoff::{CandidateId, Stage};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::candidate_list::CandidateList;
use crate::components::icon::{Drawing, Icon};
use crate::paths;
use crate::tasks::memo;

/// The candidate named in the address; `None` when that can be nobody's id.
fn candidate_in_path() -> Memo<Option<CandidateId>> {
    let params = use_params_map();
    memo(move || params.with(|params| params.get("id").and_then(|id| CandidateId::parse(&id))))
}

/// The way back to the list, as it was left.
#[component]
fn BackToCandidates() -> impl IntoView {
    let stage = CandidateList::here().stage;
    view! {
        <a class="back" href=move || paths::candidates(stage.get())>
            <Drawing icon=Icon::Back />
            "Candidates"
        </a>
    }
}

/// The way to those who can be sent.
#[component]
fn BackToHired() -> impl IntoView {
    view! {
        <a class="back" href=paths::candidates(Some(Stage::Hired))>
            <Drawing icon=Icon::Back />
            "Hired candidates"
        </a>
    }
}

/// The way back to a candidate.
#[component]
fn BackToProfile(
    /// Whose profile.
    candidate: CandidateId,
    /// The person's name.
    name: String,
) -> impl IntoView {
    view! {
        <a class="back" href=paths::profile(&candidate)>
            <Drawing icon=Icon::Back />
            {name}
        </a>
    }
}
