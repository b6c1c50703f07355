//! The lines of the comparison, each with a box when there is something to send.

use handoff::interface::FieldChange;
use leptos::prelude::*;

use super::update::Updating;
use crate::components::checkbox::Checkbox;
use crate::components::data_table::{Heads, row, table, text};
use crate::words::what_changed;

const HEADS: Heads = &[
    "Field",
    "Candidate now",
    "Last sent",
    "BambooHR now",
    "What changed",
];

pub(super) fn table_of(changes: Vec<FieldChange>, updating: Updating) -> AnyView {
    let rows = changes.into_iter().map(|change| line(change, updating));
    table("Differences", HEADS, rows.collect_view().into_any())
}

fn line(change: FieldChange, updating: Updating) -> AnyView {
    let stored = match change.is_visible {
        true => value(change.stored),
        false => view! { <span class="muted">"Not visible"</span> }.into_any(),
    };
    // Nothing can be sent where the candidate has nothing.
    let field = match change.candidate {
        Some(_) => {
            let id = change.field.clone();
            let is_ticked = Signal::derive({
                let id = id.clone();
                move || updating.ticked.with(|ticked| ticked.contains(&id))
            });
            let choose = Callback::new(move |tick| updating.tick(&id, tick));
            let box_id = format!("change-{}", change.field.as_str());
            view! { <Checkbox id=box_id label=change.label hint=None is_ticked=is_ticked on_change=choose /> }
                .into_any()
        }
        None => text(change.label),
    };
    row(
        HEADS,
        vec![
            field,
            value(change.candidate),
            value(change.sent),
            stored,
            text(what_changed(change.what)),
        ],
    )
}

fn value(value: Option<String>) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => text(value),
        None => view! { <span class="muted">"Nothing"</span> }.into_any(),
    }
}
