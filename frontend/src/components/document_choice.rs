//! Parts of a row about a file: the list of categories, with a label for those who do not see whose row it is, and a file
//! that cannot go along, which shows its box empty and disabled, and the reason.
//!
//! The category is chosen with the browser's own list and its keys. A box that cannot be ticked stays reachable
//! (`aria-disabled`), because its reason is what somebody came for.

use leptos::html::Select;
use leptos::prelude::*;

use super::select_input::follow_value;

/// Where a file is put.
#[component]
pub fn CategorySelect(
    /// DOM id.
    id: String,
    /// The file's name.
    file: String,
    /// Ids and names of the categories.
    options: Vec<(String, String)>,
    /// The id of the chosen one.
    value: Signal<String>,
    /// Another one was chosen.
    on_change: Callback<String>,
) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    follow_value(select, value);
    let options = options
        .into_iter()
        .map(|(id, name)| view! { <option value=id>{name}</option> });
    view! {
        <label class="file__category" for=id>
            <span class="field__label">
                "Category"
                <span class="visually-hidden">{format!(" of {file}")}</span>
            </span>
            <select
                class="input input--select"
                id=id.clone()
                node_ref=select
                autocomplete="off"
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </label>
    }
}

/// A file that stays behind.
#[component]
pub fn NotTaken(
    /// DOM id of the box.
    id: String,
    /// The file's name.
    label: String,
    /// What it is.
    about: String,
    /// Why it stays behind.
    problem: String,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="file">
            <div class="checkbox checkbox--disabled">
                <input
                    class="checkbox__box"
                    type="checkbox"
                    id=id.clone()
                    aria-disabled="true"
                    aria-describedby=hint_id.clone()
                    prop:checked=false
                    on:click=|event| event.prevent_default()
                />
                <label class="checkbox__label" for=id>
                    {label}
                </label>
                <div class="checkbox__hint" id=hint_id>
                    {(!about.is_empty()).then(|| view! { <p class="field__hint">{about}</p> })}
                    <p class="field__problem">{problem}</p>
                </div>
            </div>
        </div>
    }
}
