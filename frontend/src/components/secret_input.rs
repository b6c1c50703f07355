//! A secret, such as an API key: hidden as it is typed, shown on request, hidden again when the focus leaves
//! input and button.
//!
//! It is never given a value to begin with: what is stored is not given back by the proxy. The button beside it
//! is reached by Tab and pressed with Space or Enter; its name says what pressing does next ("Show API key",
//! "Hide API key"), and whether the secret is on the screen is read out as it changes.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::field::{Field, Question};

/// A question answered with a secret. The question's id is the input's.
#[component]
pub fn SecretInput(
    /// The question.
    question: Question,
    /// What the browser, or whatever keeps passphrases, may fill in.
    #[prop(default = "off")]
    fills: &'static str,
    /// What was typed.
    #[prop(into)]
    value: Signal<String>,
    /// Each change.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let is_ignored = fills == "off";
    let of_what = format!(" {}", question.label);
    let group = NodeRef::<Div>::new();
    // Going from the input to its button is not leaving.
    let leave = move |event: FocusEvent| {
        let goes_to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let stays = group
            .get_untracked()
            .is_some_and(|group| group.contains(goes_to.as_ref()));
        if goes_to.is_none() || !stays {
            is_shown.set(false);
            on_leave.run(());
        }
    };
    // Nothing is said before somebody presses.
    let said = RwSignal::new("");
    let reveal = move |_| {
        is_shown.update(|is_shown| *is_shown = !*is_shown);
        said.set(if is_shown.get_untracked() {
            "Shown"
        } else {
            "Hidden"
        });
    };
    view! {
        <Field question=question.clone()>
            <div class="secret" node_ref=group on:focusout=leave>
                <input
                    class="input secret__input"
                    type=move || if is_shown.get() { "text" } else { "password" }
                    id=question.id.clone()
                    autocomplete=fills
                    autocapitalize="none"
                    spellcheck="false"
                    // Password managers offer to keep what looks like somebody's own password.
                    attr:data-1p-ignore=is_ignored.then_some("")
                    attr:data-lpignore=is_ignored.then_some("true")
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    prop:value=value
                    on:input=move |event| on_change.run(event_target_value(&event))
                />
                <button
                    type="button"
                    class="button secret__reveal"
                    aria-controls=question.id.clone()
                    on:click=reveal
                >
                    {move || if is_shown.get() { "Hide" } else { "Show" }}
                    <span class="visually-hidden">{of_what}</span>
                </button>
                <p class="visually-hidden" role="status">
                    {said}
                </p>
            </div>
        </Field>
    }
}
