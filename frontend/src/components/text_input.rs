//! One line, or several lines, of text: the browser's own inputs and keys in the frame of a question. Each change
//! is reported as it is typed, and leaving as well, because that is when an answer may be judged.

use leptos::prelude::*;

use super::field::{Field, Question};

/// What is typed, for the keyboard on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Words.
    Words,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
}

/// A question answered with one line.
#[component]
pub fn TextInput(
    /// The question.
    question: Question,
    /// What the browser, or whatever keeps passphrases, may fill in.
    #[prop(default = "off")]
    fills: &'static str,
    /// What is typed.
    typing: Typing,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Each change.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    // `type="text"` even for e-mail: browsers rewrite what is typed into an e-mail input.
    let mode = match typing {
        Typing::Words => "text",
        Typing::Email => "email",
        Typing::Phone => "tel",
    };
    view! {
        <Field question=question.clone()>
            <input
                class="input"
                type="text"
                id=question.id.clone()
                inputmode=mode
                autocomplete=fills
                spellcheck="false"
                aria-describedby=question.described_by()
                aria-required=question.aria_required()
                aria-invalid=question.aria_invalid()
                prop:value=value
                on:input=move |event| on_change.run(event_target_value(&event))
                on:blur=move |_| on_leave.run(())
            />
        </Field>
    }
}

/// A question answered with several lines.
#[component]
pub fn TextArea(
    /// The question.
    question: Question,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Each change.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    view! {
        <Field question=question.clone()>
            <textarea
                class="input"
                rows="4"
                id=question.id.clone()
                autocomplete="off"
                aria-describedby=question.described_by()
                aria-required=question.aria_required()
                aria-invalid=question.aria_invalid()
                prop:value=value
                on:input=move |event| on_change.run(event_target_value(&event))
                on:blur=move |_| on_leave.run(())
            ></textarea>
        </Field>
    }
}
