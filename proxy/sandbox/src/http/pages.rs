//! Two plain pages for people: everybody, newest first, and one employee with all that is stored.
//! No scripts; the first page reloads itself so that an arrival shows. Every text is escaped.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;

use super::markup::escape;
use crate::company::{Employee, EmployeeRecord, Moment};
use crate::state::SandboxState;

const STYLE: &str = include_str!("pages.css");
const NOTICE: &str = "This is a local sandbox on this computer. It is not BambooHR: the company and its people are \
                      invented.";

/// `/`: everybody.
pub(super) async fn everybody(State(state): State<SandboxState>) -> Response {
    let moment = state.moment();
    let (rows, count) = {
        let company = state.company();
        let rows: Vec<String> = company
            .newest_first()
            .map(|employee| table_row(employee, moment))
            .collect();
        (rows.concat(), rows.len())
    };
    let main = format!(
        "<div class=\"scroll\"><table><caption>{count} employees, newest first. The page reloads by itself.</caption>\
         <thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Id</th><th scope=\"col\">Job title</th>\
         <th scope=\"col\">Hire date</th><th scope=\"col\">Status</th><th scope=\"col\">Added</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>"
    );
    page(
        StatusCode::OK,
        "BambooHR sandbox",
        "<meta http-equiv=\"refresh\" content=\"3\">",
        &main,
    )
}

/// `/employees/employee.php?id=`: one employee, or a page with 404.
pub(super) async fn one(
    State(state): State<SandboxState>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let moment = state.moment();
    let id = query.get("id").map_or("", String::as_str);
    let found = {
        let company = state.company();
        let employee = company.employee(id);
        employee.map(|employee| {
            (
                employee.display_name(),
                EmployeeRecord::of(employee, moment.today),
            )
        })
    };
    let back = "<p><a href=\"/\">All employees</a></p>";
    let Ok((name, record)) = found else {
        let main = format!(
            "{back}<h2>No such employee</h2><p>Nobody here has the id “{}”.</p>",
            escape(id)
        );
        return page(
            StatusCode::NOT_FOUND,
            "No such employee – BambooHR sandbox",
            "",
            &main,
        );
    };
    let name = escape(&name);
    let mut main = format!(
        "{back}<h2>{name}</h2><div class=\"scroll\"><table><caption>Stored fields</caption><tbody>{}{}{}</tbody></table></div>",
        fact("id", &record.id),
        fact("status", &record.status),
        record
            .fields
            .iter()
            .map(|(field, text)| fact(field, text))
            .collect::<String>()
    );
    for (table, rows) in &record.tables {
        main.push_str(&table_of_rows(table, rows));
    }
    page(
        StatusCode::OK,
        &format!("{name} – BambooHR sandbox"),
        "",
        &main,
    )
}

/// `title`, `head` and `main` are markup already.
fn page(status: StatusCode, title: &str, head: &str, main: &str) -> Response {
    let document = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{head}<style>{STYLE}</style></head>\
         <body><header><h1>BambooHR sandbox</h1><p class=\"notice\">{NOTICE}</p></header><main>{main}</main></body></html>"
    );
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        ),
    ];
    (status, headers, Html(document)).into_response()
}

fn table_row(employee: &Employee, moment: Moment) -> String {
    let record = EmployeeRecord::of(employee, moment.today);
    let text = |key: &str| {
        record
            .fields
            .get(key)
            .map(|text| escape(text))
            .unwrap_or_default()
    };
    let class = if employee.added.is_some() {
        " class=\"new\""
    } else {
        ""
    };
    format!(
        "<tr{class}><th scope=\"row\"><a href=\"/employees/employee.php?id={id}\">{name}</a></th><td>{id}</td>\
         <td>{}</td><td>{}</td><td>{}</td><td class=\"quiet\">{}</td></tr>",
        text("jobTitle"),
        text("hireDate"),
        record.status,
        added(employee.added, moment.now),
        id = record.id,
        name = escape(&employee.display_name()),
    )
}

fn fact(name: &str, text: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
        escape(name),
        escape(text)
    )
}

fn table_of_rows(table: &str, rows: &[BTreeMap<String, String>]) -> String {
    let mut columns: Vec<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    columns.sort();
    columns.dedup();
    let head: String = columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{}</th>", escape(column)))
        .collect();
    let cell = |row: &BTreeMap<String, String>, column: &String| {
        format!(
            "<td>{}</td>",
            row.get(column).map(|text| escape(text)).unwrap_or_default()
        )
    };
    let body: String = rows
        .iter()
        .map(|row| {
            format!(
                "<tr>{}</tr>",
                columns
                    .iter()
                    .map(|column| cell(row, column))
                    .collect::<String>()
            )
        })
        .collect();
    format!(
        "<h2>{title}</h2><div class=\"scroll\"><table><caption>Rows of the table {title}, oldest first</caption>\
         <thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        title = escape(table)
    )
}

fn added(added: Option<Timestamp>, now: Timestamp) -> String {
    let Some(added) = added else {
        return "from the start".to_owned();
    };
    let seconds = now.duration_since(added).as_secs();
    let (number, unit) = match seconds {
        ..10 => return "just now".to_owned(),
        10..60 => (seconds, "second"),
        60..3600 => (seconds / 60, "minute"),
        3600..86400 => (seconds / 3600, "hour"),
        _ => (seconds / 86400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn how_long_ago_is_said_in_the_largest_fitting_unit() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        for (seconds, expected) in [
            (0, "just now"),
            (59, "59 seconds ago"),
            (60, "1 minute ago"),
            (7200, "2 hours ago"),
            (100_000, "1 day ago"),
        ] {
            let then = Timestamp::from_second(1_000_000 - seconds).unwrap();
            assert_eq!(added(Some(then), now), expected);
        }
        assert_eq!(added(None, now), "from the start");
    }
}
