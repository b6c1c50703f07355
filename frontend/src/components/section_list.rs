//! The sections of a long form, each with how far it is, and a link to its heading: beside the form where there is room,
//! else in a row above it. Pressing one moves the focus to the heading, which must take it (`tabindex="-1"`).
//!
//! It changes while somebody types and says nothing by itself: who wants to know how far the form is goes there.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::browser::focus;
use crate::words::Tone;

/// One section.
#[derive(Clone)]
pub struct SectionLine {
    /// DOM id of its heading.
    pub heading: String,
    /// Its title.
    pub title: String,
    /// How far it is, in two or three words, and how that looks.
    pub state: Signal<(String, Tone)>,
}

/// The list.
#[component]
pub fn SectionList(
    /// The sections in order.
    lines: Vec<SectionLine>,
) -> impl IntoView {
    view! {
        <nav class="section-list" aria-label="Sections of the form">
            <ol class="section-list__lines">
                {lines.into_iter().map(line).collect_view()}
            </ol>
        </nav>
    }
}

fn line(line: SectionLine) -> AnyView {
    let SectionLine {
        heading,
        title,
        state,
    } = line;
    let href = format!("#{heading}");
    let go = move |event: MouseEvent| {
        event.prevent_default();
        focus(&heading);
    };
    let mark = move || {
        state.with(|(_, tone)| format!("section-list__mark section-list__mark--{}", tone.code()))
    };
    let words = move || state.with(|(words, _)| words.clone());
    view! {
        <li>
            <a class="section-list__link" href=href rel="external" on:click=go>
                <span class=mark aria-hidden="true"></span>
                <span class="section-list__title">{title}</span>
                " "
                <span class="section-list__state">{words}</span>
            </a>
        </li>
    }
    .into_any()
}
