//! Something that is on or off, and takes effect at once. What counts only when a form is sent is a checkbox.
//!
//! A `<button role="switch">` with `aria-checked`, pressed with Space, Enter, or by its label; the label is its
//! name. The state is also a word beside it, so that nobody has to know which side is on. It moves when
//! `is_on` does and not before: whoever switches decides, after a failure it simply stays. While busy it keeps
//! the focus, says `aria-disabled`, and does nothing; it may say in a word what goes on.

use leptos::prelude::*;

/// A switch with its label. Reports the wanted state by `on_change`.
#[component]
pub fn Switch(
    /// DOM id; the label derives its own.
    id: &'static str,
    /// What is switched.
    label: String,
    /// The words for off and on, for example `("Disabled", "Enabled")`.
    words: (&'static str, &'static str),
    /// Whether it is on.
    #[prop(into)]
    is_on: Signal<bool>,
    /// While true, pressing does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What goes on, in place of the words for off and on, for example `Checking…`.
    #[prop(optional, into)]
    going_on: Signal<Option<&'static str>>,
    /// The label is for those who do not see what the switch stands beside.
    #[prop(optional)]
    hidden_label: bool,
    /// Somebody wants it the other way; the new state.
    on_change: Callback<bool>,
) -> impl IntoView {
    let label_id = format!("{id}-label");
    let press = move |_| {
        if !busy.get_untracked() {
            on_change.run(!is_on.get_untracked());
        }
    };
    let word = move || match (going_on.get(), is_on.get()) {
        (Some(word), _) => word,
        (None, true) => words.1,
        (None, false) => words.0,
    };
    let label_class = match hidden_label {
        true => "visually-hidden",
        false => "switch__label",
    };
    view! {
        <div class="switch">
            <label class=label_class id=label_id.clone() for=id>
                {label}
            </label>
            <button
                type="button"
                class="switch__button"
                role="switch"
                id=id
                aria-labelledby=label_id
                aria-checked=move || if is_on.get() { "true" } else { "false" }
                aria-disabled=move || busy.get().then_some("true")
                on:click=press
            >
                <span class="switch__track" aria-hidden="true">
                    <span class="switch__thumb"></span>
                </span>
                <span class="switch__word">{word}</span>
            </button>
        </div>
    }
}
