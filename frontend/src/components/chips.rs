//! One of a few, always in sight, which narrows a list at once: a group of buttons, one of which is pressed.
//!
//! `aria-pressed` tells which, and a mark that needs no colour. The group has a name.

use leptos::prelude::*;

/// A group of chips.
#[component]
pub fn Chips(
    /// What the group is about, for those who do not see it.
    name: &'static str,
    /// The words of each.
    words: Vec<&'static str>,
    /// Which one is pressed, from 0.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one was pressed.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let chips = words.into_iter().enumerate().map(|(place, words)| {
        let is_chosen = move || if chosen.get() == place { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=is_chosen on:click=move |_| on_choose.run(place)>
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
