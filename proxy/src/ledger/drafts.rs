//! What somebody has typed about a candidate and not sent yet. It comes sealed: the ledger cannot read it.

use std::time::Duration;

use handoff::CandidateId;
use sqlx::Row;

use super::stored::{between, count, storable};
use super::{AccountId, Ledger, LedgerError};

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// Counts the changes, from 1.
    pub version: u64,
    /// Who changed it last.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// How long ago.
    pub age: Duration,
    /// What was typed, encrypted.
    pub sealed: String,
}

impl Ledger {
    /// The draft for a candidate.
    pub async fn draft(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<StoredDraft>, LedgerError> {
        let sql = "SELECT version, who, at, at_time, sealed, (SELECT now FROM clock) AS now FROM drafts \
                   WHERE account = $1 AND candidate = $2";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        Ok(Some(StoredDraft {
            version: count(&row, "version")?,
            who: row.try_get("who")?,
            at: row.try_get("at")?,
            age: between(row.try_get("at_time")?, row.try_get("now")?).unwrap_or_default(),
            sealed: row.try_get("sealed")?,
        }))
    }

    /// Keeps a draft that was made of version `after`, 0 for the first; gives its version. `None` when somebody else
    /// has changed it since, or the employee exists: nothing is changed then.
    pub async fn put_draft(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        who: &str,
        after: u64,
        sealed: &str,
    ) -> Result<Option<u64>, LedgerError> {
        let sql = match after {
            0 => {
                "INSERT INTO drafts (account, candidate, version, at, at_time, who, sealed) \
                 SELECT $1, $2, $3 + 1, at, now, $4, $5 FROM clock \
                 WHERE NOT EXISTS (SELECT 1 FROM sends WHERE account = $1 AND candidate = $2 \
                 AND state IN ('created', 'incomplete', 'done')) ON CONFLICT (account, candidate) DO NOTHING"
            }
            _ => {
                "UPDATE drafts SET version = $3 + 1, at = (SELECT at FROM clock), at_time = (SELECT now FROM clock), \
                 who = $4, sealed = $5 WHERE account = $1 AND candidate = $2 AND version = $3"
            }
        };
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .bind(i64::try_from(after).unwrap_or(i64::MAX - 1))
            .bind(storable(who).into_owned())
            .bind(sealed);
        let mut work = self.database.write().await?;
        let is_kept = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_kept.then_some(after + 1))
    }

    /// Forgets the draft of this version: it was started over. As soon as the employee exists the draft is gone by
    /// itself. Nothing happens to another version.
    pub async fn forget_draft(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        version: u64,
    ) -> Result<(), LedgerError> {
        let sql = "DELETE FROM drafts WHERE account = $1 AND candidate = $2 AND version = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .bind(i64::try_from(version).unwrap_or(i64::MAX));
        let mut work = self.database.write().await?;
        work.execute(query).await?;
        work.commit().await
    }
}
