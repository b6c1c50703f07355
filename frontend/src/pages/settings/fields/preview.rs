//! The form of somebody who is hired, as it would be with the changes that are not saved. To look at, not to fill in.

use std::pin::Pin;

use handoff::date_in_words;
use handoff::interface::{CandidateSearch, CandidateSummary, SetupPreview};
use handoff::{CandidateId, FieldKind, Form, FormField, Requirement, Section, Stage};
use leptos::prelude::*;

use super::state::Fields;
use crate::api::{self, ApiError};
use crate::browser::pause;
use crate::components::banner::Banner;
use crate::components::error_notice::ErrorNotice;
use crate::components::search_input::SearchInput;
use crate::tasks::{drawn, effect, memo};
use crate::words::Tone;

const SEARCH: &str = "preview-search";
/// Milliseconds without a change after which it is asked.
const QUIET: i32 = 300;
/// Most people shown to choose from.
const MOST_FOUND: usize = 6;

#[derive(Clone, Copy)]
struct Previewing {
    text: RwSignal<String>,
    found: RwSignal<Option<Vec<CandidateSummary>>>,
    form: RwSignal<Option<Form>>,
    is_asking: RwSignal<bool>,
    trouble: RwSignal<Option<ApiError>>,
    /// Counts questions: an answer whose question is not the newest is dropped.
    question: StoredValue<u64>,
}

#[component]
pub(super) fn Preview(state: Fields) -> impl IntoView {
    let previewing = Previewing {
        text: RwSignal::default(),
        found: RwSignal::new(None),
        form: RwSignal::new(None),
        is_asking: RwSignal::new(false),
        trouble: RwSignal::new(None),
        question: StoredValue::new(0),
    };
    search(state, previewing, String::new());
    // The setup alone: what only concerns the page asks for nothing.
    let setup = memo(move || state.model.with(|model| model.now().clone()));
    effect(move || {
        setup.track();
        if let Some((candidate, _)) = state.candidate.get() {
            ask(state, previewing, candidate);
        }
    });
    let is_chosen = memo(move || state.candidate.with(Option::is_some));
    view! {
        <div class="preview">
            {drawn(move || match is_chosen.get() {
                true => chosen(state, previewing),
                false => choose(state, previewing),
            })}
            {drawn(move || previewing.trouble.get().map(|error| view! { <ErrorNotice error=error /> }))}
            {drawn(move || previewing.form.get().map(form))}
        </div>
    }
}

/// Somebody to choose.
fn choose(state: Fields, previewing: Previewing) -> AnyView {
    let typed = Callback::new(move |text: String| {
        previewing.text.set(text.clone());
        search(state, previewing, text);
    });
    let people = move || {
        let found = previewing.found.get()?;
        if found.is_empty() {
            return Some(view! { <p class="muted">"Nobody who is hired fits."</p> }.into_any());
        }
        let people = found.into_iter().map(|person| {
            let chosen = (person.id, person.name.clone());
            let choose = move |_| {
                state.candidate.set(Some(chosen.clone()));
                state.focus("preview-other".to_owned());
            };
            view! {
                <li>
                    <button type="button" class="button preview__person" on:click=choose>
                        <span dir="auto">{person.name}</span>
                        <span class="setup-row__how" dir="auto">
                            {person.job_title}
                        </span>
                    </button>
                </li>
            }
        });
        Some(view! { <ul class="preview__people">{people.collect_view()}</ul> }.into_any())
    };
    view! {
        <p class="muted">"See the form of somebody who is hired, with your changes, before you save them."</p>
        <div>
            <SearchInput id=SEARCH label="Search hired candidates" text=previewing.text on_input=typed />
        </div>
        <div role="status">{drawn(people)}</div>
    }
    .into_any()
}

/// Who is looked at.
fn chosen(state: Fields, previewing: Previewing) -> AnyView {
    let other = move |_| {
        state.candidate.set(None);
        previewing.form.set(None);
        previewing.trouble.set(None);
        state.focus(SEARCH.to_owned());
    };
    let words = move || {
        let name = state.candidate.get().map(|(_, name)| name);
        let name = name.unwrap_or_default();
        match previewing.is_asking.get() {
            true => format!("{name}: asking…"),
            false => name,
        }
    };
    view! {
        <div class="preview__head">
            <p role="status" dir="auto">
                <strong>{drawn(words)}</strong>
            </p>
            <button type="button" class="button" id="preview-other" on:click=other>
                "Choose somebody else"
            </button>
        </div>
    }
    .into_any()
}

fn search(state: Fields, previewing: Previewing, text: String) {
    let asked = text.clone();
    state.spawn(async move {
        pause(QUIET).await;
        let is_newest = || previewing.text.with_untracked(|text| *text == asked);
        if !is_newest() {
            return;
        }
        let search = CandidateSearch {
            stage: Some(Stage::Hired),
            text,
            ..CandidateSearch::default()
        };
        match api::search_candidates(&search).await {
            Ok(page) if is_newest() => {
                let mut found = page.candidates;
                found.truncate(MOST_FOUND);
                previewing.found.set(Some(found));
                previewing.trouble.set(None);
            }
            Ok(_) => {}
            Err(error) => previewing.trouble.set(Some(error)),
        }
    });
}

fn ask(state: Fields, previewing: Previewing, candidate: CandidateId) {
    let question = previewing.question.get_value() + 1;
    previewing.question.set_value(question);
    previewing.is_asking.set(true);
    let asking: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        pause(QUIET).await;
        let is_newest = || previewing.question.get_value() == question;
        if !is_newest() {
            return;
        }
        let setup = state.model.with_untracked(|model| model.now().clone());
        let answer = api::preview(&SetupPreview { setup, candidate }).await;
        if !is_newest() || state.candidate.with_untracked(Option::is_none) {
            return;
        }
        previewing.is_asking.set(false);
        match answer {
            Ok(form) => {
                previewing.trouble.set(None);
                previewing.form.set(Some(form));
            }
            Err(error) => previewing.trouble.set(Some(error)),
        }
    });
    state.spawn(asking);
}

fn form(form: Form) -> AnyView {
    let notices = form.notices.into_iter().map(|notice| {
        view! {
            <Banner tone=Tone::Warning>
                <p>{notice}</p>
            </Banner>
        }
    });
    view! {
        {notices.collect_view()}
        {form.sections.into_iter().map(section).collect_view()}
        <p class="field__hint">"Hidden fields go along and are not shown here. * must be answered."</p>
    }
    .into_any()
}

fn section(section: Section) -> AnyView {
    view! {
        <section class="preview__section">
            <h3 class="preview__title" dir="auto">
                {section.title}
            </h3>
            <dl class="preview__fields">{section.fields.into_iter().map(question).collect_view()}</dl>
        </section>
    }
    .into_any()
}

fn question(field: FormField) -> AnyView {
    let is_required = field.requirement != Requirement::Optional;
    let prefill = field.prefill.as_ref();
    let value = prefill.map(|prefill| {
        match field.kind {
            FieldKind::Date => date_in_words(&prefill.entry.display()),
            _ => None,
        }
        .unwrap_or_else(|| prefill.entry.display())
    });
    let origin = match field.is_constant {
        true => Some("Always, set by you".to_owned()),
        false => prefill.map(|prefill| format!("From {}", prefill.origin)),
    };
    let value = match value {
        Some(value) => view! { <span dir="auto">{value}</span> }.into_any(),
        None => view! { <span class="muted">"Empty"</span> }.into_any(),
    };
    view! {
        <div>
            <dt>
                {field.label}
                {is_required
                    .then(|| {
                        view! {
                            <span class="field__mark" aria-hidden="true">
                                " *"
                            </span>
                            <span class="visually-hidden">", must be answered"</span>
                        }
                    })}
            </dt>
            <dd>
                {value} {origin.map(|origin| view! { <span class="field__origin">{origin}</span> })}
                {field.notice.map(|notice| view! { <span class="field__notice">{notice}</span> })}
            </dd>
        </div>
    }
    .into_any()
}
