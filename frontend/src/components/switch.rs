//! Something that is on or off, and takes effect at once: `role="switch"`, pressed with Space or Enter.
//!
//! Its state is also a word beside it, so that nobody has to know which side is on.

use leptos::prelude::*;

/// A switch with its label.
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
    /// Somebody wants it the other way; the new state.
    on_change: Callback<bool>,
) -> impl IntoView {
    let label_id = format!("{id}-label");
    let press = move |_| {
        if !busy.get_untracked() {
            on_change.run(!is_on.get_untracked());
        }
    };
    view! {
        <div class="switch">
            <span class="switch__label" id=label_id.clone()>
                {label}
            </span>
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
                <span class="switch__word">{move || if is_on.get() { words.1 } else { words.0 }}</span>
            </button>
        </div>
    }
}
