//! One field of the form: what it is, whether it is asked, where its value comes from, and the way to its editor.

use handoff::{Asks, FieldId, SetupField};
use leptos::html::Select;
use leptos::prelude::*;

use super::editor::editor;
use super::opener::{is_open, opener};
use super::state::{Fields, Open, edit_id};
use crate::components::badge::badge_of;
use crate::components::select_input::follow_value;
use crate::setup_model::asked;
use crate::tasks::{drawn, memo};
use crate::words::Tone;
use crate::words::setup::{kind_of_field, value_in_words};

const ALL: [Asks; 3] = [Asks::Required, Asks::Optional, Asks::Hidden];

pub(super) fn row(state: Fields, id: FieldId) -> AnyView {
    let company = state.company();
    let known = company.field(&id).cloned();
    let label = company.label(&id);
    let field = memo({
        let id = id.clone();
        move || state.model.with(|model| model.now().field(&id).cloned())
    });
    let is_open = is_open(state, Open::Field(id.clone()));
    let problem = problem(state, id.clone());
    let kind = known.as_ref().map(kind_of_field);
    let how = move || {
        let value = field.with(|field| Some(value_in_words(field.as_ref()?, &company.sources)));
        [kind.clone(), value]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let marks = [
        known
            .is_none()
            .then_some(("Not seen in BambooHR", Tone::Warning)),
        known
            .as_ref()
            .filter(|known| known.is_sensitive)
            .map(|_| ("Sensitive", Tone::Warning)),
        known
            .as_ref()
            .filter(|known| known.is_custom)
            .map(|_| ("Custom", Tone::Plain)),
    ];
    let marks: Vec<AnyView> = marks
        .into_iter()
        .flatten()
        .map(|(words, tone)| badge_of(words, tone))
        .collect();
    let admins_only = move || {
        let is_secret = field.with(|field| field.as_ref().is_some_and(|field| field.admins_only));
        is_secret.then(|| badge_of("Admins only", Tone::Busy))
    };
    let part = |part: &str| format!("{part}-{}", id.as_str());
    let (problem_id, editor_id) = (part("problem"), part("editor"));
    let described = {
        let id = problem_id.clone();
        Signal::derive(move || problem.with(Option::is_some).then(|| id.clone()))
    };
    let class = Signal::derive(
        move || match (is_open.get(), problem.with(Option::is_some)) {
            (false, false) => "setup-row",
            (true, false) => "setup-row setup-row--open",
            (false, true) => "setup-row field--invalid",
            (true, true) => "setup-row setup-row--open field--invalid",
        },
    );
    let shown_problem = move || {
        problem.get().map(|problem| {
            view! {
                <p class="field__problem" id=problem_id.clone()>
                    <span class="visually-hidden">"Error: "</span>
                    {problem}
                </p>
            }
        })
    };
    let edited = id.clone();
    view! {
        <li class=class>
            <div class="setup-row__what">
                <p class="setup-row__label">
                    <span dir="auto">{label.clone()}</span>
                    {marks}
                    {drawn(admins_only)}
                </p>
                <p class="setup-row__how" dir="auto">{drawn(how)}</p>
                {drawn(shown_problem)}
            </div>
            {asks_select(state, &id, &label, field)}
            {opener(
                state,
                Open::Field(id.clone()),
                [edit_id(&id), editor_id.clone()],
                Signal::stored(label),
                described,
            )}
            <div class="setup-row__editor" id=editor_id>
                {drawn(move || is_open.get().then(|| editor(state, &edited, field)))}
            </div>
        </li>
    }
    .into_any()
}

/// What is wrong with a field.
pub(super) fn problem(state: Fields, id: FieldId) -> Memo<Option<String>> {
    memo(move || {
        state.problems.with(|problems| {
            let mut problems = problems.iter();
            let problem = problems.find(|problem| problem.field == id)?;
            Some(problem.message.clone())
        })
    })
}

fn asks_select(
    state: Fields,
    id: &FieldId,
    label: &str,
    field: Memo<Option<SetupField>>,
) -> AnyView {
    let select = NodeRef::<Select>::new();
    let value = Signal::derive(move || {
        let asks = field.with(|field| field.as_ref().map(|field| field.asks));
        asks.map(asked).unwrap_or_default().to_owned()
    });
    follow_value(select, value);
    let id = id.clone();
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let chosen = ALL.into_iter().find(|asks| asked(*asks) == chosen);
        if let Some(chosen) = chosen {
            state.change(&id, move |field| field.asks = chosen);
        }
    };
    view! {
        <select
            class="input input--select setup-row__asks"
            aria-label=format!("{label}: how it is asked")
            autocomplete="off"
            node_ref=select
            on:change=choose
        >
            {ALL.map(|asks| view! { <option value=asked(asks)>{asked(asks)}</option> }).collect_view()}
        </select>
    }
    .into_any()
}
