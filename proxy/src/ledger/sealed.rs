//! Everything that is kept sealed, whatever it is, for sealing it anew.

use handoff::CandidateId;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{AccountId, Ledger, LedgerError};
use crate::vault::Purpose;

/// A sealed secret and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    /// Whose it is.
    pub account: AccountId,
    /// The candidate of a draft; `None` for the key of a connection.
    pub candidate: Option<CandidateId>,
    /// The sealed text.
    pub sealed: String,
}

impl SealedRow {
    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        match self.candidate {
            None => Purpose::ApiKey,
            Some(_) => Purpose::Draft,
        }
    }
}

impl Ledger {
    /// The next secret after a row, of everybody, whose sealed text begins otherwise: first keys, then drafts.
    pub async fn next_sealed(
        &self,
        beginning: &str,
        after: Option<&SealedRow>,
    ) -> Result<Option<SealedRow>, LedgerError> {
        let account = after.map_or("", |row| row.account.as_str());
        let candidate = after.and_then(|row| row.candidate.as_ref());
        let length = i32::try_from(beginning.len()).unwrap_or(i32::MAX);
        if candidate.is_none() {
            let sql = "SELECT account, sealed FROM connections WHERE sealed IS NOT NULL AND account > $1 \
                       AND substr(sealed, 1, $2) <> $3 ORDER BY account LIMIT 1";
            let query = sqlx::query(sql).bind(account).bind(length).bind(beginning);
            if let Some(row) = self.database.row(query).await? {
                return read(&row, None).map(Some);
            }
        }
        let (account, candidate) = match candidate {
            Some(candidate) => (account, candidate.as_str()),
            None => ("", ""),
        };
        let sql = "SELECT account, candidate, sealed FROM drafts WHERE (account, candidate) > ($1, $2) \
                   AND substr(sealed, 1, $3) <> $4 ORDER BY account, candidate LIMIT 1";
        let query = sqlx::query(sql)
            .bind(account)
            .bind(candidate)
            .bind(length)
            .bind(beginning);
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        let candidate: String = row.try_get("candidate")?;
        let candidate = CandidateId::parse(&candidate);
        let candidate = candidate.ok_or(LedgerError::UnreadableRow("drafts"))?;
        read(&row, Some(candidate)).map(Some)
    }

    /// Puts another seal of the same secret into its place. `false` when another secret is there by now.
    pub async fn reseal(&self, row: &SealedRow, sealed: &str) -> Result<bool, LedgerError> {
        let query = match &row.candidate {
            None => {
                sqlx::query("UPDATE connections SET sealed = $3 WHERE account = $1 AND sealed = $2")
            }
            Some(_) => sqlx::query(
                "UPDATE drafts SET sealed = $3 WHERE account = $1 AND sealed = $2 AND candidate = $4",
            ),
        };
        let query = query
            .bind(row.account.as_str())
            .bind(row.sealed.as_str())
            .bind(sealed);
        let query = match &row.candidate {
            None => query,
            Some(candidate) => query.bind(candidate.as_str()),
        };
        let mut work = self.database.write().await?;
        let is_resealed = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_resealed)
    }
}

fn read(row: &AnyRow, candidate: Option<CandidateId>) -> Result<SealedRow, LedgerError> {
    Ok(SealedRow {
        account: AccountId::of_row(row.try_get("account")?),
        candidate,
        sealed: row.try_get("sealed")?,
    })
}
