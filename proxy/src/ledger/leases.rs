//! Leases: which worker works on which send, and until when nobody else may.
//!
//! A worker that goes silent loses its sends when the lease ends, by the database's clock. Each change
//! of hands makes the send's fence one higher, and a write with an older fence changes nothing: a worker
//! that was only slow cannot disturb whoever went on in its place.

use std::time::Duration;

use sqlx::Row;
use uuid::Uuid;

use super::statement::Statement;
use super::stored::milliseconds;
use super::upstream::OPEN_AFTER;
use super::{AccountId, Ledger, LedgerError, SendId};

/// How long a worker may be silent before others take its sends. It renews much sooner.
pub const LEASE: Duration = Duration::from_secs(6);

/// Adds which sends `s` a worker may take up when their time has come.
fn can_be_worked_on(statement: &mut Statement, accounts: &[AccountId]) {
    let accounts: Vec<String> = accounts
        .iter()
        .map(|account| account.as_str().to_owned())
        .collect();
    statement
        .push(
            "s.state IN ('intent', 'in_flight', 'created', 'unknown') \
             AND NOT (s.state = 'intent' AND EXISTS (SELECT 1 FROM batches b \
                 WHERE b.account = s.account AND b.id = s.batch AND b.paused = 1)) \
             AND NOT EXISTS (SELECT 1 FROM upstreams u \
                 WHERE u.account = s.account AND (u.stopped IS NOT NULL OR u.failures >= ",
        )
        .bind(i64::from(OPEN_AFTER))
        .push(")) AND s.account ")
        .is_one_of(&accounts);
}

/// A worker: one start of one proxy.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WorkerId(String);

impl WorkerId {
    /// One that nobody else has.
    pub fn unique() -> Self {
        Self(Uuid::now_v7().to_string())
    }

    /// For the log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Proves that a worker holds a send. Only [`Ledger::claim`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Whose it is.
    pub account: AccountId,
    /// What is held.
    pub send: SendId,
    pub(super) fence: i64,
}

impl Ledger {
    /// Takes up to `most` sends of these accounts on which work is due and that nobody holds, the oldest first.
    /// Nothing is given of a BambooHR that is held back, stopped or failing, and of a paused batch nothing
    /// that has not begun.
    pub async fn claim(
        &self,
        worker: &WorkerId,
        most: u32,
        accounts: &[AccountId],
    ) -> Result<Vec<Lease>, LedgerError> {
        if accounts.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement =
            Statement::new("WITH due AS MATERIALIZED (SELECT s.account, s.id FROM sends s WHERE ");
        can_be_worked_on(&mut statement, accounts);
        statement
            .push(
                " AND s.due_at <= (SELECT now FROM clock) AND s.lease_until <= (SELECT now FROM clock) \
                 AND NOT EXISTS (SELECT 1 FROM upstreams u WHERE u.account = s.account \
                     AND u.held_until > (SELECT now FROM clock)) \
                 ORDER BY s.started_at, s.id LIMIT ",
            )
            .bind(i64::from(most))
            .push(self.database.skip_locked())
            .push(") UPDATE sends SET fence = fence + 1, lease_by = ")
            .bind(worker.0.clone())
            .push(", lease_until = (SELECT now FROM clock) + ")
            .bind(milliseconds(self.lease))
            .push(
                " FROM due WHERE sends.account = due.account AND sends.id = due.id \
                 RETURNING sends.account AS account, sends.id AS id, sends.fence AS fence, sends.started_at AS started_at",
            );
        let query = statement.query();
        let mut work = self.database.write().await?;
        let rows = work.rows(query).await?;
        work.commit().await?;
        let mut claimed = Vec::with_capacity(rows.len());
        for row in &rows {
            let lease = Lease {
                account: AccountId::of_row(row.try_get("account")?),
                send: SendId(row.try_get("id")?),
                fence: row.try_get("fence")?,
            };
            claimed.push((row.try_get::<String, _>("started_at")?, lease));
        }
        // The order of changed rows is nobody's promise.
        claimed.sort_by(|(at, lease), (other_at, other)| {
            (at, &lease.send.0).cmp(&(other_at, &other.send.0))
        });
        Ok(claimed.into_iter().map(|(_, lease)| lease).collect())
    }

    /// Holds these sends for another while: those that are being driven and no others, so that what nobody
    /// drives any more comes free. How many were still held.
    pub async fn renew(&self, leases: &[Lease]) -> Result<u64, LedgerError> {
        if leases.is_empty() {
            return Ok(0);
        }
        let sql = "UPDATE sends SET lease_until = (SELECT now FROM clock) + $4 \
                   WHERE account = $1 AND id = $2 AND fence = $3 AND lease_until > (SELECT now FROM clock)";
        let mut work = self.database.write().await?;
        let mut renewed = 0;
        for lease in leases {
            let query = sqlx::query(sql)
                .bind(lease.account.as_str())
                .bind(lease.send.as_str())
                .bind(lease.fence)
                .bind(milliseconds(self.lease));
            renewed += work.execute(query).await?;
        }
        work.commit().await?;
        Ok(renewed)
    }

    /// Gives a send back. Work on it is due again after `due_in`, but never sooner than a change under
    /// this lease has asked for. The lease is worth nothing afterwards.
    pub async fn release(
        &self,
        lease: &Lease,
        due_in: Option<Duration>,
    ) -> Result<(), LedgerError> {
        let sql = "UPDATE sends SET fence = fence + 1, lease_by = NULL, lease_until = 0, \
                   due_at = CASE WHEN due_at > (SELECT now FROM clock) + $4 THEN due_at \
                   ELSE (SELECT now FROM clock) + $4 END WHERE account = $1 AND id = $2 AND fence = $3";
        let mut work = self.database.write().await?;
        let query = sqlx::query(sql)
            .bind(lease.account.as_str())
            .bind(lease.send.as_str())
            .bind(lease.fence)
            .bind(milliseconds(due_in.unwrap_or_default()));
        let is_released = work.execute(query).await? == 1;
        work.commit().await?;
        if is_released {
            self.tell(&lease.send);
        }
        Ok(())
    }

    /// How long until [`Self::claim`] could give something of these accounts, as things stand; `None` when only
    /// somebody who changes something can bring work.
    pub async fn next_due(&self, accounts: &[AccountId]) -> Result<Option<Duration>, LedgerError> {
        let mut statement = Statement::new(
            "SELECT min(CASE WHEN s.due_at >= s.lease_until AND s.due_at >= coalesce(h.held_until, 0) THEN s.due_at \
             WHEN s.lease_until >= coalesce(h.held_until, 0) THEN s.lease_until ELSE h.held_until END) AS due, \
             (SELECT now FROM clock) AS now FROM sends s LEFT JOIN upstreams h ON h.account = s.account WHERE ",
        );
        can_be_worked_on(&mut statement, accounts);
        let Some(row) = self.database.row(statement.query()).await? else {
            return Ok(None);
        };
        let now: i64 = row.try_get("now")?;
        let due: Option<i64> = row.try_get("due")?;
        Ok(due.map(|due| {
            let wait = u64::try_from(due.saturating_sub(now)).unwrap_or_default();
            Duration::from_millis(wait)
        }))
    }

    /// Whoever held a send is gone: the database is ours alone, and we have just opened it.
    pub(super) async fn forget_leases(&self) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE sends SET fence = fence + 1, lease_by = NULL, lease_until = 0 WHERE lease_by IS NOT NULL";
        work.execute(sqlx::query(sql)).await?;
        let sql =
            "UPDATE pinpoint_jobs SET fence = fence + 1, lease_until = 0 WHERE lease_until > 0";
        work.execute(sqlx::query(sql)).await?;
        work.commit().await
    }
}
