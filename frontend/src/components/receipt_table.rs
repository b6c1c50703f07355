//! The receipt: what was sent, and what BambooHR says it stored.
//!
//! A sentence and a table called "Receipt", stacked on narrow screens with the roles of a table. Each result is
//! words; its colour only helps. No keys, nothing is reported.

use handoff::{Receipt, ReceiptLine};
use leptos::prelude::*;

use crate::words::{outcome, outcome_tone, receipt_lines, receipt_summary};

/// A sentence, then the table with the lines to check on top.
#[component]
pub fn ReceiptTable(
    /// The receipt.
    receipt: Receipt,
) -> impl IntoView {
    view! {
        <p class="receipt__summary">{receipt_summary(&receipt)}</p>
        // Explicit roles: laid out as blocks on narrow screens, a table loses its own.
        <table class="table receipt" role="table" aria-label="Receipt">
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">
                        "Field"
                    </th>
                    <th scope="col" role="columnheader">
                        "Sent"
                    </th>
                    <th scope="col" role="columnheader">
                        "Result"
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{receipt_lines(&receipt).into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

fn line(line: ReceiptLine) -> impl IntoView {
    let tone = outcome_tone(&line.outcome).code();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {line.label}
            </th>
            <td role="cell" dir="auto">
                {line.sent}
            </td>
            <td role="cell" class=format!("receipt__result receipt__result--{tone}")>
                {outcome(&line.outcome)}
            </td>
        </tr>
    }
}
