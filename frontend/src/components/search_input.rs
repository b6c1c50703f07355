//! A field to search by typing: the browser's own search input with a lens, reported with every letter.
//!
//! The label is above it and is its name. What is found is announced by whoever shows it; nothing is sent by this.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// A search field with its label.
#[component]
pub fn SearchInput(
    /// DOM id of the input.
    id: &'static str,
    /// What is searched.
    label: &'static str,
    /// What stands in it.
    #[prop(into)]
    text: Signal<String>,
    /// Somebody typed.
    on_input: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="field__label" for=id>
            {label}
        </label>
        <div class="search">
            <Drawing icon=Icon::Search />
            <input
                class="input"
                type="search"
                id=id
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
}
