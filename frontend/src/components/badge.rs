//! The state of a candidate in BambooHR in two words. The words carry it; the colour only helps. Plain text: no
//! role, no focus.

use handoff::interface::SendState;
use leptos::prelude::*;

use crate::words::{Tone, badge};

/// The badge of the newest send; a dash that reads "not sent" when there is none.
#[component]
pub fn SendBadge(
    /// State of the newest send.
    state: Option<SendState>,
) -> impl IntoView {
    match state.and_then(badge) {
        Some((words, tone)) => badge_of(words, tone),
        None => view! {
            <span class="badge-none">
                <span aria-hidden="true">"—"</span>
                <span class="visually-hidden">"not sent"</span>
            </span>
        }
        .into_any(),
    }
}

/// A badge with other words.
pub fn badge_of(words: &'static str, tone: Tone) -> AnyView {
    view! { <span class=format!("badge badge--{}", tone.code())>{words}</span> }.into_any()
}
