//! Sending somebody again: what the candidate, our last send and BambooHR say, field by field, and which of it
//! is to be changed in BambooHR.
//!
//! The proxy compares; here somebody ticks. Only what is ticked is sent.

mod table;
mod update;

use handoff::CandidateId;
use handoff::interface::ChangesView;
use leptos::prelude::*;

use super::not_found::NotFound;
use super::{BackToProfile, candidate_in_path};
use crate::api::{self, ApiError};
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight, button_class};
use crate::components::employee_link::employee_link;
use crate::components::error_notice::{ErrorNotice, failed_press};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::load::{Load, Loader};
use crate::paths;
use crate::tasks::memo;
use crate::words::{Tone, nothing_differs, same_fields, update_button};
use update::Updating;

/// The words for an answer that leaves open what became of the request.
const NOT_KNOWN: &str = "We do not know whether the update began. Press the button again: that is safe, because the same \
                         update is never made twice.";

/// `/candidates/:id/changes`.
#[component]
pub fn ChangesPage() -> impl IntoView {
    let candidate = candidate_in_path();
    move || match candidate.get() {
        Some(id) => view! { <ChangesRoom id=id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn ChangesRoom(id: CandidateId) -> impl IntoView {
    let asked = id.clone();
    let loader = Loader::new(move || {
        let id = asked.clone();
        async move { api::changes(&id).await }
    });
    let again = Callback::new(move |()| loader.again());
    move || match loader.state.get() {
        Load::Loading => view! {
            <SkeletonHeading />
            <SkeletonCard lines=6 />
        }
        .into_any(),
        Load::Failed(error) if error.is_not_found() => view! { <NotFound /> }.into_any(),
        Load::Failed(error) => view! {
            <div class="narrow">
                <PageHeading text="The comparison could not be made" />
                <ErrorNotice error=error again=again />
                <p>
                    <a class=button_class(Weight::Secondary) href=paths::profile(&id)>
                        "Back to the profile"
                    </a>
                </p>
            </div>
        }
        .into_any(),
        Load::Ready(view) => view! { <Compared view=view /> }.into_any(),
    }
}

#[component]
fn Compared(view: ChangesView) -> impl IntoView {
    let ChangesView {
        candidate,
        name,
        employee,
        changes,
        same,
        notices,
    } = view;
    let page = paths::employee(&employee);
    let notices = notices.into_iter().map(|notice| {
        view! {
            <Banner tone=Tone::Warning>
                <p>{notice}</p>
            </Banner>
        }
    });
    let body = if changes.is_empty() {
        view! {
            <Banner tone=Tone::Good title="Nothing differs">
                <p>{nothing_differs(same)}</p>
            </Banner>
        }
        .into_any()
    } else {
        let updating = Updating::new(candidate.clone(), &changes);
        view! {
            <Failure updating=updating />
            <p>
                {same_fields(same)}
                "Tick what is to be changed in BambooHR; everything else stays there as it is."
            </p>
            <div class="card data-card">{table::table_of(changes, updating)}</div>
            <Press updating=updating candidate=candidate.clone() />
        }
        .into_any()
    };
    view! {
        <div class="stack">
            <BackToProfile candidate=candidate name=name.clone() />
            <PageHeading text=format!("Compare {name} with BambooHR") />
            <p class="arrived__employee">
                <span>"Employee id " <strong>{employee.id}</strong></span>
                {page.map(|page| employee_link(page, None))}
            </p>
            {notices.collect_view()}
            {body}
        </div>
    }
}

/// A press that led nowhere.
#[component]
fn Failure(updating: Updating) -> impl IntoView {
    move || {
        updating.failure.get().map(|error| {
            let problems = match &error {
                ApiError::Problem(problem) => problem.fields.clone(),
                ApiError::Network | ApiError::Unreadable { .. } => Vec::new(),
            };
            let problems = problems
                .into_iter()
                .map(|problem| view! { <li>{problem.message}</li> });
            view! {
                {failed_press(error, NOT_KNOWN)}
                <ul>{problems.collect_view()}</ul>
            }
        })
    }
}

#[component]
fn Press(updating: Updating, candidate: CandidateId) -> impl IntoView {
    let count = memo(move || updating.ticked.with(std::collections::BTreeSet::len));
    let cannot = Signal::derive(move || updating.is_busy.get() || count.get() == 0);
    let press = Callback::new(move |()| updating.press());
    view! {
        <div class="actions">
            <Button weight=Weight::Primary busy=cannot on_press=press>
                {move || if updating.is_busy.get() { "Updating…".to_owned() } else { update_button(count.get()) }}
            </Button>
            <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                "Cancel"
            </a>
        </div>
    }
}
