//! The export log: every send with its outcome, page by page, and as one list to take away.

use handoff::CandidateId;
use handoff::interface::{LogOutcome, LogSearch, SendKind, SendProblem, SendState};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::Statement;
use super::stored::{count, flag, from_json, storable, words};
use super::{AccountId, BatchId, Ledger, LedgerError, PROXY, SendId};
use crate::account::Sight;

/// Rows of one page.
const PAGE: usize = 50;

const COLUMNS: &str = "SELECT s.id, s.candidate, s.name, s.kind, s.state, s.started_by, s.started_at, \
     s.changed_at, s.employee, s.company, s.attempts, s.problem, s.batch, \
     coalesce((SELECT b.paused FROM batches b WHERE b.account = s.account AND b.id = s.batch), 0) AS paused, \
     CAST(CASE WHEN EXISTS (SELECT 1 FROM sends n WHERE n.account = s.account AND n.candidate = s.candidate \
         AND (n.started_at, n.id) > (s.started_at, s.id)) THEN 0 ELSE 1 END AS BIGINT) AS newest FROM sends s";
const COUNT: &str = "SELECT count(*) AS found FROM sends s";
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
    /// How many sends in sight need a person, whatever was searched for.
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
    /// The company it is for.
    pub company: String,
    /// Calls that left for BambooHR to create or to update.
    pub attempts: u64,
    /// What went wrong.
    pub problem: Option<SendProblem>,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// Whether it belongs to a batch that a person has paused.
    pub is_paused: bool,
    /// Whether the candidate has no newer send.
    pub is_newest: bool,
}

impl Ledger {
    /// A page of the log. An unreadable cursor starts anew.
    pub async fn log(
        &self,
        account: &AccountId,
        sight: &Sight,
        search: &LogSearch,
    ) -> Result<LogRows, LedgerError> {
        let people = self.people_meant(account, search).await?;
        let total = filtered(COUNT, account, sight, search, people.as_deref());
        let total = self.counted(total).await?;
        let need_person = self.need_person(account, sight).await?;

        let mut statement = filtered(COLUMNS, account, sight, search, people.as_deref());
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
    pub async fn need_person(
        &self,
        account: &AccountId,
        sight: &Sight,
    ) -> Result<u64, LedgerError> {
        let waiting = LogSearch {
            outcome: Some(LogOutcome::NeedsPerson),
            ..LogSearch::default()
        };
        self.counted(filtered(COUNT, account, sight, &waiting, None))
            .await
    }

    /// The newest `most` of all sends that were searched for, and how many there are.
    pub async fn export(
        &self,
        account: &AccountId,
        sight: &Sight,
        search: &LogSearch,
        most: u32,
    ) -> Result<(Vec<LogEntry>, u64), LedgerError> {
        let people = self.people_meant(account, search).await?;
        let total = filtered(COUNT, account, sight, search, people.as_deref());
        let total = self.counted(total).await?;
        let mut statement = filtered(COLUMNS, account, sight, search, people.as_deref());
        statement.push(&format!(
            " ORDER BY s.started_at DESC, s.id DESC LIMIT {most}"
        ));
        let found = self.database.rows(statement.query()).await?;
        let rows: Result<_, _> = found.iter().map(read).collect();
        Ok((rows?, total))
    }

    /// Everybody who began or changed a send and has all words of [`LogSearch::who`] in the name; `None` when
    /// nobody is asked for. Compared here, because only one of the databases knows the small letters of all
    /// languages.
    async fn people_meant(
        &self,
        account: &AccountId,
        search: &LogSearch,
    ) -> Result<Option<Vec<String>>, LedgerError> {
        let Some(who) = &search.who else {
            return Ok(None);
        };
        let sql = "SELECT started_by AS who FROM sends WHERE account = $1 \
                   UNION SELECT who FROM send_events WHERE account = $1 AND who <> $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(PROXY);
        let words = words(who);
        let mut people = Vec::new();
        for row in self.database.rows(query).await? {
            let name: String = row.try_get("who")?;
            let small = name.to_lowercase();
            if words.iter().all(|word| small.contains(word.as_str())) {
                people.push(name);
            }
        }
        Ok(Some(people))
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

/// `select` with the conditions of the search, all but the cursor. `people` are those who are meant by
/// [`LogSearch::who`].
fn filtered(
    select: &str,
    account: &AccountId,
    sight: &Sight,
    search: &LogSearch,
    people: Option<&[String]>,
) -> Statement {
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
    if let Some(people) = people {
        statement.push(" AND (s.started_by ").is_one_of(people).push(
            " OR EXISTS (SELECT 1 FROM send_events e WHERE e.account = s.account AND e.send = s.id AND e.who ",
        );
        statement.is_one_of(people).push("))");
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
    statement.and_in_sight(sight, "s", "s.candidate");
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
        company: row.try_get("company")?,
        attempts: count(row, "attempts")?,
        problem,
        batch: row.try_get::<Option<String>, _>("batch")?.map(BatchId),
        is_paused: flag(row, "paused")?,
        is_newest: flag(row, "newest")?,
    })
}
