//! What stands where there is nothing to show: why, and what to do about it.
//!
//! Plain text with a drawing that is hidden from screen readers, and one button or link at most. Not a live
//! region: a list that becomes empty while somebody types has a status of its own.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// An empty place.
#[component]
pub fn EmptyState(
    /// What is missing, for example `No candidates match`.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into)]
    advice: Signal<String>,
    /// A drawing above the words.
    icon: Icon,
    /// A button or a link that helps.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <span class="empty-state__mark" aria-hidden="true">
                <Drawing icon=icon />
            </span>
            <p class="empty-state__title">{title}</p>
            <p class="empty-state__advice">{advice}</p>
            {children.map(|children| children())}
        </div>
    }
}
