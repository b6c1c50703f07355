//! What the doctor found last, when the next look is due, and what earlier sends prove about a key.

use std::time::Duration;

use handoff::Receipt;
use handoff::interface::DoctorReport;
use sqlx::Row;

use super::stored::{from_json, milliseconds, to_json};
use super::{AccountId, Ledger, LedgerError};

/// What sends of an account show about its connection. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendProof {
    /// When BambooHR last added somebody for us.
    pub added_at: Option<String>,
    /// When it last refused to, because the key may not.
    pub refused_at: Option<String>,
    /// The receipt of the newest send that has one.
    pub receipt: Option<Receipt>,
}

impl Ledger {
    /// The report about this connection; one about another is none.
    pub async fn checkup(
        &self,
        account: &AccountId,
        connection: &str,
    ) -> Result<Option<DoctorReport>, LedgerError> {
        let sql = "SELECT report FROM checkups WHERE account = $1 AND connection = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(connection);
        let row = self.database.row(query).await?;
        row.map_or(Ok(None), |row| from_json("checkups", &row, "report"))
    }

    /// Keeps a report in place of the last one.
    pub async fn put_checkup(
        &self,
        account: &AccountId,
        connection: &str,
        report: &DoctorReport,
    ) -> Result<(), LedgerError> {
        let sql = "INSERT INTO checkups (account, connection, report) VALUES ($1, $2, $3) \
                   ON CONFLICT (account) DO UPDATE SET connection = excluded.connection, report = excluded.report";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(connection)
            .bind(to_json("checkups", report)?);
        let mut work = self.database.write().await?;
        work.execute(query).await?;
        work.commit().await
    }

    /// Whether the caller may look by itself now: `true` for one caller in each interval, over all proxies on this
    /// database.
    pub async fn take_checkup(
        &self,
        account: &AccountId,
        every: Duration,
    ) -> Result<bool, LedgerError> {
        let sql = "INSERT INTO checkups (account, begun_at) SELECT $1, now FROM clock WHERE true \
                   ON CONFLICT (account) DO UPDATE SET begun_at = excluded.begun_at \
                   WHERE checkups.begun_at + $2 <= excluded.begun_at";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(milliseconds(every));
        let mut work = self.database.write().await?;
        let is_taken = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_taken)
    }

    /// What sends prove that ended at this time or later: RFC 3339, UTC; an empty text for all.
    pub async fn send_proof(
        &self,
        account: &AccountId,
        since: &str,
    ) -> Result<SendProof, LedgerError> {
        let sql = "SELECT \
                   (SELECT max(changed_at) FROM sends WHERE account = $1 AND changed_at >= $2 AND kind = 'create' \
                    AND attempts > 0 AND employee IS NOT NULL) AS added_at, \
                   (SELECT max(changed_at) FROM sends WHERE account = $1 AND changed_at >= $2 AND kind = 'create' \
                    AND state = 'refused' AND instr(problem, '\"code\":\"not-permitted\"') > 0) AS refused_at, \
                   (SELECT receipt FROM sends WHERE account = $1 AND changed_at >= $2 AND receipt IS NOT NULL \
                    ORDER BY changed_at DESC LIMIT 1) AS receipt";
        let query = sqlx::query(sql).bind(account.as_str()).bind(since);
        let Some(row) = self.database.row(query).await? else {
            return Ok(SendProof::default());
        };
        Ok(SendProof {
            added_at: row.try_get("added_at")?,
            refused_at: row.try_get("refused_at")?,
            receipt: from_json("sends", &row, "receipt")?,
        })
    }
}
