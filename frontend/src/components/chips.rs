//! One of a few, always in sight, which narrows a list at once: a group of buttons, one of which is pressed.
//!
//! `aria-pressed` tells which, and a mark that needs no colour. The group has a name.

use leptos::prelude::*;

/// A group of chips.
#[component]
pub fn Chips<T>(
    /// What the group is about, for those who do not see it.
    name: &'static str,
    /// Each with its words.
    choices: Vec<(T, &'static str)>,
    /// Which one is pressed.
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let chips = choices.into_iter().map(|(choice, words)| {
        let is_chosen = move || if chosen.get() == choice { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=is_chosen on:click=move |_| chosen.set(choice)>
                {words}
            </button>
        }
    });
    view! {
        <div class="chips" role="group" aria-label=name>
            {chips.collect_view()}
        </div>
    }
}
