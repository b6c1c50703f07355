//! One line of which only the middle is typed, for example the company in `https://acme.bamboohr.com`.
//!
//! The parts around it are for the eye (the hint must say the same) and step aside for who pastes the whole. A press on
//! them is a press on the input. Otherwise as a text input: the browser's own keys, each change is reported.

use leptos::prelude::*;

use super::field::{Field, Question};
use crate::browser::focus;

/// A question answered with the middle of a line.
#[component]
pub fn AffixedInput(
    /// The question.
    question: Question,
    /// What stands before the input.
    before: &'static str,
    /// What stands after it.
    after: &'static str,
    /// What was typed.
    #[prop(into)]
    value: Signal<String>,
    /// Each change.
    on_change: Callback<String>,
) -> impl IntoView {
    let is_whole = move || value.with(|typed| typed.contains(['.', '/', ':']));
    let (id, id_after) = (question.id.clone(), question.id.clone());
    view! {
        <Field question=question.clone()>
            <div class="affixed" class:affixed--whole=is_whole>
                <span class="affixed__part" aria-hidden="true" on:click=move |_| focus(&id)>
                    {before}
                </span>
                <input
                    class="input affixed__input"
                    type="text"
                    id=question.id.clone()
                    inputmode="url"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    prop:value=value
                    on:input=move |event| on_change.run(event_target_value(&event))
                />
                <span class="affixed__part" aria-hidden="true" on:click=move |_| focus(&id_after)>
                    {after}
                </span>
            </div>
        </Field>
    }
}
