//! The rows of the log.

use handoff::interface::{LogRow, SendKind};
use leptos::prelude::*;

use super::state::{Log, row_link_id};
use crate::browser::moment_in_words;
use crate::components::badge::SendBadge;
use crate::components::data_table::{Heads, row, table, text};
use crate::components::employee_link::employee_id;
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
    row(
        HEADS,
        vec![
            name.into_any(),
            view! { <SendBadge state=Some(entry.state) /> }.into_any(),
            begun.into_any(),
            entry.employee.map(employee_id).into_any(),
            text(entry.attempts.to_string()),
            text(entry.problem.unwrap_or_default()),
        ],
    )
}
