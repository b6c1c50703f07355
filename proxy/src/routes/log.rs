//! `/api/sends`: the export log, its numbers by week, and the log as a file.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handoff::interface::{LogPage, LogRow, LogSearch, LogWeek};

use crate::access::Access::{Known, KnownOrFramed};
use crate::access::Routes;
use crate::account::{Sight, SignedIn};
use crate::app::App;
use crate::connections::Connected;
use crate::ledger::{LogEntry, Upstream, What};
use crate::openapi::{self, Content};
use crate::problem::ApiError;
use crate::request::JsonBody;
use crate::send::{Standing, employee_link, name_or_removed};

/// Weeks of the chart.
const WEEKS: u32 = 12;
/// Rows of a file.
const MOST_EXPORTED: u32 = 10_000;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            KnownOrFramed,
            "/sends/search",
            "A page of the export log: those that need a person first",
            search,
        )
        .get(
            Known,
            "/sends/weeks",
            "The numbers of the export log by week",
            weeks,
        )
        .post(
            Known,
            "/sends/export",
            "All that is searched for in the export log, for a spreadsheet",
            export,
        )
        .giving(
            StatusCode::OK,
            Content::File("text/csv", Some(openapi::LOG_FILE)),
        )
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<LogSearch>,
) -> Result<Json<LogPage>, ApiError> {
    let found = app.ledger().log(&who.account, &who.sight, &search).await?;
    let upstream = app.upstream(&who.account).await?;
    let connected = app.connections().of(&who.account).await?;
    let rows = found.rows.into_iter();
    Ok(Json(LogPage {
        sends: rows
            .map(|entry| row(&connected, entry, &upstream, &who))
            .collect(),
        total: found.total,
        next: found.next,
        need_person: found.need_person,
        may_open: who.role.may_send(),
    }))
}

async fn weeks(State(app): State<App>, who: SignedIn) -> Result<Json<Vec<LogWeek>>, ApiError> {
    Ok(Json(
        app.ledger().weeks(&who.account, &who.sight, WEEKS).await?,
    ))
}

fn row(connected: &Connected, entry: LogEntry, upstream: &Upstream, who: &SignedIn) -> LogRow {
    // Batches are seen by whoever began them, and by admins.
    let sees_batch = who.sight == Sight::Everybody || entry.who == who.user;
    LogRow {
        problem: problem(&entry, upstream),
        batch: entry
            .batch
            .filter(|_| sees_batch)
            .map(|batch| batch.as_str().to_owned()),
        is_newest: entry.is_newest,
        id: entry.id.as_str().to_owned(),
        candidate: entry.candidate,
        name: name_or_removed(entry.name),
        kind: entry.kind,
        state: entry.state,
        who: entry.who,
        at: entry.at,
        changed_at: entry.changed_at,
        employee: entry
            .employee
            .map(|employee| employee_link(&employee, &entry.company, connected)),
        attempts: entry.attempts,
    }
}

/// In one line what went wrong or what it waits for, as its own page says it.
fn problem(entry: &LogEntry, upstream: &Upstream) -> Option<String> {
    let standing = Standing {
        kind: entry.kind,
        state: entry.state,
        attempts: entry.attempts,
        is_paused: entry.is_paused,
        problem: entry.problem.clone(),
    };
    standing.problem(upstream).map(|problem| problem.title)
}

/// All pages as one file. A POST like the search, because a download's address stands in histories and logs.
async fn export(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<LogSearch>,
) -> Result<Response, ApiError> {
    let found = app
        .ledger()
        .export(&who.account, &who.sight, &search, MOST_EXPORTED);
    let (entries, total) = found.await?;
    app.ledger()
        .record(&who.account, &who.user, What::LogExported, "")
        .await?;
    let upstream = app.upstream(&who.account).await?;
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
    Ok((headers, file(&entries, total, &upstream)).into_response())
}

/// The rows as CSV. Begins with a byte order mark: without one, spreadsheet programs read names in other scripts
/// wrongly. When some are left out, the last line says so.
fn file(entries: &[LogEntry], total: u64, upstream: &Upstream) -> String {
    let mut text = String::from(
        "\u{feff}Send,Candidate id,Candidate,Kind,State,Begun by,Begun at,Changed at,Employee id,Attempts,Problem\r\n",
    );
    for entry in entries {
        let problem = problem(entry, upstream).unwrap_or_default();
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
    let shown = entries.len();
    if u64::try_from(shown).is_ok_and(|shown| shown < total) {
        let cut = format!(
            "Only the newest {shown} of {total} sends are in this file. Narrow the search to get the others."
        );
        text.push_str(&cell(&cut));
        text.push_str("\r\n");
    }
    text
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

    #[test]
    fn a_file_that_holds_not_all_says_so_in_its_last_line() {
        let lines = |total| {
            let text = file(&[], total, &Upstream::default());
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(0).len(), 1, "nothing was left out");
        let cut = "\"Only the newest 0 of 3 sends are in this file. Narrow the search to get the others.\"";
        assert_eq!(lines(3)[1], cut);
    }
}
