//! Everything about one field of the form: where its value comes from, the value of the company's own, the help, who
//! sees it, and where it stands.

use handoff::{FieldId, SetupField};
use leptos::prelude::*;

use super::source::source_questions;
use super::state::Fields;
use super::value::value_questions;
use crate::components::button::{Button, Weight};
use crate::components::checkbox::Checkbox;
use crate::components::field::{Field, Question};
use crate::components::icon::{Drawing, Icon};
use crate::components::select_input::follow_value;
use crate::components::text_input::{TextInput, Typing};
use crate::setup_model::SetupModel;
use crate::tasks::{drawn, memo};

/// The field as it is to be; `None` for the moment in which it is removed.
pub(super) type Edited = Memo<Option<SetupField>>;

pub(super) fn editor(state: Fields, id: &FieldId, field: Edited) -> AnyView {
    let known = state.company().field(id).cloned();
    let is_sensitive = known.as_ref().is_some_and(|known| known.is_sensitive);
    let is_needed = known
        .as_ref()
        .is_some_and(|known| known.is_required_by_bamboohr);
    let values = known.map(|known| {
        view! {
            {source_questions(state, &known, field)}
            {value_questions(state, &known, field)}
        }
    });
    let remove = {
        let id = id.clone();
        Callback::new(move |()| state.remove(&id))
    };
    view! {
        <div class="setup-editor">
            {is_sensitive
                .then(|| {
                    view! {
                        <p class="field__notice">
                            "What is in it is the business of few. Think about letting only admins see it."
                        </p>
                    }
                })}
            {values}
            {hint(state, id, field)}
            {admins_only(state, id, field)}
            {place(state, id)}
            {match is_needed {
                true => view! { <p class="field__hint">"It cannot be removed: BambooHR adds nobody without it."</p> }.into_any(),
                false => view! {
                    <div class="actions">
                        <Button weight=Weight::Secondary on_press=remove>
                            "Remove from the form"
                        </Button>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A question of the editor. The label is the question; problems are said in the row.
pub(super) fn question(id: &FieldId, part: &str, label: &str, hint: Option<&str>) -> Question {
    Question {
        hint: hint.map(str::to_owned),
        ..Question::new(format!("{part}-{}", id.as_str()), label)
    }
}

/// A question answered by one of a few options, each a code and its words.
pub(super) fn chooser(
    question: Question,
    options: Vec<(String, String)>,
    value: Signal<String>,
    on_change: Callback<String>,
) -> AnyView {
    let select = NodeRef::new();
    follow_value(select, value);
    let options = options
        .into_iter()
        .map(|(code, words)| view! { <option value=code>{words}</option> });
    view! {
        <Field question=question.clone()>
            <select
                class="input input--select"
                id=question.id.clone()
                node_ref=select
                autocomplete="off"
                aria-describedby=question.described_by()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </Field>
    }
    .into_any()
}

fn hint(state: Fields, id: &FieldId, field: Edited) -> AnyView {
    let value = memo(move || {
        let hint = field.with(|field| field.as_ref().and_then(|field| field.hint.clone()));
        hint.unwrap_or_default()
    });
    let question = question(
        id,
        "hint",
        "Help under the question",
        Some("One sentence, for whoever fills in the form."),
    );
    let id = id.clone();
    let change = Callback::new(move |typed: String| {
        let hint = Some(typed).filter(|typed| !typed.trim().is_empty());
        state.change(&id, move |field| field.hint = hint);
    });
    view! {
        <TextInput question typing=Typing::Words value on_change=change on_leave=Callback::new(|()| ()) />
    }
    .into_any()
}

fn admins_only(state: Fields, id: &FieldId, field: Edited) -> AnyView {
    let is_ticked =
        memo(move || field.with(|field| field.as_ref().is_some_and(|field| field.admins_only)));
    let box_id = format!("admins-{}", id.as_str());
    let id = id.clone();
    let change = Callback::new(move |is_ticked| {
        state.change(&id, move |field| field.admins_only = is_ticked);
    });
    view! {
        <Checkbox
            id=box_id
            label="Only admins see it".to_owned()
            hint=Some("For everybody else it goes along unseen, with the value from above.".to_owned())
            is_ticked=is_ticked
            on_change=change
        />
    }
    .into_any()
}

/// The section, and up and down.
fn place(state: Fields, id: &FieldId) -> AnyView {
    let sections = state.model.with_untracked(|model| {
        let sections = model.now().sections.iter().enumerate();
        let title = |title: &str, place: usize| match title.trim() {
            "" => format!("Section {}", place + 1),
            title => title.to_owned(),
        };
        sections
            .map(|(place, section)| (place.to_string(), title(&section.title, place)))
            .collect()
    });
    let here = id.clone();
    let value = Signal::derive(move || {
        let place = state.model.with(|model| model.place(&here));
        place.map_or_else(String::new, |(section, _)| section.to_string())
    });
    let asked = question(id, "section", "Section", None);
    let (moved, select) = (id.clone(), asked.id.clone());
    let change = Callback::new(move |section: String| {
        if let Ok(section) = section.parse() {
            state.move_to(&moved, section, select.clone());
        }
    });
    let label = state.company().label(id);
    let step = |words: &'static str, icon, act: fn(&mut SetupModel, &FieldId)| {
        let label = label.clone();
        let button = format!("{}-{}", words.to_lowercase(), id.as_str());
        let (id, focus_on) = (id.clone(), button.clone());
        view! {
            <button type="button" class="button" id=button on:click=move |_| state.moves(&id, focus_on.clone(), act)>
                <Drawing icon=icon />
                {words}
                <span class="visually-hidden">": move " {label}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="setup-editor__pair">
            {chooser(asked, sections, value, change)}
            <div class="setup-editor__steps">
                {step("Up", Icon::Up, SetupModel::move_up)}
                {step("Down", Icon::Down, SetupModel::move_down)}
            </div>
        </div>
    }
    .into_any()
}

/// Drawn only while it is so.
pub(super) fn while_so(is_so: Memo<bool>, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    drawn(move || is_so.get().then(&draw))
}
