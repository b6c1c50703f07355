//! A yes or no that counts when the form is sent: the browser's own checkbox with its label to press. What takes
//! effect at once is a switch.
//!
//! Space changes it, and so does pressing the label; each change is reported as the new state. The hint is its
//! `aria-describedby`.

use leptos::prelude::*;

/// A checkbox.
#[component]
pub fn Checkbox(
    /// DOM id.
    id: String,
    /// What a tick says yes to.
    label: String,
    /// The label for those who do not see what the box stands beside; it begins with the other one.
    #[prop(optional)]
    said: Option<String>,
    /// One sentence of help.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// Whether it is ticked.
    #[prop(into)]
    is_ticked: Signal<bool>,
    /// It was ticked or emptied.
    on_change: Callback<bool>,
) -> impl IntoView {
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <div class="checkbox">
            <input
                class="checkbox__box"
                type="checkbox"
                id=id.clone()
                aria-label=said
                aria-describedby=hint_id.clone()
                prop:checked=is_ticked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <label class="checkbox__label" for=id>
                {label}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field__hint checkbox__hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
        </div>
    }
}
