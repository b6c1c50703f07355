//! A calendar date, with the browser's own input and the date it understood in words.
//!
//! Typed part by part in the order of the browser's language, or picked; Up and Down change a part, and the
//! browser's key (Alt+Down, Space) opens its calendar. That order is why the words below it (`role="status"`)
//! name the month and the weekday. Each change is reported as `YYYY-MM-DD`, whatever is shown.

use handoff::{date_in_words, read_date};
use leptos::html::Input;
use leptos::prelude::*;

use super::field::{Field, Question};
use crate::tasks::{drawn, effect, memo};

/// Stands for a date of which only a part was typed. The browser gives such an input no value at all;
/// without this a half-typed date would pass for none and be left out in silence.
pub const HALF_TYPED: &str = "incomplete";

/// A question answered with a date.
#[component]
pub fn DateInput(
    /// The question.
    question: Question,
    /// `YYYY-MM-DD`, empty, or [`HALF_TYPED`].
    #[prop(into)]
    value: Signal<String>,
    /// Each change, in the same form.
    on_change: Callback<String>,
    /// Focus went elsewhere.
    on_leave: Callback<()>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    // The browser's value is only overwritten by another date: writing what it cannot show would erase
    // what somebody is typing.
    effect(move || {
        let wanted = value.get();
        let can_show = wanted.is_empty() || read_date(&wanted).is_some();
        if let Some(input) = input.get()
            && can_show
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    let read = move || {
        if let Some(input) = input.get_untracked() {
            let is_half_typed = input.validity().bad_input();
            on_change.run(if is_half_typed {
                HALF_TYPED.to_owned()
            } else {
                input.value()
            });
        }
    };
    let in_words = memo(move || date_in_words(&value.get()));
    let understood = view! {
        <p class="date-words" role="status">
            {drawn(move || in_words.get())}
        </p>
    };
    view! {
        <Field question=question.clone() understood=understood.into_any()>
            <input
                class="input input--date"
                type="date"
                id=question.id.clone()
                node_ref=input
                min="1900-01-01"
                max="2100-12-31"
                autocomplete="off"
                aria-describedby=question.described_by()
                aria-required=question.aria_required()
                aria-invalid=question.aria_invalid()
                on:input=move |_| read()
                on:blur=move |_| {
                    read();
                    on_leave.run(());
                }
            />
        </Field>
    }
}
