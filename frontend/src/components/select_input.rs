//! One of several options, with the browser's own list, its keys and its ARIA. For up to some dozens of options;
//! the combobox is for more. The choice is reported at once.

use leptos::html::Select;
use leptos::prelude::*;

use crate::tasks::effect;

use super::field::{Field, Question};

/// Keeps a `<select>` at a value. An effect and not an attribute, because a select ignores a value
/// whose option it does not have yet.
pub fn follow_value(select: NodeRef<Select>, value: Signal<String>) {
    effect(move || {
        let value = value.get();
        if let Some(select) = select.get() {
            select.set_value(&value);
        }
    });
}

/// A question answered by choosing.
#[component]
pub fn SelectInput(
    /// The question.
    question: Question,
    /// The options; what is shown is what is sent.
    options: Vec<String>,
    /// The chosen option; empty when none is.
    #[prop(into)]
    value: Signal<String>,
    /// Another option was chosen.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    follow_value(select, value);
    let required = question.required;
    view! {
        <Field question=question.clone()>
            <select
                class="input input--select"
                id=question.id.clone()
                node_ref=select
                autocomplete="off"
                aria-describedby=question.described_by()
                aria-required=question.aria_required()
                aria-invalid=question.aria_invalid()
                on:change=move |event| on_change.run(event_target_value(&event))
                on:blur=move |_| on_leave.run(())
            >
                <option value="">{move || if required.get() { "Choose…" } else { "Not chosen" }}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        </Field>
    }
}

fn option(text: String) -> impl IntoView {
    view! { <option value=text>{text.clone()}</option> }
}
