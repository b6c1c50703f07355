//! A secret, such as an API key: hidden as it is typed, shown on request, hidden again when the focus leaves.
//!
//! It is never given a value to begin with: what is stored is not given back by the proxy.

use leptos::prelude::*;

use super::field::{Field, Question};

/// A question answered with a secret.
#[component]
pub fn SecretInput(
    /// The question.
    question: Question,
    /// What was typed.
    #[prop(into)]
    value: Signal<String>,
    /// Each change.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let label = question.label.clone();
    view! {
        <Field question=question.clone()>
            <div class="secret">
                <input
                    class="input secret__input"
                    type=move || if is_shown.get() { "text" } else { "password" }
                    id=question.id.clone()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    // Password managers offer to keep what looks like somebody's own password.
                    attr:data-1p-ignore=""
                    attr:data-lpignore="true"
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    prop:value=value
                    on:input=move |event| on_change.run(event_target_value(&event))
                    on:blur=move |_| on_leave.run(())
                />
                <button
                    type="button"
                    class="button secret__reveal"
                    aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                    aria-label=format!("Show {label}")
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    {move || if is_shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
        </Field>
    }
}
