//! Choosing from a long list by typing a part of it, after the WAI-ARIA combobox pattern (editable, list). For
//! a dozen options the select is better. The list is known in advance, or it is the answer to what was typed; then
//! whoever answers says in words how that stands, and the list is shown as it came.
//!
//! Focus never leaves the input; the option the arrows are on is named by `aria-activedescendant`, the chosen
//! one has `aria-selected`, and a status says how many fit.
//!
//! | key | what it does |
//! | --- | --- |
//! | letters | open the list and leave in it what fits; at most 100 options are shown |
//! | Down, Up | open the list on the chosen option, then go through it and around its ends |
//! | Alt+Down, Alt+Up | open and close it |
//! | Enter | takes the option the arrows are on, or closes the list; in a closed list it is the form's |
//! | Escape | closes the list and leaves the text as it is; in a closed list it is the dialog's |
//! | Tab | goes on; nothing is taken |
//!
//! What was typed is reported letter by letter. It stays as it is when it is no option: the form says so where only an
//! option will do, and nothing is guessed, except that a text that differs from an option only by case or spaces becomes
//! that option as the focus leaves. An option may have a note, by which namesakes are told apart.

mod matching;
mod state;

use leptos::html::Ul;
use leptos::prelude::*;

use crate::tasks::{drawn, effect};
use wasm_bindgen::JsCast;

use super::field::{Field, Question};
use super::icon::{Drawing, Icon};
use state::{Shown, State};

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// What is shown and sent.
    pub text: String,
    /// What tells it from others of the same text; empty when nothing needs to.
    pub note: String,
}

impl Offer {
    /// An option without a note.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: String::new(),
        }
    }
}

/// What can stand in the input, and where the options come from.
#[derive(Clone, Copy)]
pub enum Choosing {
    /// One of the options and nothing else.
    Listed,
    /// Any text; the options are a help.
    Free,
    /// Any text; the options are the answer to it.
    Searched {
        /// The list was opened, or something was typed: what stands in the input.
        ask: Callback<String>,
        /// How the answer stands, when there is more to say than how many options there are.
        stands: Signal<Option<String>>,
    },
}

/// A question answered by one of many options.
#[component]
pub fn Combobox(
    /// The question. Its id is the input's; the list derives its own.
    question: Question,
    /// The options.
    #[prop(into)]
    options: Signal<Vec<Offer>>,
    /// What can stand in the input.
    #[prop(default = Choosing::Listed)]
    choosing: Choosing,
    /// What stands in the input; empty when nothing is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Each change: typed or chosen.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = State::new(&question.id, options, choosing, value, on_change);
    let list = NodeRef::<Ul>::new();
    keep_active_in_view(state, list);
    let leave = move |_| {
        state.settle();
        on_leave.run(());
    };
    let list_id = state.list_id();
    view! {
        <Field question=question.clone()>
            <div class="combobox">
                <input
                    class="input combobox__input"
                    type="text"
                    role="combobox"
                    id=question.id.clone()
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-haspopup="listbox"
                    aria-expanded=move || if state.is_open.get() { "true" } else { "false" }
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || state.active_id()
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    prop:value=value
                    on:input=move |event| state.type_in(event_target_value(&event))
                    on:keydown=move |event| state.strike(&event)
                    on:click=move |_| state.open()
                    on:blur=leave
                />
                <span class="combobox__mark" aria-hidden="true">
                    <Drawing icon=Icon::Down />
                </span>
                <div
                    class="combobox__fold"
                    prop:hidden=move || !state.is_open.get()
                    // Pressing an option must not take the focus out of the input.
                    on:mousedown=|event| event.prevent_default()
                >
                    <ul
                        class="combobox__list"
                        role="listbox"
                        id=list_id.clone()
                        node_ref=list
                        aria-label=question.label.clone()
                    >
                        {drawn(move || {
                            state.shown().into_iter().map(|option| entry(state, option)).collect_view()
                        })}
                    </ul>
                    // Beside the list, in which only options may be; the status says it to screen readers.
                    {drawn(move || {
                        state
                            .remark()
                            .map(|remark| {
                                view! {
                                    <p class="combobox__remark" aria-hidden="true">
                                        {remark}
                                    </p>
                                }
                            })
                    })}
                </div>
                <p class="visually-hidden" role="status">
                    {drawn(move || state.spoken())}
                </p>
            </div>
        </Field>
    }
}

fn entry(state: State, option: Shown) -> impl IntoView {
    let Shown { position, offer } = option;
    let Offer { text, note } = offer;
    let said = text.clone();
    let is_active = move || state.active.get() == Some(position);
    let is_chosen = move || state.value.with(|value| *value == said);
    view! {
        <li
            class="combobox__option"
            class:combobox__option--active=is_active
            role="option"
            id=state.option_id(position)
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            on:click=move |_| state.take(position)
        >
            <span>{text}</span>
            {(!note.is_empty()).then(|| view! { <span class="combobox__note">" "{note}</span> })}
        </li>
    }
}

/// The option that the arrows are on must be seen.
fn keep_active_in_view(state: State, list: NodeRef<Ul>) {
    effect(move || {
        let id = state.active_id();
        let Some((list, id)) = list.get_untracked().zip(id) else {
            return;
        };
        let option = list
            .query_selector(&format!("[id=\"{id}\"]"))
            .ok()
            .flatten();
        let option = option.and_then(|option| option.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(option) = option {
            let (top, bottom) = (
                option.offset_top(),
                option.offset_top() + option.offset_height(),
            );
            if top < list.scroll_top() {
                list.set_scroll_top(top);
            } else if bottom > list.scroll_top() + list.client_height() {
                list.set_scroll_top(bottom - list.client_height());
            }
        }
    });
}
