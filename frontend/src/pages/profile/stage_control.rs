//! The stage of a candidate as a list that saves at once.
//!
//! Changes are sent one after the other: arrow keys can choose several stages quickly, and the last
//! one chosen must be the one that stays.

use handoff::interface::CandidateProfile;
use handoff::{CandidateId, Stage};
use leptos::html::Select;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::components::select_input::follow_value;
use crate::components::toasts::Toasts;
use crate::tasks::{drawn, spawn};

/// A labelled list of stages.
#[component]
pub(super) fn StageControl(
    candidate: CandidateId,
    /// The stage the proxy knows.
    stage: Signal<Stage>,
    /// The proxy's answer to a change.
    on_changed: Callback<CandidateProfile>,
) -> impl IntoView {
    let wanted = RwSignal::new(stage.get_untracked());
    let is_saving = RwSignal::new(false);
    let toasts = Toasts::here();
    let trouble = RwSignal::new(None::<String>);

    let select = NodeRef::<Select>::new();
    follow_value(
        select,
        Signal::derive(move || wanted.get().code().to_owned()),
    );
    let owner = Owner::current();

    let choose = move |event| {
        let Some(chosen) = Stage::from_code(&event_target_value(&event)) else {
            return;
        };
        wanted.set(chosen);
        trouble.set(None);
        if is_saving.get_untracked() {
            return;
        }
        is_saving.set(true);
        let candidate = candidate.clone();
        let save = async move {
            while wanted.get_untracked() != stage.get_untracked() {
                let target = wanted.get_untracked();
                match api::change_stage(&candidate, target).await {
                    Ok(profile) => {
                        let now = profile.candidate.stage;
                        on_changed.run(profile);
                        if now != target && wanted.get_untracked() == target {
                            wanted.set(now);
                        }
                        toasts.say(format!("Stage changed to {}", now.label()));
                    }
                    Err(error) => {
                        let stays = stage.get_untracked();
                        wanted.set(stays);
                        trouble.set(Some(not_changed(&error, stays, target)));
                    }
                }
            }
            is_saving.set(false);
        };
        // An event handler has no owner of its own; leaving the page must end the waiting.
        if let Some(owner) = &owner {
            owner.with(|| spawn(save));
        }
    };
    view! {
        <div class="stage-control">
            <label class="field__label" for="stage">
                "Stage"
            </label>
            <select
                class="input input--select"
                id="stage"
                node_ref=select
                aria-busy=move || is_saving.get().then_some("true")
                on:change=choose
            >
                {Stage::ALL
                    .into_iter()
                    .map(|stage| view! { <option value=stage.code()>{stage.label()}</option> })
                    .collect_view()}
            </select>
            <div role="alert">
                {drawn(move || trouble.get().map(|trouble| view! { <p class="stage-control__trouble">{trouble}</p> }))}
            </div>
        </div>
    }
}

/// What is known after a change that was not confirmed.
fn not_changed(error: &ApiError, stays: Stage, target: Stage) -> String {
    let detail = error.detail();
    if error.changed_nothing() {
        format!("The stage is still {}. {detail}", stays.label())
    } else {
        format!(
            "We do not know whether the stage is now {}. {detail}",
            target.label()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::interface::Problem;

    #[test]
    fn a_stage_is_only_called_unchanged_when_the_proxy_says_so() {
        let refused = ApiError::Problem(Box::new(Problem {
            kind: "/problems/not-found".to_owned(),
            status: 404,
            detail: "Go back.".to_owned(),
            ..Problem::default()
        }));
        assert_eq!(
            not_changed(&refused, Stage::Offer, Stage::Hired),
            "The stage is still Offer. Go back."
        );
        assert!(
            not_changed(&ApiError::Network, Stage::Offer, Stage::Hired)
                .starts_with("We do not know whether the stage is now Hired.")
        );
    }
}
