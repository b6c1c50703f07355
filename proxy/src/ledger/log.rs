//! The export log: every send with its outcome, page by page, and as one list to take away.

use handoff::CandidateId;
use handoff::interface::{LogOutcome, LogSearch, SendKind, SendProblem, SendState};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::Statement;
use super::stored::{count, from_json, storable};
use super::{AccountId, Ledger, LedgerError, SendId};

/// Rows of one page.
const PAGE: usize = 50;
/// Rows of a list to take away.
const MOST_EXPORTED: usize = 10_000;

const COLUMNS: &str = "SELECT s.id, s.candidate, s.name, s.kind, s.state, s.started_by, s.started_at, \
     s.changed_at, s.employee, s.attempts, s.problem FROM sends s";
/// Those that wait for a person come first.
const RANK: &str =
    "CASE WHEN s.state IN ('twin_found', 'needs_person', 'incomplete') THEN 0 ELSE 1 END";

/// One page of the log.
#[derive(Debug)]
pub struct LogRows {
    /// Those that need a person first, then the newest; at most 50.
    pub rows: Vec<LogEntry>,
    /// How many there are over all pages.
    pub total: u64,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// How many sends of the account need a person, whatever was searched for.
    pub need_person: u64,
}

/// One send in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its id.
    pub id: SendId,
    /// Whom it is about.
    pub candidate: CandidateId,
    /// The person's name as it was sent.
    pub name: String,
    /// What it does in BambooHR.
    pub kind: SendKind,
    /// Where it stands.
    pub state: SendState,
    /// Who began it.
    pub who: String,
    /// When it began, RFC 3339 in UTC.
    pub at: String,
    /// When it changed last.
    pub changed_at: String,
    /// The employee, once known.
    pub employee: Option<String>,
    /// Calls that left for BambooHR to create or to update.
    pub attempts: u64,
    /// What went wrong, one line.
    pub problem: Option<String>,
}

impl Ledger {
    /// A page of the log. An unreadable cursor starts anew.
    pub async fn log(
        &self,
        account: &AccountId,
        search: &LogSearch,
    ) -> Result<LogRows, LedgerError> {
        let total = self
            .counted(filtered(
                "SELECT count(*) AS found FROM sends s",
                account,
                search,
            ))
            .await?;
        let need_person = self.need_person(account).await?;

        let mut statement = filtered(COLUMNS, account, search);
        if let Some(Cursor(rank, at, id)) = Cursor::read(search.after.as_deref()) {
            statement.push(&format!(" AND ({RANK} > ")).bind(rank);
            statement.push(&format!(" OR ({RANK} = ")).bind(rank);
            statement.push(" AND (s.started_at, s.id) < (").bind(at);
            statement.push(", ").bind(id).push(")))");
        }
        statement.push(&format!(
            " ORDER BY {RANK}, s.started_at DESC, s.id DESC LIMIT {}",
            PAGE + 1
        ));
        let found = self.database.rows(statement.query()).await?;
        let rows: Vec<LogEntry> = found
            .iter()
            .take(PAGE)
            .map(read)
            .collect::<Result<_, _>>()?;
        let next = rows.last().filter(|_| found.len() > PAGE);
        Ok(LogRows {
            next: next.map(|last| Cursor::at(last).write()),
            rows,
            total,
            need_person,
        })
    }

    /// How many sends wait for a person.
    pub async fn need_person(&self, account: &AccountId) -> Result<u64, LedgerError> {
        let waiting = LogSearch {
            outcome: Some(LogOutcome::NeedsPerson),
            ..LogSearch::default()
        };
        let select = "SELECT count(*) AS found FROM sends s";
        self.counted(filtered(select, account, &waiting)).await
    }

    /// The newest sends with this outcome, begun from `since` to `until` (days in UTC, both included);
    /// at most 10,000.
    pub async fn export(
        &self,
        account: &AccountId,
        outcome: Option<LogOutcome>,
        since: Option<&str>,
        until: Option<&str>,
    ) -> Result<Vec<LogEntry>, LedgerError> {
        let search = LogSearch {
            outcome,
            since: since.map(str::to_owned),
            until: until.map(str::to_owned),
            ..LogSearch::default()
        };
        let mut statement = filtered(COLUMNS, account, &search);
        statement.push(&format!(
            " ORDER BY s.started_at DESC, s.id DESC LIMIT {MOST_EXPORTED}"
        ));
        let found = self.database.rows(statement.query()).await?;
        found.iter().map(read).collect()
    }

    async fn counted(&self, statement: Statement) -> Result<u64, LedgerError> {
        let row = self.database.row(statement.query()).await?;
        row.map_or(Ok(0), |row| count(&row, "found"))
    }
}

/// Where the last row of a page stands.
#[derive(Serialize, Deserialize)]
struct Cursor(i64, String, String);

impl Cursor {
    fn at(row: &LogEntry) -> Self {
        let rank = i64::from(!row.state.needs_person());
        Self(rank, row.at.clone(), row.id.as_str().to_owned())
    }

    fn read(text: Option<&str>) -> Option<Self> {
        let Self(rank, at, id) = serde_json::from_str(text?).ok()?;
        Some(Self(
            rank,
            storable(&at).into_owned(),
            storable(&id).into_owned(),
        ))
    }

    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// `select` with the conditions of the search, all but the cursor.
fn filtered(select: &str, account: &AccountId, search: &LogSearch) -> Statement {
    let mut statement = Statement::new(select);
    statement
        .push(" WHERE s.account = ")
        .bind(account.as_str().to_owned());
    if let Some(outcome) = search.outcome {
        let states = SendState::ALL.into_iter();
        let states = states.filter(|state| LogOutcome::of(*state) == outcome);
        let states: Vec<String> = states.map(|state| format!("'{}'", state.code())).collect();
        statement.push(&format!(" AND s.state IN ({})", states.join(", ")));
    }
    if let Some(who) = &search.who {
        let who = storable(who).into_owned();
        statement
            .push(" AND (s.started_by = ")
            .bind(who.clone())
            .push(
                " OR EXISTS (SELECT 1 FROM send_events e WHERE e.account = s.account AND e.send = s.id AND e.who = ",
            )
            .bind(who)
            .push("))");
    }
    if let Some(since) = &search.since {
        statement
            .push(" AND s.started_at >= ")
            .bind(storable(since).into_owned());
    }
    if let Some(until) = &search.until {
        statement
            .push(" AND substr(s.started_at, 1, 10) <= ")
            .bind(storable(until).into_owned());
    }
    statement.and_contains(
        "s.search_text || ' ' || coalesce(s.employee, '')",
        &search.text,
    );
    statement
}

fn read(row: &AnyRow) -> Result<LogEntry, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("sends");
    let text = |column: &str| row.try_get::<String, _>(column);
    let problem: Option<SendProblem> = from_json("sends", row, "problem")?;
    Ok(LogEntry {
        id: SendId(text("id")?),
        candidate: CandidateId::parse(&text("candidate")?).ok_or_else(unreadable)?,
        name: text("name")?,
        kind: SendKind::from_code(&text("kind")?).ok_or_else(unreadable)?,
        state: SendState::from_code(&text("state")?).ok_or_else(unreadable)?,
        who: text("started_by")?,
        at: text("started_at")?,
        changed_at: text("changed_at")?,
        employee: row.try_get("employee")?,
        attempts: count(row, "attempts")?,
        problem: problem.map(|problem| problem.title),
    })
}
