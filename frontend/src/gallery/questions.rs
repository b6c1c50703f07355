//! Questions for the examples, and callbacks that do nothing.

use leptos::prelude::*;

use crate::components::field::Question;

/// A question with nothing but its label.
pub(super) fn question(id: &str, label: &str) -> Question {
    Question {
        id: id.to_owned(),
        label: label.to_owned(),
        hint: None,
        notice: None,
        origin: Signal::stored(None),
        required: Signal::stored(false),
        problem: Signal::stored(None),
    }
}

/// The same with an answer that is wrong.
pub(super) fn wrong(id: &str, label: &str, problem: &str) -> Question {
    Question {
        required: Signal::stored(true),
        problem: Signal::stored(Some(problem.to_owned())),
        ..question(id, label)
    }
}

/// Keeps what is reported in a signal.
pub(super) fn into<T: Send + Sync + 'static>(kept: RwSignal<T>) -> Callback<T> {
    Callback::new(move |value| kept.set(value))
}

/// What leaving or pressing does where an example has nothing to do.
pub(super) fn nothing() -> Callback<()> {
    Callback::new(|()| ())
}
