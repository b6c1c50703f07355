//! What happened to a candidate, newest first.
//!
//! An ordered list of sentences, each with the moment in this browser's own time (`<time>`, exact in its
//! attribute), and why if somebody said it. Steps that only this software needs are left out. Nothing takes focus, nothing is reported.

use handoff::interface::{Happened, HistoryEntry};
use leptos::prelude::*;

use crate::browser::moment_in_words;
use crate::tasks::drawn;
use crate::words::happened;

/// The entries that mean something to a person.
#[component]
pub fn Timeline(
    /// Newest first.
    #[prop(into)]
    entries: Signal<Vec<HistoryEntry>>,
) -> impl IntoView {
    view! {
        <ol class="timeline">
            {drawn(move || entries.get().into_iter().filter_map(entry).collect_view())}
        </ol>
    }
}

/// The entries as a card of a page, which has one of them.
#[component]
pub fn History(
    /// Newest first.
    #[prop(into)]
    entries: Signal<Vec<HistoryEntry>>,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="history-title">
            <h2 class="card__title" id="history-title">
                "History"
            </h2>
            <Timeline entries=entries />
        </section>
    }
}

fn entry(entry: HistoryEntry) -> Option<impl IntoView> {
    let words = happened(&entry.what);
    if words.is_empty() {
        return None;
    }
    let when = moment_in_words(&entry.at);
    // The words about a send name who did it.
    let is_named = matches!(entry.what, Happened::Sent { .. });
    let by = entry.who.filter(|_| !is_named);
    let by = by.map(|who| format!(" by {who}"));
    let why = entry
        .reason
        .map(|reason| view! { ": " <q dir="auto">{reason}</q> });
    Some(view! {
        <li class="timeline__entry">
            <span>{words}{by}{why}</span>
            <time class="timeline__when" datetime=entry.at>
                {when}
            </time>
        </li>
    })
}
