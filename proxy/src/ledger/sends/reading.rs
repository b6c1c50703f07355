//! Reading sends: one with all its steps, the newest of a candidate, and what sends have made.

use std::time::Duration;

use handoff::CandidateId;
use handoff::interface::{SendKind, SendState};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{SendId, SendRecord, TABLE};
use crate::ledger::stored::{between, flag, from_json, milliseconds, small_count};
use crate::ledger::{AccountId, BatchId, Ledger, LedgerError};

/// The columns [`summary`] reads, from a table named `s`.
macro_rules! summary_columns {
    () => {
        "s.id AS send_id, s.state AS send_state, s.employee AS send_employee, s.company AS send_company"
    };
}
pub(in crate::ledger) use summary_columns;

/// Enough of a send for a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: SendId,
    /// Where it stands.
    pub state: SendState,
    /// The employee, once known.
    pub employee: Option<String>,
    /// The company it is for.
    pub company: String,
}

/// The columns [`read`] reads.
macro_rules! record_columns {
    () => {
        "id, candidate, name, kind, company, state, plan, searched, accepts_twins, employee, problem, receipt, matches, known_before, \
         attempts, batch, looks, version, searching_since, due_at, started_by, started_at, changed_at, before_in_flight, \
         (SELECT now FROM clock) AS now, \
         coalesce((SELECT b.paused FROM batches b WHERE b.account = sends.account AND b.id = sends.batch), 0) AS paused"
    };
}

impl Ledger {
    /// One send.
    pub async fn send(
        &self,
        account: &AccountId,
        send: &SendId,
    ) -> Result<Option<SendRecord>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            record_columns!(),
            " FROM sends WHERE account = $1 AND id = $2"
        );
        let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
        let row = self.database.row(query).await?;
        self.with_steps(account, row).await
    }

    /// The newest send of a candidate that made or changed an employee, or is doing so.
    pub async fn last_done(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<SendRecord>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            record_columns!(),
            " FROM sends WHERE account = $1 AND candidate = $2 AND state IN ('done', 'incomplete', 'created') \
             AND employee IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let row = self.database.row(query).await?;
        self.with_steps(account, row).await
    }

    /// Sends that may be about to create somebody, may have done so, or have done so and ended less than
    /// `settle` ago: of everybody, without their steps.
    pub async fn creating(
        &self,
        account: &AccountId,
        settle: Duration,
    ) -> Result<Vec<SendRecord>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            record_columns!(),
            " FROM sends WHERE account = $1 AND kind = 'create' \
              AND (state IN ('intent', 'in_flight', 'unknown', 'created') \
                  OR (state IN ('incomplete', 'done') AND ended_at > (SELECT now FROM clock) - $2))"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(milliseconds(settle));
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }

    /// All sends of a candidate, the oldest first; without their steps.
    pub async fn sends_of(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<SendRecord>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            record_columns!(),
            " FROM sends WHERE account = $1 AND candidate = $2 ORDER BY started_at, id"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }

    /// The newest send of a candidate.
    pub async fn newest_send(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<Summary>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            summary_columns!(),
            " FROM sends s WHERE s.account = $1 AND s.candidate = $2 ORDER BY s.started_at DESC, s.id DESC LIMIT 1"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let row = self.database.row(query).await?;
        row.map_or(Ok(None), |row| summary(&row))
    }

    /// Employees of a company that sends of this account have created or adopted as their own. Whom a send only
    /// changed was there before, or was made by another send that may not know it yet.
    pub async fn employees(
        &self,
        account: &AccountId,
        company: &str,
    ) -> Result<Vec<String>, LedgerError> {
        let sql = "SELECT DISTINCT employee FROM sends WHERE account = $1 AND company IN ($2, '') \
                   AND employee IS NOT NULL AND state <> 'released' AND kind = 'create'";
        let query = sqlx::query(sql).bind(account.as_str()).bind(company);
        let rows = self.database.rows(query).await?;
        rows.iter()
            .map(|row| Ok(row.try_get("employee")?))
            .collect()
    }

    /// The send that stands in the way of another hire of a candidate: one that makes, or may have made, somebody, else one
    /// after which a person said who it is. What was changed later is no hire.
    pub async fn standing_hire(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<SendRecord>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            record_columns!(),
            " FROM sends WHERE account = $1 AND candidate = $2 AND begun_as = 'create' \
             AND (state NOT IN ('refused', 'not_sent', 'released') OR employee IS NOT NULL) \
             ORDER BY CASE WHEN state IN ('refused', 'not_sent', 'released') THEN 1 ELSE 0 END, started_at DESC, id DESC LIMIT 1"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let row = self.database.row(query).await?;
        self.with_steps(account, row).await
    }

    async fn with_steps(
        &self,
        account: &AccountId,
        row: Option<AnyRow>,
    ) -> Result<Option<SendRecord>, LedgerError> {
        let Some(row) = row else { return Ok(None) };
        let mut record = read(&row)?;
        record.steps = self.steps(account, &record.id).await?;
        Ok(Some(record))
    }
}

/// The columns of [`summary_columns`]; `None` when an outer join found no send.
pub(in crate::ledger) fn summary(row: &AnyRow) -> Result<Option<Summary>, LedgerError> {
    let Some(id) = row.try_get::<Option<String>, _>("send_id")? else {
        return Ok(None);
    };
    let state = SendState::from_code(&row.try_get::<String, _>("send_state")?)
        .ok_or(LedgerError::UnreadableRow(TABLE))?;
    Ok(Some(Summary {
        id: SendId(id),
        state,
        employee: row.try_get("send_employee")?,
        company: row.try_get("send_company")?,
    }))
}

fn read(row: &AnyRow) -> Result<SendRecord, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow(TABLE);
    let text = |column: &str| row.try_get::<String, _>(column);
    let state = SendState::from_code(&text("state")?).ok_or_else(unreadable)?;
    let now: i64 = row.try_get("now")?;
    let searching_since: Option<i64> = row.try_get("searching_since")?;
    Ok(SendRecord {
        id: SendId(text("id")?),
        candidate: CandidateId::parse(&text("candidate")?).ok_or_else(unreadable)?,
        name: text("name")?,
        kind: SendKind::from_code(&text("kind")?).ok_or_else(unreadable)?,
        company: text("company")?,
        state,
        plan: from_json(TABLE, row, "plan")?.ok_or_else(unreadable)?,
        steps: Vec::new(),
        searched: flag(row, "searched")?,
        accepts_twins: flag(row, "accepts_twins")?,
        employee: row.try_get("employee")?,
        problem: from_json(TABLE, row, "problem")?,
        receipt: from_json(TABLE, row, "receipt")?,
        matches: from_json(TABLE, row, "matches")?.unwrap_or_default(),
        known_before: from_json(TABLE, row, "known_before")?.unwrap_or_default(),
        attempts: small_count(row, "attempts")?,
        batch: row.try_get::<Option<String>, _>("batch")?.map(BatchId),
        looks: small_count(row, "looks")?,
        is_paused: flag(row, "paused")?,
        version: row.try_get("version")?,
        searching_for: searching_since
            .filter(|_| state == SendState::Unknown)
            .map(|since| {
                let passed = u64::try_from(now.saturating_sub(since)).unwrap_or_default();
                Duration::from_millis(passed)
            }),
        due_in: between(now, row.try_get("due_at")?).filter(|_| state.is_running()),
        started_by: text("started_by")?,
        started_at: text("started_at")?,
        changed_at: text("changed_at")?,
        before_in_flight: row.try_get("before_in_flight")?,
    })
}
