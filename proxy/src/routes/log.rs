//! `/api/sends`: the export log, its numbers by week, and the log as a file.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use handoff::interface::{LogOutcome, LogPage, LogRow, LogSearch, LogWeek};
use serde::Deserialize;

use crate::account::SignedIn;
use crate::app::App;
use crate::ledger::LogEntry;
use crate::problem::ApiError;
use crate::request::JsonBody;
use crate::send::employee_link;

/// Weeks of the chart.
const WEEKS: u32 = 12;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/sends/search", post(search))
        .route("/sends/weeks", get(weeks))
        .route("/sends/export", get(export))
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<LogSearch>,
) -> Result<Json<LogPage>, ApiError> {
    let found = app.ledger().log(&who.account, &search).await?;
    Ok(Json(LogPage {
        sends: found
            .rows
            .into_iter()
            .map(|entry| row(&app, entry))
            .collect(),
        total: found.total,
        next: found.next,
        need_person: found.need_person,
    }))
}

async fn weeks(State(app): State<App>, who: SignedIn) -> Result<Json<Vec<LogWeek>>, ApiError> {
    Ok(Json(app.ledger().weeks(&who.account, WEEKS).await?))
}

fn row(app: &App, entry: LogEntry) -> LogRow {
    let endpoint = app.bamboohr().map(|bamboohr| bamboohr.client().endpoint());
    LogRow {
        id: entry.id.as_str().to_owned(),
        candidate: entry.candidate,
        name: entry.name,
        kind: entry.kind,
        state: entry.state,
        who: entry.who,
        at: entry.at,
        changed_at: entry.changed_at,
        employee: entry
            .employee
            .map(|employee| employee_link(&employee, endpoint)),
        attempts: entry.attempts,
        problem: entry.problem,
    }
}

/// No names or texts here: a download's address stands in histories and logs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Export {
    outcome: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

async fn export(
    State(app): State<App>,
    who: SignedIn,
    Query(asked): Query<Export>,
) -> Result<Response, ApiError> {
    let outcome = asked.outcome.as_deref().and_then(LogOutcome::from_code);
    let (since, until) = (asked.since.as_deref(), asked.until.as_deref());
    let entries = app
        .ledger()
        .export(&who.account, outcome, since, until)
        .await?;
    let mut text = String::from(
        "Send,Candidate id,Candidate,Kind,State,Begun by,Begun at,Changed at,Employee id,Attempts,Problem\r\n",
    );
    for entry in entries {
        let problem = entry.problem.unwrap_or_default();
        let attempts = entry.attempts.to_string();
        let cells = [
            entry.id.as_str(),
            entry.candidate.as_str(),
            &entry.name,
            entry.kind.code(),
            entry.state.code(),
            &entry.who,
            &entry.at,
            &entry.changed_at,
            entry.employee.as_deref().unwrap_or_default(),
            &attempts,
            &problem,
        ];
        text.push_str(&cells.map(cell).join(","));
        text.push_str("\r\n");
    }
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"bamboohr-export-log.csv\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// A cell of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe: a
/// candidate's name may be anything.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let harmless = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    format!("\"{}\"", harmless.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_broken_out_of_nor_run() {
        assert_eq!(cell("Ann"), "\"Ann\"");
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("a,\r\nb"), "\"a,\r\nb\"");
    }
}
