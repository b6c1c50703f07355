//! The tables of an employee as histories: newest row first, with a word on how each row stands today.

use super::super::markup::escape;
use super::parts;
use crate::company::{History, HistoryRow, Standing};

/// Tables that everybody looks for stay even when they have no rows; the other empty ones are only named.
const ALWAYS_SHOWN: [&str; 4] = [
    "jobInfo",
    "compensation",
    "employmentStatus",
    "emergencyContacts",
];

/// Those to show, and those to name.
pub(super) fn split(histories: Vec<History>) -> (Vec<History>, Vec<History>) {
    histories.into_iter().partition(|history| {
        !history.rows.is_empty() || ALWAYS_SHOWN.contains(&history.table.as_str())
    })
}

/// The names of tables without rows.
pub(super) fn without_rows(histories: &[History]) -> String {
    let name = |history: &History| {
        format!(
            "{} <code>{}</code>",
            escape(&history.title),
            escape(&history.table)
        )
    };
    let names: Vec<String> = histories.iter().map(name).collect();
    format!("<p class=\"muted\">No rows in: {}.</p>", names.join(", "))
}

/// A history.
pub(super) fn table(history: &History) -> String {
    let alias = escape(&history.table);
    if history.rows.is_empty() {
        return format!("<p class=\"muted\">No rows in the table <code>{alias}</code>.</p>");
    }
    let is_dated = history
        .rows
        .iter()
        .any(|row| row.standing != Standing::Undated);
    let standing_head = if is_dated {
        "<th scope=\"col\">In force</th>"
    } else {
        ""
    };
    let heads: String = history
        .columns
        .iter()
        .map(|(label, key)| {
            format!(
                "<th scope=\"col\">{}<code>{}</code></th>",
                escape(label),
                escape(key)
            )
        })
        .collect();
    let rows: String = history
        .rows
        .iter()
        .map(|row| row_of(row, is_dated))
        .collect();
    let order = if is_dated { ", newest row first" } else { "" };
    let table = format!(
        "<table class=\"table history\"><thead><tr>{standing_head}{heads}<th scope=\"col\">Row<code>id</code></th></tr>\
         </thead><tbody>{rows}</tbody></table>"
    );
    format!(
        "<p class=\"muted note\">Table <code>{alias}</code>{order}</p>{}",
        parts::scrolling(&format!("Rows of {}", history.title), &table)
    )
}

fn row_of(row: &HistoryRow, is_dated: bool) -> String {
    let (class, words) = match row.standing {
        Standing::From(date) => (
            "future",
            parts::badge("busy", &format!("from {}", parts::day_in_words(date))),
        ),
        Standing::Current => ("current", parts::badge("good", "Current")),
        Standing::Past => ("past", "Past".to_owned()),
        Standing::Undated => ("undated", String::new()),
    };
    let standing = if is_dated {
        format!("<td>{words}</td>")
    } else {
        String::new()
    };
    let cells: String = row
        .cells
        .iter()
        .map(|cell| match cell {
            Some(text) => format!("<td dir=\"auto\">{}</td>", escape(text)),
            None => "<td class=\"muted\">Empty</td>".to_owned(),
        })
        .collect();
    let id = escape(&row.id);
    format!(
        "<tr class=\"history__row--{class}\" data-key=\"{id}\">{standing}{cells}<td class=\"muted\">{id}</td></tr>"
    )
}
