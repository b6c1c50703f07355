//! Reading the audit: a page for an admin, all of it for whoever checks it, and the check itself.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Broken, Deed, Entry, Head, Verifier, What};
use crate::ledger::statement::Statement;
use crate::ledger::stored::count;
use crate::ledger::{AccountId, Ledger, LedgerError};

/// Entries of one page.
const PAGE: usize = 50;
/// Entries read at once by whoever goes through all of them.
const STRIDE: i64 = 1000;

/// What of the audit is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what was done by whoever has exactly this name.
    pub who: Option<String>,
    /// Only this.
    pub what: Option<What>,
    /// Only entries before this one.
    pub before: Option<i64>,
}

/// A page of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The newest first; at most 50.
    pub entries: Vec<Entry>,
    /// How many there are over all pages.
    pub total: u64,
    /// [`AuditFilter::before`] of the next page.
    pub next: Option<i64>,
}

impl Ledger {
    /// Writes down what changes nothing in the ledger.
    pub async fn record(
        &self,
        account: &AccountId,
        who: &str,
        what: What,
        about: &str,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        work.record(Deed::new(account, who, what, about, ""));
        work.commit().await
    }

    /// A page of the audit.
    pub async fn audit(
        &self,
        account: &AccountId,
        filter: &AuditFilter,
    ) -> Result<AuditPage, LedgerError> {
        let counted = filtered("SELECT count(*) AS found FROM audit a", account, filter);
        let counted = self.database.row(counted.query()).await?;
        let total = counted.map_or(Ok(0), |row| count(&row, "found"))?;
        let columns = "SELECT sequence, at, who, what, about, note, hash FROM audit a";
        let mut asked = filtered(columns, account, filter);
        if let Some(before) = filter.before {
            asked.push(" AND a.sequence < ").bind(before);
        }
        asked.push(&format!(" ORDER BY a.sequence DESC LIMIT {}", PAGE + 1));
        let rows = self.database.rows(asked.query()).await?;
        let entries = rows.iter().take(PAGE).map(read);
        let entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
        let next = entries.last().filter(|_| rows.len() > PAGE);
        Ok(AuditPage {
            next: next.map(|entry| entry.sequence),
            entries,
            total,
        })
    }

    /// All entries of an account after this one, oldest first, some thousand at most.
    pub async fn audit_after(
        &self,
        account: &AccountId,
        after: i64,
    ) -> Result<Vec<Entry>, LedgerError> {
        let sql = "SELECT sequence, at, who, what, about, note, hash FROM audit \
                   WHERE account = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(after)
            .bind(STRIDE);
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }

    /// The newest entry, as it is noted beside the entries.
    pub async fn audit_head(&self, account: &AccountId) -> Result<Head, LedgerError> {
        let sql = "SELECT sequence, hash FROM audit_heads WHERE account = $1";
        let row = self.database.row(sqlx::query(sql).bind(account.as_str()));
        Ok(match row.await? {
            Some(row) => Head {
                sequence: row.try_get("sequence")?,
                hash: row.try_get("hash")?,
            },
            None => Head::before_the_first(account.as_str()),
        })
    }

    /// Goes through the whole audit of an account. `noted` is an entry that somebody wrote down elsewhere. Gives the
    /// newest entry.
    pub async fn verify_audit(
        &self,
        account: &AccountId,
        noted: Option<&Head>,
    ) -> Result<Result<Head, Broken>, LedgerError> {
        let mut verifier = Verifier::new(account.as_str(), noted);
        loop {
            let entries = self.audit_after(account, verifier.sequence()).await?;
            if let Err(broken) = entries.iter().try_for_each(|entry| verifier.take(entry)) {
                return Ok(Err(broken));
            }
            if !entries.is_empty() {
                continue;
            }
            let end = self.audit_head(account).await?;
            // Something may have been appended between the two looks.
            let is_all = verifier.sequence() >= end.sequence
                || self
                    .audit_after(account, verifier.sequence())
                    .await?
                    .is_empty();
            if is_all {
                return Ok(verifier.end(&end).map(|()| end));
            }
        }
    }
}

fn filtered(select: &str, account: &AccountId, filter: &AuditFilter) -> Statement {
    let mut asked = Statement::new(select);
    asked
        .push(" WHERE a.account = ")
        .bind(account.as_str().to_owned());
    if let Some(who) = &filter.who {
        asked.push(" AND a.who = ").bind(who.clone());
    }
    if let Some(what) = filter.what {
        asked.push(" AND a.what = ").bind(what.code());
    }
    asked
}

fn read(row: &AnyRow) -> Result<Entry, LedgerError> {
    Ok(Entry {
        sequence: row.try_get("sequence")?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
        what: row.try_get("what")?,
        about: row.try_get("about")?,
        note: row.try_get("note")?,
        hash: row.try_get("hash")?,
    })
}
