//! The steps of a send's plan: each is a row with a durable state of its own, so that a crash between
//! two of them loses and doubles nothing.

use std::time::Duration;

use handoff::interface::SendProblem;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Event, SendId, remember};
use crate::ledger::stored::{from_json, milliseconds, small_count, to_json};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Lease, Ledger, LedgerError, PROXY};

const TABLE: &str = "send_steps";

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Not begun.
    Waiting,
    /// About to be done, or being done.
    Running,
    /// Done, for certain.
    Done,
    /// Not done, for certain, and trying again by itself would not help.
    Failed,
    /// It may have been done or not: look before doing it again.
    Unsettled,
    /// A person decided to go on without it.
    Skipped,
}

impl StepState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Unsettled,
        Self::Skipped,
    ];

    /// The name stored, for example `waiting`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unsettled => "unsettled",
            Self::Skipped => "skipped",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What becomes of the number of tries of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tries {
    /// Another one begins.
    OneMore = 1,
    /// It is the same one still.
    Same = 0,
    /// The last one was none.
    OneLess = -1,
}

/// A step as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRecord {
    /// Its place in the plan, from 0.
    pub position: usize,
    /// How far it is.
    pub state: StepState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it failed, or what it waits for.
    pub problem: Option<SendProblem>,
    /// For how long it has been unsettled, by the database's clock; `None` when it is not.
    pub unsettled_for: Option<Duration>,
}

impl Ledger {
    /// Writes down how far a step is and how often it was tried, and holds the lease for another while.
    /// `false` when the worker has lost the send, when it is not in the state `created`, or has no such step;
    /// nothing was changed then.
    pub async fn set_step(
        &self,
        lease: &Lease,
        position: usize,
        state: StepState,
        tries: Tries,
        problem: Option<&SendProblem>,
        note: &str,
    ) -> Result<bool, LedgerError> {
        let (account, send) = (&lease.account, &lease.send);
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let mut work = self.database.write().await?;
        let sql = "UPDATE sends SET version = version + 1, changed_at = (SELECT at FROM clock), \
                   lease_until = (SELECT now FROM clock) + $4 \
                   WHERE account = $1 AND id = $2 AND fence = $3 AND state = 'created'";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(send.as_str())
            .bind(lease.fence)
            .bind(milliseconds(self.lease));
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        let sql = "UPDATE send_steps SET state = $4, attempts = attempts + $5, problem = $6, \
                   unsettled_since = CASE WHEN $4 = 'unsettled' \
                       THEN coalesce(unsettled_since, (SELECT now FROM clock)) END \
                   WHERE account = $1 AND send = $2 AND position = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(send.as_str())
            .bind(position)
            .bind(state.code())
            .bind(tries as i64)
            .bind(problem.map(|problem| to_json(TABLE, problem)).transpose()?);
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        let event = Event {
            who: PROXY,
            note,
            step: Some((position, state)),
            ..Event::default()
        };
        remember(&mut work, account, send, event).await?;
        work.commit().await?;
        self.tell(send);
        Ok(true)
    }

    /// The steps of a send, in order.
    pub(super) async fn steps(
        &self,
        account: &AccountId,
        send: &SendId,
    ) -> Result<Vec<StepRecord>, LedgerError> {
        let sql = "SELECT position, state, attempts, problem, unsettled_since, (SELECT now FROM clock) AS now \
                   FROM send_steps WHERE account = $1 AND send = $2 ORDER BY position";
        let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }
}

/// Steps that all wait.
pub(super) async fn insert(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
    count: usize,
) -> Result<(), LedgerError> {
    if count == 0 {
        return Ok(());
    }
    let sql = "WITH RECURSIVE places (position) AS (SELECT CAST(0 AS BIGINT) UNION ALL \
               SELECT position + 1 FROM places WHERE position + 1 < $3) \
               INSERT INTO send_steps (account, send, position, state) SELECT $1, $2, position, $4 FROM places";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .bind(StepState::Waiting.code());
    work.execute(query).await.map(|_| ())
}

/// The steps of another plan, instead.
pub(super) async fn replace(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
    count: usize,
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM send_steps WHERE account = $1 AND send = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
    work.execute(query).await?;
    insert(work, account, send, count).await
}

/// What failed is tried again, and then read back again, or left out. Its problem says why it was left out; tried again, it has none.
pub(super) async fn reset_failed(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
    state: StepState,
) -> Result<(), LedgerError> {
    let sql = "UPDATE send_steps SET state = $3, attempts = 0, problem = CASE WHEN $3 = 'skipped' THEN problem END \
               WHERE account = $1 AND send = $2 AND state = 'failed'";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(state.code());
    work.execute(query).await?;
    if state != StepState::Waiting {
        return Ok(());
    }
    // The last step reads back what all others wrote, and has to do it again.
    let sql = "UPDATE send_steps SET state = $3, attempts = 0 WHERE account = $1 AND send = $2 \
               AND position = (SELECT max(position) FROM send_steps WHERE account = $1 AND send = $2)";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(state.code());
    work.execute(query).await.map(|_| ())
}

fn read(row: &AnyRow) -> Result<StepRecord, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow(TABLE);
    let state: String = row.try_get("state")?;
    let now: i64 = row.try_get("now")?;
    let since: Option<i64> = row.try_get("unsettled_since")?;
    Ok(StepRecord {
        position: usize::try_from(row.try_get::<i64, _>("position")?).map_err(|_| unreadable())?,
        state: StepState::from_code(&state).ok_or_else(unreadable)?,
        attempts: small_count(row, "attempts")?,
        problem: from_json(TABLE, row, "problem")?,
        unsettled_for: since.map(|since| {
            let passed = u64::try_from(now.saturating_sub(since)).unwrap_or_default();
            Duration::from_millis(passed)
        }),
    })
}
