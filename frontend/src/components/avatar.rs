//! Initials in place of a picture. Decoration, hidden from screen readers: the name stands beside it.

use leptos::prelude::*;

use crate::words::initials;

/// A disc with the initials of a name.
#[component]
pub fn Avatar(
    /// The whole name.
    name: String,
    /// Twice as big, for the head of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = if large {
        "avatar avatar--large"
    } else {
        "avatar"
    };
    view! {
        <span class=class aria-hidden="true">
            {initials(&name)}
        </span>
    }
}
