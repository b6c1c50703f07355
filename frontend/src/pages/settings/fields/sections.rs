//! The form as a list: sections with their fields in order. Drawn anew when something is added, moved or removed, and
//! not when something about a field changes.

use handoff::FieldId;
use leptos::prelude::*;

use super::opener::{is_open, opener};
use super::row::row;
use super::state::{ADD, Fields, Open, SECTION, edit_id};
use crate::components::button::{Button, Weight};
use crate::components::field::Question;
use crate::components::text_input::{TextInput, Typing};
use crate::setup_model::SetupModel;
use crate::tasks::{drawn, memo};

#[component]
pub(super) fn Sections(state: Fields) -> impl IntoView {
    let count = memo(move || state.model.with(SetupModel::count));
    let add = Callback::new(move |()| {
        let mut added = 0;
        state.model.update(|model| added = model.add_section());
        state.open.set(Some(Open::Section(added)));
        state.focus(title_id(added));
    });
    view! {
        <div class="setup__sections">
            {drawn(move || (0..count.get()).map(|place| section(state, place)).collect_view())}
            <div class="actions">
                <Button weight=Weight::Secondary on_press=add>
                    "Add a section"
                </Button>
            </div>
        </div>
    }
}

fn title_id(section: usize) -> String {
    format!("section-{section}-title")
}

/// DOM id of the button that opens a section's editor.
pub(super) fn section_id(section: usize) -> String {
    format!("section-{section}-edit")
}

fn section(state: Fields, place: usize) -> AnyView {
    let ids = memo(move || state.model.with(|model| model.ids(place)));
    let title = memo(move || state.model.with(|model| model.title(place)));
    let is_open = is_open(state, Open::Section(place));
    let is_empty = memo(move || ids.with(Vec::is_empty));
    let editing = move || {
        is_open
            .get()
            .then(|| section_editor(state, place, is_empty.get()))
    };
    let empty = move || {
        is_empty.get().then(|| {
            view! { <p class="muted">"Nothing is asked here. A section without fields is not shown."</p> }
        })
    };
    let heading = format!("section-{place}-heading");
    let editor = format!("section-{place}-editor");
    let name = Signal::derive(move || format!("the section {}", title.get()));
    let rows = move || {
        let rows = ids.get().into_iter().map(|id| row(state, id));
        rows.collect::<Vec<_>>()
    };
    view! {
        <section class="card setup-section" aria-labelledby=heading>
            <div class="setup-section__head">
                <h2 class="card__title" id=heading.clone() dir="auto">
                    {drawn(move || match title.get() {
                        title if title.trim().is_empty() => "New section".to_owned(),
                        title => title,
                    })}
                </h2>
                {opener(
                    state,
                    Open::Section(place),
                    [section_id(place), editor.clone()],
                    name,
                    Signal::stored(None),
                )}
            </div>
            <div id=editor>{drawn(editing)}</div>
            {drawn(empty)}
            <ul class="setup-rows">{drawn(rows)}</ul>
        </section>
    }
    .into_any()
}

fn section_editor(state: Fields, place: usize, is_empty: bool) -> AnyView {
    let title = memo(move || state.model.with(|model| model.title(place)));
    let named = FieldId::new(format!("{SECTION}{place}"));
    let question = Question {
        required: Signal::stored(true),
        problem: super::row::problem(state, named.clone()).into(),
        ..Question::new(title_id(place), "Title")
    };
    let rename = Callback::new(move |typed: String| {
        state.answered(&named);
        state.model.update(|model| model.rename(place, &typed));
    });
    let lift = move |section: usize, goes_to: usize| {
        Callback::new(move |()| {
            state.model.update(|model| model.lift_section(section));
            state.open.set(Some(Open::Section(goes_to)));
            let title = state.model.with_untracked(|model| model.title(goes_to));
            state
                .said
                .set(format!("{title} is now section {}.", goes_to + 1));
            state.focus(section_id(goes_to));
        })
    };
    let count = state.model.with_untracked(|model| model.count());
    let up = (place > 0).then(|| (lift(place, place - 1), "Move the section up"));
    let down = (place + 1 < count).then(|| (lift(place + 1, place + 1), "Move the section down"));
    let remove = Callback::new(move |()| {
        state.open.set(None);
        state.model.update(|model| model.remove_section(place));
        state.said.set("The section is removed.".to_owned());
        state.focus(ADD.to_owned());
    });
    let moves = [up, down].into_iter().flatten().map(|(act, words)| {
        view! {
            <Button weight=Weight::Secondary on_press=act>
                {words}
            </Button>
        }
    });
    view! {
        <div class="setup-editor">
            <TextInput question typing=Typing::Words value=title on_change=rename on_leave=Callback::new(|()| ()) />
            <div class="actions">
                {moves.collect_view()}
                {is_empty
                    .then(|| {
                        view! {
                            <Button weight=Weight::Secondary on_press=remove>
                                "Remove the section"
                            </Button>
                        }
                    })}
            </div>
            {(!is_empty)
                .then(|| {
                    view! {
                        <p class="field__hint">
                            "To remove the section, first move its fields elsewhere or remove them."
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Where a problem is put right: the button of its row, or the title of its section.
pub(super) fn place_of_problem(state: Fields, field: &FieldId) -> Option<String> {
    if let Some(section) = field.as_str().strip_prefix(SECTION) {
        return Some(section_id(section.parse().ok()?));
    }
    let is_there = state
        .model
        .with_untracked(|model| model.place(field).is_some());
    is_there.then(|| edit_id(field))
}
