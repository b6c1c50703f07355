//! Choosing from a long list by typing a part of it, after the WAI-ARIA combobox pattern (editable, list). For
//! a dozen options the select is better.
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
//! What was typed is reported letter by letter. It stays as it is when it is no option: the form says so, and
//! nothing is guessed, except that a text that differs from an option only by case or spaces becomes that
//! option as the focus leaves.

mod matching;

use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;

use crate::tasks::{drawn, effect, memo};
use wasm_bindgen::JsCast;

use super::field::{Field, Question};
use super::icon::{Drawing, Icon};
use matching::{MOST_SHOWN, Matches, Searchable};

/// A question answered by one of many options.
#[component]
pub fn Combobox(
    /// The question. Its id is the input's; the list derives its own.
    question: Question,
    /// The options; what is shown is what is sent.
    options: Vec<String>,
    /// What stands in the input; empty when nothing is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Each change: typed or chosen.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = State::new(&question.id, options, value, on_change);
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

/// One option as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    /// Among those shown, from 0.
    position: usize,
    text: String,
}

/// What is open, what fits, and where the arrows are. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
struct State {
    id: StoredValue<String>,
    options: StoredValue<Vec<String>>,
    searchable: StoredValue<Searchable>,
    value: Signal<String>,
    on_change: Callback<String>,
    is_open: RwSignal<bool>,
    /// Whether something was typed since the list was opened. Until then everything is shown: a person who
    /// opens the list wants another option, not the one that is there.
    is_typing: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    matches: Memo<Matches>,
}

impl State {
    fn new(
        id: &str,
        options: Vec<String>,
        value: Signal<String>,
        on_change: Callback<String>,
    ) -> Self {
        let searchable = StoredValue::new(Searchable::new(&options));
        let is_typing = RwSignal::new(false);
        let matches = memo(move || {
            let typed = if is_typing.get() {
                value.get()
            } else {
                String::new()
            };
            searchable.with_value(|searchable| searchable.find(&typed))
        });
        Self {
            id: StoredValue::new(id.to_owned()),
            options: StoredValue::new(options),
            searchable,
            value,
            on_change,
            is_open: RwSignal::new(false),
            is_typing,
            active: RwSignal::new(None),
            matches,
        }
    }

    fn list_id(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    fn option_id(self, position: usize) -> String {
        self.id.with_value(|id| format!("{id}-option-{position}"))
    }

    fn active_id(self) -> Option<String> {
        let position = self.active.get().filter(|_| self.is_open.get())?;
        Some(self.option_id(position))
    }

    fn shown(self) -> Vec<Shown> {
        if !self.is_open.get() {
            return Vec::new();
        }
        self.matches.with(|matches| {
            self.options.with_value(|options| {
                let texts = matches
                    .places
                    .iter()
                    .filter_map(|place| options.get(*place));
                texts
                    .enumerate()
                    .map(|(position, text)| Shown {
                        position,
                        text: text.clone(),
                    })
                    .collect()
            })
        })
    }

    /// What stands below the options.
    fn remark(self) -> Option<String> {
        let total = self.matches.with(|matches| matches.total);
        match total {
            0 => Some("No option fits. Type less, or choose from the whole list.".to_owned()),
            _ if total > MOST_SHOWN => {
                Some(format!("{MOST_SHOWN} of {total} shown. Type to narrow."))
            }
            _ => None,
        }
    }

    /// How many fit, for whoever cannot see the list.
    fn spoken(self) -> String {
        if !self.is_open.get() {
            return String::new();
        }
        match self.matches.with(|matches| matches.total) {
            0 => "No option fits.".to_owned(),
            1 => "1 option.".to_owned(),
            total if total > MOST_SHOWN => {
                format!("{total} options, the first {MOST_SHOWN} of them in the list.")
            }
            total => format!("{total} options."),
        }
    }

    fn open(self) {
        if self.is_open.get_untracked() {
            return;
        }
        self.is_typing.set(false);
        let chosen = self.value.with_untracked(|value| {
            self.searchable
                .with_value(|searchable| searchable.exactly(value))
        });
        // With everything shown in order, an option's place is its position.
        self.active.set(chosen.filter(|place| *place < MOST_SHOWN));
        self.is_open.set(true);
    }

    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    fn type_in(self, text: String) {
        self.is_typing.set(true);
        self.on_change.run(text);
        self.is_open.set(true);
        self.active.set(None);
    }

    fn take(self, position: usize) {
        let place = self
            .matches
            .with_untracked(|matches| matches.places.get(position).copied());
        let text = place.and_then(|place| {
            self.options
                .with_value(|options| options.get(place).cloned())
        });
        if let Some(text) = text {
            self.on_change.run(text);
        }
        self.is_typing.set(false);
        self.close();
    }

    /// Leaving: what says the same as an option becomes that option.
    fn settle(self) {
        let exact = self.value.with_untracked(|value| {
            self.searchable
                .with_value(|searchable| searchable.exactly(value))
                .and_then(|place| {
                    self.options
                        .with_value(|options| options.get(place).cloned())
                })
                .filter(|option| option != value)
        });
        if let Some(option) = exact {
            self.on_change.run(option);
        }
        self.is_typing.set(false);
        self.close();
    }

    fn strike(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let is_open = self.is_open.get_untracked();
        let handled = match event.key().as_str() {
            "ArrowDown" if event.alt_key() => {
                self.open();
                true
            }
            "ArrowUp" if event.alt_key() => {
                self.close();
                true
            }
            "ArrowDown" | "ArrowUp" => {
                let down = event.key() == "ArrowDown";
                if !is_open {
                    self.open();
                }
                self.step(down, is_open);
                true
            }
            "Enter" => match self.active.get_untracked().filter(|_| is_open) {
                Some(position) => {
                    self.take(position);
                    true
                }
                // The form around it must not be sent because somebody wanted to close a list.
                None if is_open => {
                    self.close();
                    true
                }
                None => false,
            },
            "Escape" if is_open => {
                self.close();
                true
            }
            _ => false,
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// One option down or up, around the ends. A list that has just opened stays on the chosen option.
    fn step(self, down: bool, was_open: bool) {
        let count = self.matches.with_untracked(|matches| matches.places.len());
        if count == 0 {
            return;
        }
        let last = count - 1;
        let next = match (self.active.get_untracked(), down) {
            (Some(position), _) if !was_open => position,
            (None, true) => 0,
            (None, false) => last,
            (Some(position), true) if position >= last => 0,
            (Some(0), false) => last,
            (Some(position), true) => position + 1,
            (Some(position), false) => position - 1,
        };
        self.active.set(Some(next));
    }
}

fn entry(state: State, option: Shown) -> impl IntoView {
    let Shown { position, text } = option;
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
            {text}
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
