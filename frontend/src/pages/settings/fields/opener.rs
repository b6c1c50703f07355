//! The button that opens and closes an editor, the same for a field and a section. It stays where it is and keeps the
//! focus.

use leptos::prelude::*;

use super::state::{Fields, Open};
use crate::tasks::{drawn, memo};

/// Whether the editor of this is open.
pub(super) fn is_open(state: Fields, what: Open) -> Memo<bool> {
    memo(move || state.open.with(|open| open.as_ref() == Some(&what)))
}

/// The button. `name` says whose editor it is, `described` is the id of a problem.
pub(super) fn opener(
    state: Fields,
    what: Open,
    ids: [String; 2],
    name: Signal<String>,
    described: Signal<Option<String>>,
) -> AnyView {
    let is_open = is_open(state, what.clone());
    let expanded = Signal::derive(move || match is_open.get() {
        true => "true",
        false => "false",
    });
    let words = move || match is_open.get() {
        true => "Close",
        false => "Edit",
    };
    let toggle = move |_| {
        let opened = (!is_open.get_untracked()).then(|| what.clone());
        state.open.set(opened);
    };
    let [id, editor] = ids;
    view! {
        <button
            type="button"
            class="button setup__edit"
            id=id
            aria-expanded=expanded
            aria-controls=editor
            aria-describedby=described
            on:click=toggle
        >
            {drawn(words)}
            <span class="visually-hidden">" " {drawn(move || name.get())}</span>
        </button>
    }
    .into_any()
}
