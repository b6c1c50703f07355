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
    /// What holds it.
    pub within: SealedIn,
    /// The sealed text.
    pub sealed: String,
}

/// What holds a sealed secret, in the order in which they are gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealedIn {
    /// The connection to BambooHR: its key.
    Connection,
    /// The connection to Pinpoint: its key.
    PinpointKey,
    /// The connection to Pinpoint: the secret of its webhooks.
    PinpointSecret,
    /// The draft of a candidate's form.
    Draft(CandidateId),
}

/// Those of which an account has one each: what holds it, table, column.
const ONE_EACH: [(SealedIn, &str, &str); 3] = [
    (SealedIn::Connection, "connections", "sealed"),
    (SealedIn::PinpointKey, "pinpoint_connections", "sealed_key"),
    (
        SealedIn::PinpointSecret,
        "pinpoint_connections",
        "sealed_secret",
    ),
];

impl SealedRow {
    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        match self.within {
            SealedIn::Connection => Purpose::ApiKey,
            SealedIn::PinpointKey => Purpose::PinpointKey,
            SealedIn::PinpointSecret => Purpose::PinpointSecret,
            SealedIn::Draft(_) => Purpose::Draft,
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
        let length = i32::try_from(beginning.len()).unwrap_or(i32::MAX);
        let place = |row: &SealedRow| {
            ONE_EACH
                .iter()
                .position(|(within, ..)| *within == row.within)
        };
        let begun = after.map_or(0, |row| place(row).unwrap_or(ONE_EACH.len()));
        for (place, (within, table, column)) in ONE_EACH.iter().enumerate().skip(begun) {
            let after = after.filter(|_| place == begun);
            let after = after.map_or("", |row| row.account.as_str());
            let sql = format!(
                "SELECT account, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL AND account > $1 \
                 AND substr({column}, 1, $2) <> $3 ORDER BY account LIMIT 1"
            );
            let query = sqlx::query(sqlx::AssertSqlSafe(sql));
            let query = query.bind(after).bind(length).bind(beginning);
            if let Some(row) = self.database.row(query).await? {
                return read(&row, within.clone()).map(Some);
            }
        }
        let (account, candidate) = match after.map(|row| (&row.account, &row.within)) {
            Some((account, SealedIn::Draft(candidate))) => (account.as_str(), candidate.as_str()),
            _ => ("", ""),
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
        read(&row, SealedIn::Draft(candidate)).map(Some)
    }

    /// Puts another seal of the same secret into its place. `false` when another secret is there by now.
    pub async fn reseal(&self, row: &SealedRow, sealed: &str) -> Result<bool, LedgerError> {
        let sql = match &row.within {
            SealedIn::Connection => {
                "UPDATE connections SET sealed = $3 WHERE account = $1 AND sealed = $2"
            }
            SealedIn::PinpointKey => {
                "UPDATE pinpoint_connections SET sealed_key = $3 WHERE account = $1 AND sealed_key = $2"
            }
            SealedIn::PinpointSecret => {
                "UPDATE pinpoint_connections SET sealed_secret = $3 WHERE account = $1 AND sealed_secret = $2"
            }
            SealedIn::Draft(_) => {
                "UPDATE drafts SET sealed = $3 WHERE account = $1 AND sealed = $2 AND candidate = $4"
            }
        };
        let query = sqlx::query(sql)
            .bind(row.account.as_str())
            .bind(row.sealed.as_str())
            .bind(sealed);
        let query = match &row.within {
            SealedIn::Draft(candidate) => query.bind(candidate.as_str()),
            _ => query,
        };
        let mut work = self.database.write().await?;
        let is_resealed = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_resealed)
    }
}

fn read(row: &AnyRow, within: SealedIn) -> Result<SealedRow, LedgerError> {
    Ok(SealedRow {
        account: AccountId::of_row(row.try_get("account")?),
        within,
        sealed: row.try_get("sealed")?,
    })
}
