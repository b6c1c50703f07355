//! Grey bars in the place of what is being loaded, so that nothing jumps when it arrives. Screen readers hear
//! "Loading…" (`role="status"`) and none of the bars. They breathe, except for who asks for less motion.

use leptos::prelude::*;

/// A card with some grey lines and a spoken "Loading".
#[component]
pub fn SkeletonCard(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="card skeleton">
            <p class="visually-hidden" role="status">
                "Loading…"
            </p>
            {(0..lines).map(|_| view! { <span class="skeleton__bar"></span> }).collect_view()}
        </div>
    }
}

/// The place of a page's heading before its words are known.
#[component]
pub fn SkeletonHeading() -> impl IntoView {
    view! {
        <h1 class="page-title skeleton">
            <span class="visually-hidden">"Loading…"</span>
            <span class="skeleton__bar skeleton__bar--title"></span>
        </h1>
    }
}
