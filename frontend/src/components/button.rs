//! Buttons: the browser's own, pressed with Space or Enter; their words are their name.
//!
//! A busy button stays focusable, says `aria-disabled`, and does nothing, so that a person who cannot see it is
//! not thrown out of the form. Its words should say what goes on ("Loading…"). A link that only looks like a
//! button takes [`button_class`] and stays a link.

use leptos::prelude::*;

use crate::tasks::drawn;

/// How much a button weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// Something else to do.
    Secondary,
}

/// Class names for a button, or for a link that looks like one.
pub fn button_class(weight: Weight) -> &'static str {
    match weight {
        Weight::Primary => "button button--primary",
        Weight::Secondary => "button",
    }
}

/// A button that does something here.
#[component]
pub fn Button(
    /// How much it weighs.
    weight: Weight,
    /// While true, pressing does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What pressing does.
    on_press: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=button_class(weight)
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
}

/// The button that submits the form around it. The form's own handler must ignore presses while busy.
#[component]
pub fn SubmitButton(
    /// Words when it can be pressed.
    label: &'static str,
    /// Words while the request is under way.
    busy_label: &'static str,
    /// Whether it is.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=button_class(Weight::Primary)
            aria-disabled=move || busy.get().then_some("true")
        >
            {drawn(move || if busy.get() { busy_label } else { label })}
        </button>
    }
}
