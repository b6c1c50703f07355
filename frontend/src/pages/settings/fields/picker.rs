//! Choosing from all fields of the company. At most fifty are drawn, and none has a signal of its own: which the form
//! has is one list that the drawn ones look into.

use handoff::FieldId;
use leptos::prelude::*;

use super::editor::chooser;
use super::state::{ADD, Fields};
use crate::components::badge::badge_of;
use crate::components::button::{Weight, button_class};
use crate::components::chips::Chips;
use crate::components::dialog::{Dialog, DialogHandle, Place};
use crate::components::field::Question;
use crate::components::search_input::SearchInput;
use crate::setup_model::{Only, SetupModel};
use crate::tasks::{drawn, memo};
use crate::words::Tone;
use crate::words::setup::{fields_found, kind_of_field};

const SEARCH: &str = "fields-search";

/// What is looked for, and where it is to go.
#[derive(Clone, Copy)]
struct Picking {
    only: RwSignal<Only>,
    section: RwSignal<usize>,
    /// Fields that the form has.
    used: Memo<Vec<FieldId>>,
    said: RwSignal<String>,
}

/// The button and the drawer that it opens.
#[component]
pub(super) fn AddFields(state: Fields) -> impl IntoView {
    let handle = DialogHandle::default();
    // Nothing is searched and drawn before somebody wants it.
    let was_opened = RwSignal::new(false);
    let open = move |_| {
        was_opened.set(true);
        handle.open();
        state.focus(SEARCH.to_owned());
    };
    view! {
        <button type="button" class=button_class(Weight::Secondary) id=ADD on:click=open>
            "Add fields"
        </button>
        <Dialog id="fields-picker" title="Add fields".to_owned() place=Place::Side handle=handle>
            {drawn(move || was_opened.get().then(|| picker(state)))}
        </Dialog>
    }
}

fn picker(state: Fields) -> AnyView {
    let used = memo(move || state.model.with(SetupModel::all_ids));
    let (text, only) = (RwSignal::new(String::new()), RwSignal::new(Only::All));
    let found = memo(move || {
        let company = state.company();
        // What is added stays in sight: the list changes with the search only.
        let used = used.get_untracked();
        let is_used = |place: usize| {
            let field = company.fields.get(place);
            field.is_some_and(|field| used.contains(&field.id))
        };
        text.with(|text| company.picker.find(text, only.get(), &is_used))
    });
    let picking = Picking {
        only,
        section: RwSignal::new(0),
        used,
        said: RwSignal::default(),
    };
    let typed = Callback::new(move |typed| text.set(typed));
    let count = move || found.with(|found| fields_found(found.places.len(), found.total));
    view! {
        <div class="picker">
            <div>
                <SearchInput id=SEARCH label="Search all fields of your company" text=text on_input=typed />
            </div>
            {filters(picking)}
            {drawn(move || into_section(state, picking))}
            <p class="muted picker__count" role="status">
                {drawn(count)}
            </p>
            <p class="visually-hidden" role="status">
                {drawn(move || picking.said.get())}
            </p>
            <ul class="picker__list">
                {drawn(move || {
                    let places = found.get().places;
                    places.into_iter().filter_map(|place| one(state, picking, place)).collect_view()
                })}
            </ul>
        </div>
    }
    .into_any()
}

fn filters(picking: Picking) -> AnyView {
    let choices = Only::ALL.map(|only| (only, only.label())).to_vec();
    view! { <Chips name="Which fields" choices=choices chosen=picking.only /> }.into_any()
}

/// Where what is added goes.
fn into_section(state: Fields, picking: Picking) -> AnyView {
    let sections: Vec<(String, String)> = state.model.with(|model| {
        let sections = model.now().sections.iter().enumerate();
        sections
            .map(|(place, section)| (place.to_string(), section.title.clone()))
            .collect()
    });
    let last = sections.len().saturating_sub(1);
    let value = Signal::derive(move || picking.section.get().min(last).to_string());
    let choose = Callback::new(move |place: String| {
        picking.section.set(place.parse().unwrap_or_default());
    });
    let question = Question::new("fields-into", "Add to");
    chooser(question, sections, value, choose)
}

fn one(state: Fields, picking: Picking, place: usize) -> Option<AnyView> {
    let company = state.company();
    let field = company.fields.get(place)?;
    let id = field.id.clone();
    let is_used = {
        let id = id.clone();
        Signal::derive(move || picking.used.with(|used| used.contains(&id)))
    };
    let disabled = Signal::derive(move || is_used.get().then_some("true"));
    let words = move || match is_used.get() {
        true => "In the form",
        false => "Add",
    };
    let label = field.label.clone();
    let add = move |_| {
        if is_used.get_untracked() {
            return;
        }
        let section = picking.section.get_untracked();
        state.model.update(|model| model.add(&id, section));
        let title = state.model.with_untracked(|model| {
            let place = model.place(&id);
            place.map(|(section, _)| model.title(section))
        });
        let label = state.company().label(&id);
        let title = title.unwrap_or_default();
        picking.said.set(format!("{label} is now in {title}."));
    };
    let marks = [
        (field.is_sensitive, "Sensitive", Tone::Warning),
        (field.is_custom, "Custom", Tone::Plain),
    ];
    let marks = marks
        .into_iter()
        .filter(|(is_so, _, _)| *is_so)
        .map(|(_, words, tone)| badge_of(words, tone));
    let about = format!("{} · {}", kind_of_field(field), field.id.as_str());
    Some(
        view! {
            <li class="picker__one">
                <div>
                    <p class="setup-row__label">
                        <span dir="auto">{label.clone()}</span>
                        {marks.collect_view()}
                    </p>
                    <p class="setup-row__how">{about}</p>
                </div>
                <button
                    type="button"
                    class="button"
                    aria-disabled=disabled
                    on:click=add
                >
                    {drawn(words)}
                    <span class="visually-hidden">" " {label}</span>
                </button>
            </li>
        }
        .into_any(),
    )
}
