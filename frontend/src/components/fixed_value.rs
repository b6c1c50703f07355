//! A value that is the company's: it can be read and copied, and not changed. The browser's own input with `readonly`,
//! so that it is reached by Tab and told like every other question. Nothing is reported.

use leptos::prelude::*;

use super::field::{Field, Question};

/// A question that is answered already.
#[component]
pub fn FixedValue(
    /// The question; its origin says whose value it is.
    question: Question,
    /// The value as a person reads it.
    value: String,
) -> impl IntoView {
    view! {
        <Field question=question.clone()>
            <input
                class="input input--fixed"
                type="text"
                id=question.id.clone()
                readonly=true
                aria-describedby=question.described_by()
                prop:value=value
            />
        </Field>
    }
}
