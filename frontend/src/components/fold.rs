//! More of the same behind a line that opens it: the browser's own `<details>`, opened and closed with Enter, Space or a
//! press. Whether it is open is somebody else's to keep; each change is reported.
//!
//! With nothing behind it, it is not there.

use leptos::html::Details;
use leptos::prelude::*;

/// A line that opens what is behind it.
#[component]
pub fn Fold(
    /// The line; what it says may change while it is open.
    #[prop(into)]
    label: Signal<String>,
    /// Whether there is nothing behind it.
    #[prop(into)]
    is_empty: Signal<bool>,
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// It was opened or closed.
    on_toggle: Callback<bool>,
    /// What is behind it.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let toggled = move |_| {
        if let Some(details) = details.get_untracked() {
            on_toggle.run(details.open());
        }
    };
    view! {
        <details
            class="fold"
            node_ref=details
            prop:hidden=is_empty
            prop:open=is_open
            on:toggle=toggled
        >
            <summary class="fold__head">{move || label.get()}</summary>
            <div class="fold__body">{children()}</div>
        </details>
    }
}
