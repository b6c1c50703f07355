//! The BambooHR of each account, as an admin connected it: company, sealed key, and whether it is switched on.
//!
//! The key comes in and goes out sealed; nothing here can open it. Every change makes the version one higher, and no
//! version comes twice, also when a connection was removed and another one made: proxies tell by it what is out of date.

use std::time::Duration;

use sqlx::Row;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;

use super::audit::{Deed, What};
use super::error::is_not_unique;
use super::stored::{flag, milliseconds, storable};
use super::{AccountId, Ledger, LedgerError};

const TABLE: &str = "connections";
/// How often it is written down that a key works.
const WORKED_EVERY: Duration = Duration::from_secs(300);

/// A connection as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredConnection {
    /// The company's BambooHR name.
    pub company: String,
    /// The key, sealed for this account.
    pub sealed: String,
    /// What may be shown of the key.
    pub ends_with: String,
    /// Who stored the key.
    pub added_by: String,
    /// When, RFC 3339 in UTC.
    pub added_at: String,
    /// When BambooHR last accepted the key.
    pub last_worked_at: Option<String>,
    /// Whether it may be used.
    pub enabled: bool,
    /// Counts the changes of this account's connection.
    pub version: i64,
}

/// A connection about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionToStore<'a> {
    /// The company's BambooHR name.
    pub company: &'a str,
    /// The key, sealed for this account.
    pub sealed: &'a str,
    /// What may be shown of the key.
    pub ends_with: &'a str,
    /// Who stores it.
    pub who: &'a str,
}

impl Ledger {
    /// What is connected; `None` when nothing is.
    pub async fn connection(
        &self,
        account: &AccountId,
    ) -> Result<Option<StoredConnection>, LedgerError> {
        let sql = "SELECT company, sealed, ends_with, added_by, added_at, last_worked_at, enabled, version \
                   FROM connections WHERE account = $1 AND company IS NOT NULL";
        let query = sqlx::query(sql).bind(account.as_str());
        let row = self.database.row(query).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// The version of the connection, if one is there and may be used.
    pub async fn enabled_version(&self, account: &AccountId) -> Result<Option<i64>, LedgerError> {
        let sql = "SELECT version FROM connections WHERE account = $1 AND company IS NOT NULL AND enabled = 1";
        let row = self.database.row(sqlx::query(sql).bind(account.as_str()));
        let row = row.await?;
        row.map(|row| Ok(row.try_get("version")?)).transpose()
    }

    /// The accounts whose connections may be used: of everybody.
    pub async fn enabled_connections(&self) -> Result<Vec<AccountId>, LedgerError> {
        let sql = "SELECT account FROM connections WHERE company IS NOT NULL AND enabled = 1 ORDER BY account";
        let rows = self.database.rows(sqlx::query(sql)).await?;
        let account = |row: &AnyRow| Ok(AccountId::of_row(row.try_get("account")?));
        rows.iter().map(account).collect()
    }

    /// Stores a connection in place of the one of version `seen`, or of none for 0. With the same company it may be used
    /// as before, with another one not; what was known of another company's health is forgotten. `false` when something else is there by now.
    pub async fn store_connection(
        &self,
        account: &AccountId,
        new: ConnectionToStore<'_>,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "INSERT INTO connections (account) VALUES ($1) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(account.as_str());
        work.execute(query).await?;
        let sql = "DELETE FROM upstreams WHERE account = $1 AND NOT EXISTS (SELECT 1 FROM connections c \
                   WHERE c.account = $1 AND c.company = $2)";
        let query = sqlx::query(sql).bind(account.as_str()).bind(new.company);
        work.execute(query).await?;
        // Another company was never looked at, so nothing is sent to it before somebody switches it on.
        let sql = "UPDATE connections SET enabled = CASE WHEN company = $3 THEN enabled ELSE 0 END, company = $3, sealed = $4, ends_with = $5, added_by = $6, \
                   added_at = (SELECT at FROM clock), last_worked_at = NULL, worked_at = 0, version = version + 1 \
                   WHERE account = $1 AND ((company IS NULL AND $2 = 0) OR (company IS NOT NULL AND version = $2))";
        let query = changing(sql, account, seen)
            .bind(new.company)
            .bind(new.sealed)
            .bind(new.ends_with)
            .bind(storable(new.who).into_owned());
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        let note = format!("key ending in {}", new.ends_with);
        let deed = Deed::new(account, new.who, What::ConnectionStored, new.company, &note);
        work.record(deed);
        work.commit().await?;
        self.tell_account(account);
        Ok(true)
    }

    /// Lets a connection be used, or not any more. `false` when it is not the one of version `seen`.
    pub async fn set_enabled(
        &self,
        account: &AccountId,
        who: &str,
        enabled: bool,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let sql = "UPDATE connections SET enabled = $3, version = version + 1 \
                   WHERE account = $1 AND version = $2 AND company IS NOT NULL";
        let query = changing(sql, account, seen).bind(i64::from(enabled));
        let what = match enabled {
            true => What::ConnectionEnabled,
            false => What::ConnectionDisabled,
        };
        self.change_connection(account, who, what, query).await
    }

    /// Deletes company and key. `false` when it is not the one of version `seen`.
    pub async fn remove_connection(
        &self,
        account: &AccountId,
        who: &str,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let sql = "UPDATE connections SET company = NULL, sealed = NULL, ends_with = NULL, added_by = NULL, \
                   added_at = NULL, last_worked_at = NULL, worked_at = 0, enabled = 0, version = version + 1 \
                   WHERE account = $1 AND version = $2 AND company IS NOT NULL";
        let query = changing(sql, account, seen);
        self.change_connection(account, who, What::ConnectionRemoved, query)
            .await
    }

    /// BambooHR accepted the key of this version. Written at most once in some minutes, over all proxies.
    pub async fn connection_worked(
        &self,
        account: &AccountId,
        version: i64,
    ) -> Result<(), LedgerError> {
        let sql = "UPDATE connections SET last_worked_at = (SELECT at FROM clock), worked_at = (SELECT now FROM clock) \
                   WHERE account = $1 AND version = $2 AND company IS NOT NULL \
                   AND worked_at + $3 <= (SELECT now FROM clock)";
        let mut work = self.database.write().await?;
        let query = changing(sql, account, version).bind(milliseconds(WORKED_EVERY));
        work.execute(query).await?;
        work.commit().await
    }

    /// Sends that a version of this program accepted which knew one company only are for this one.
    pub async fn older_sends_are_for(
        &self,
        account: &AccountId,
        company: &str,
    ) -> Result<(), LedgerError> {
        let sql = "UPDATE sends SET company = $2 WHERE account = $1 AND company = ''";
        let mut work = self.database.write().await?;
        let query = sqlx::query(sql).bind(account.as_str()).bind(company);
        match work.execute(query).await {
            Ok(_) => work.commit().await,
            // A proxy of the older version works beside and has one employee twice: they stay without a company.
            Err(error) if is_not_unique(&error) => {
                tracing::error!(%error, "sends of an earlier version stay without a company");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    async fn change_connection(
        &self,
        account: &AccountId,
        who: &str,
        what: What,
        query: Query<'_, sqlx::Any, AnyArguments>,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        work.record(Deed::new(account, who, what, "bamboohr", ""));
        work.commit().await?;
        self.tell_account(account);
        Ok(true)
    }
}

/// A statement whose first two values are the account and a version.
pub(super) fn changing<'q>(
    sql: &'static str,
    account: &'q AccountId,
    version: i64,
) -> Query<'q, sqlx::Any, AnyArguments> {
    sqlx::query(sql).bind(account.as_str()).bind(version)
}

fn read(row: &AnyRow) -> Result<StoredConnection, LedgerError> {
    let text = |column: &str| {
        let text: Option<String> = row.try_get(column)?;
        text.ok_or(LedgerError::UnreadableRow(TABLE))
    };
    Ok(StoredConnection {
        company: text("company")?,
        sealed: text("sealed")?,
        ends_with: text("ends_with")?,
        added_by: text("added_by")?,
        added_at: text("added_at")?,
        last_worked_at: row.try_get("last_worked_at")?,
        enabled: flag(row, "enabled")?,
        version: row.try_get("version")?,
    })
}
