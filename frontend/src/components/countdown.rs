//! How long something waits before it goes on by itself, counted down in words.
//!
//! Plain text and no live region: a number that is read out every second would be unbearable. What is waited
//! for is said by the caller, where it is read out once. Nothing takes focus, nothing is reported.

use leptos::prelude::*;

use crate::browser::pause;
use crate::tasks::{drawn, effect, spawn};
use crate::words::duration;

/// A sentence that counts down; nothing while nothing is known.
#[component]
pub fn Countdown(
    /// Seconds until the next try, as last heard.
    #[prop(into)]
    seconds: Signal<Option<u64>>,
) -> impl IntoView {
    let left = RwSignal::new(None::<u64>);
    effect(move || {
        // No time left to wait is no wait: what it is about is said by the caller.
        left.set(seconds.get().filter(|seconds| *seconds > 0));
        spawn(async move {
            while left.get_untracked().is_some_and(|left| left > 0) {
                pause(1_000).await;
                left.update(|left| *left = left.map(|left| left.saturating_sub(1)));
            }
        });
    });
    let words = move || match left.get()? {
        0 => Some("We try again now.".to_owned()),
        left => Some(format!("We try again in {}.", duration(left))),
    };
    drawn(move || words().map(|words| view! { <p class="countdown">{words}</p> }))
}
