//! The rows of the log.

use handoff::interface::{LogRow, SendKind};
use leptos::prelude::*;

use super::state::{Log, row_link_id};
use crate::browser::moment_in_words;
use crate::components::badge::SendBadge;
use crate::components::data_table::{Heads, row, table, text};
use crate::components::icon::{Drawing, Icon};
use crate::paths;

const HEADS: Heads = &[
    "Candidate",
    "State",
    "Begun",
    "Employee",
    "Attempts",
    "Problem",
];

#[component]
pub(super) fn LogRows(log: Log) -> impl IntoView {
    let rows = move || log.rows.get().into_iter().map(one).collect_view();
    view! { <div class="card data-card">{table("Sends", HEADS, rows.into_any())}</div> }
}

fn one(entry: LogRow) -> AnyView {
    let kind = match entry.kind {
        SendKind::Create => None,
        SendKind::Update => Some("Update"),
        SendKind::Rehire => Some("Rehire"),
    };
    let name = view! {
        <a id=row_link_id(&entry.id) href=paths::send(&entry.candidate, &entry.id) dir="auto">
            {entry.name}
        </a>
        {kind.map(|kind| view! { <span class="data__small">{kind}</span> })}
    };
    let when = moment_in_words(&entry.at);
    let begun = view! {
        <span dir="auto">{entry.who}</span>
        <time class="data__small" datetime=entry.at>
            {when}
        </time>
    };
    let employee = entry
        .employee
        .map(|employee| match paths::employee(&employee) {
            Some(page) => view! {
                <a href=page target="_blank" rel="noopener noreferrer">
                    {employee.id}
                    <span class="visually-hidden">", view in BambooHR"</span>
                    <Drawing icon=Icon::NewTab />
                </a>
            }
            .into_any(),
            None => text(employee.id),
        });
    row(
        HEADS,
        vec![
            name.into_any(),
            view! { <SendBadge state=Some(entry.state) /> }.into_any(),
            begun.into_any(),
            employee.into_any(),
            text(entry.attempts.to_string()),
            text(entry.problem.unwrap_or_default()),
        ],
    )
}
