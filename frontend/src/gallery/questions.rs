//! Questions for the examples, and callbacks that do nothing.

use leptos::prelude::*;

use crate::components::field::Question;
use crate::form_model::{Notice, Origin};

/// A question with nothing but its label.
pub(super) fn question(id: &str, label: &str) -> Question {
    Question::new(id, label)
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

/// Something to know about the candidate's own value.
pub(super) fn notice(words: &str) -> Signal<Option<Notice>> {
    Signal::stored(Some(Notice {
        words: words.to_owned(),
        likely: Vec::new(),
        can_add: None,
        is_settled: false,
    }))
}

/// Where a first value came from.
pub(super) fn origin(words: &str, is_changed: bool) -> Signal<Option<Origin>> {
    Signal::stored(Some(Origin {
        words: words.to_owned(),
        is_changed,
    }))
}
