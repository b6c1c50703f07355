//! The people of a batch: those with something missing, those who cannot be sent, those who are complete.

use handoff::interface::BatchCandidate;
use leptos::prelude::*;

use crate::form_model::FormModel;
use crate::pages::questions::one_question;
use crate::paths;
use crate::tasks::memo;
use crate::words::people;

/// What is missing of one person.
#[component]
pub(super) fn Incomplete(candidate: BatchCandidate, model: RwSignal<FormModel>) -> impl IntoView {
    let prefix = format!("batch-{}", candidate.id.as_str());
    let title_id = format!("{prefix}-title");
    let fields = model.with_untracked(|model| model.form().fields().cloned().collect::<Vec<_>>());
    let fields = fields
        .into_iter()
        .map(|field| one_question(&prefix, field, model));
    let is_complete = memo(move || model.with(FormModel::is_complete));
    let state = move || match is_complete.get() {
        true => "Can be sent as it is",
        false => "Something is missing",
    };
    view! {
        <section class="card form-section" aria-labelledby=title_id>
            <h2 class="card__title" id=title_id.clone() dir="auto">
                {candidate.name}
            </h2>
            <p class="muted">{candidate.job_title}" · "{state}</p>
            <div class="form-section__fields">{fields.collect_view()}</div>
        </section>
    }
}

/// Those who cannot be sent, with the reason; nothing when there are none.
pub(super) fn obstacles(cannot: Vec<BatchCandidate>) -> AnyView {
    let title = format!("{} cannot be sent", people(cannot.len()));
    let rows = cannot.into_iter().map(|candidate| {
        let page = match &candidate.send {
            Some(send) => paths::send(&candidate.id, send),
            None => paths::profile(&candidate.id),
        };
        view! {
            <li>
                <a href=page dir="auto">
                    {candidate.name}
                </a>
                <span class="muted">{candidate.obstacle}</span>
            </li>
        }
        .into_any()
    });
    list(title, rows.collect())
}

/// Those of whom nothing is missing; nothing when there are none.
pub(super) fn names(complete: Vec<BatchCandidate>) -> AnyView {
    let title = format!("{} complete", people(complete.len()));
    let rows = complete.into_iter().map(|candidate| {
        view! {
            <li>
                <span dir="auto">{candidate.name}</span>
                <span class="muted">{candidate.job_title}</span>
            </li>
        }
        .into_any()
    });
    list(title, rows.collect())
}

fn list(title: String, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let list = view! {
        <section class="card">
            <h2 class="card__title">{title}</h2>
            <ul class="documents">{rows.collect_view()}</ul>
        </section>
    };
    list.into_any()
}
