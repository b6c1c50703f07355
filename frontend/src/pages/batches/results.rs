//! What came of each candidate of a batch.

use handoff::interface::{BatchSend, BatchView, SendState};
use leptos::prelude::*;

use crate::components::badge::{SendBadge, badge_of};
use crate::components::data_table::{Heads, row, table};
use crate::components::employee_link::employee_id;
use crate::paths;
use crate::words::Tone;

const HEADS: Heads = &["Candidate", "State", "Employee", "Problem"];

pub(super) fn results(view: RwSignal<Option<BatchView>>) -> AnyView {
    let sends = move || {
        view.with(|view| view.as_ref().map(|view| view.sends.clone()))
            .unwrap_or_default()
    };
    let rows = move || sends().into_iter().map(one).collect_view();
    view! { <div class="card data-card">{table("Candidates", HEADS, rows.into_any())}</div> }
        .into_any()
}

fn one(entry: BatchSend) -> AnyView {
    let page = match &entry.send {
        Some(send) => paths::send(&entry.candidate, send),
        None => paths::profile(&entry.candidate),
    };
    let badge = match entry.state {
        None => badge_of("Not accepted", Tone::Bad),
        Some(SendState::Intent) => badge_of("Waiting", Tone::Plain),
        state => view! { <SendBadge state=state /> }.into_any(),
    };
    // What has to be corrected is corrected in the candidate's own form.
    let correct = (entry.send.is_none() && !entry.fields.is_empty())
        .then(|| view! { <a href=paths::send_form(&entry.candidate)>"Correct and send"</a> });
    let fields = entry.fields.into_iter().map(|field| field.message);
    let words: Vec<_> = entry.problem.into_iter().chain(fields).collect();
    // Without a word, not even a space: an empty cell leaves no trace on narrow screens.
    let problem = (!words.is_empty()).then(|| {
        view! {
            <span>
                <span dir="auto">{words.join(" ")}</span>
                " "
                {correct}
            </span>
        }
    });
    let name = view! {
        <a href=page dir="auto">
            {entry.name}
        </a>
    };
    row(
        HEADS,
        vec![
            name.into_any(),
            badge,
            entry.employee.map(employee_id).into_any(),
            problem.into_any(),
        ],
    )
}
