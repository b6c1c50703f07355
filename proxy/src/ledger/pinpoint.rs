//! Pinpoint as a source of candidates: the connection of each account, what is to be read from there and written to it, and
//! what was read.
//!
//! Key and secret come in and go out sealed. Every change of a connection makes its version one higher, and no version
//! comes twice.

mod bringing;
mod jobs;
mod polling;
mod reads;
mod telling;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::{Deed, What};
use super::connections::changing;
use super::stored::{flag, storable};
use super::{AccountId, Ledger, LedgerError};

pub use bringing::{Arrived, FromPinpoint, NewArrival};
pub use jobs::{Ended, FailedJob, JobKind, Noted, PINPOINT_AT_ONCE, PinpointJob, PinpointWork};
pub use telling::Told;

pub(super) use bringing::goes;
pub(super) use telling::{read_after, tell_source};

const TABLE: &str = "pinpoint_connections";

/// A connection to Pinpoint as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPinpoint {
    /// The company's Pinpoint name.
    pub subdomain: String,
    /// The key, sealed for this account.
    pub sealed_key: String,
    /// What webhooks are signed with, sealed for this account.
    pub sealed_secret: String,
    /// What may be shown of the key.
    pub ends_with: String,
    /// The end of the address that webhooks come to.
    pub hook: String,
    /// Who stored the key.
    pub added_by: String,
    /// When, RFC 3339 in UTC.
    pub added_at: String,
    /// Whether it may be used.
    pub enabled: bool,
    /// Counts the changes.
    pub version: i64,
    /// Why nothing is asked until an admin says that it was mended.
    pub stopped: Option<String>,
    /// When a webhook came last that was signed.
    pub last_event_at: Option<String>,
    /// When Pinpoint last said who is hired.
    pub last_poll_at: Option<String>,
    /// Whoever was changed before was asked for.
    pub seen_until: Option<String>,
}

/// A connection about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct PinpointToStore<'a> {
    /// The company's Pinpoint name.
    pub subdomain: &'a str,
    /// The key, sealed for this account.
    pub sealed_key: &'a str,
    /// The secret, sealed for this account.
    pub sealed_secret: &'a str,
    /// What may be shown of the key.
    pub ends_with: &'a str,
    /// The end of the address of webhooks, should there be none yet.
    pub hook: &'a str,
    /// Who stores it.
    pub who: &'a str,
}

macro_rules! select {
    () => {
        "SELECT account, subdomain, sealed_key, sealed_secret, ends_with, hook, added_by, added_at, enabled, version, \
         stopped, last_event_at, last_poll_at, seen_until FROM pinpoint_connections WHERE subdomain IS NOT NULL AND "
    };
}

impl Ledger {
    /// What is connected; `None` when nothing is.
    pub async fn pinpoint(
        &self,
        account: &AccountId,
    ) -> Result<Option<StoredPinpoint>, LedgerError> {
        let query = sqlx::query(concat!(select!(), "account = $1")).bind(account.as_str());
        let row = self.database.row(query).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Whose webhooks come to this address.
    pub async fn pinpoint_of_hook(
        &self,
        hook: &str,
    ) -> Result<Option<(AccountId, StoredPinpoint)>, LedgerError> {
        let hook = storable(hook).into_owned();
        let query = sqlx::query(concat!(select!(), "hook = $1")).bind(hook);
        let row = self.database.row(query).await?;
        row.map(|row| {
            let account = AccountId::of_row(row.try_get("account")?);
            Ok((account, read(&row)?))
        })
        .transpose()
    }

    /// Stores a connection in place of the one of version `seen`, or of none for 0. With the same company it may be used as
    /// before and webhooks come to the same address; with another one not, and what was to be done for the old one is
    /// given up. `false` when something else is there by now.
    pub async fn store_pinpoint(
        &self,
        account: &AccountId,
        new: PinpointToStore<'_>,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "INSERT INTO pinpoint_connections (account) VALUES ($1) ON CONFLICT DO NOTHING";
        work.execute(sqlx::query(sql).bind(account.as_str()))
            .await?;
        let sql = "UPDATE pinpoint_connections SET enabled = CASE WHEN subdomain = $3 THEN enabled ELSE 0 END, \
                   hook = CASE WHEN subdomain = $3 THEN hook ELSE $7 END, \
                   seen_until = CASE WHEN subdomain = $3 THEN seen_until ELSE NULL END, \
                   last_event_at = CASE WHEN subdomain = $3 THEN last_event_at ELSE NULL END, \
                   last_poll_at = CASE WHEN subdomain = $3 THEN last_poll_at ELSE NULL END, \
                   subdomain = $3, sealed_key = $4, sealed_secret = $5, ends_with = $6, added_by = $8, \
                   added_at = (SELECT at FROM clock), stopped = NULL, version = version + 1 \
                   WHERE account = $1 AND ((subdomain IS NULL AND $2 = 0) OR (subdomain IS NOT NULL AND version = $2))";
        let query = changing(sql, account, seen)
            .bind(new.subdomain)
            .bind(new.sealed_key)
            .bind(new.sealed_secret)
            .bind(new.ends_with)
            .bind(new.hook)
            .bind(storable(new.who).into_owned());
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        jobs::give_up_others(&mut work, account, new.subdomain).await?;
        let note = format!("key ending in {}", new.ends_with);
        let about = format!("pinpoint {}", new.subdomain);
        work.record(Deed::new(
            account,
            new.who,
            What::ConnectionStored,
            &about,
            &note,
        ));
        work.commit().await?;
        Ok(true)
    }

    /// Lets a connection be used, or not any more; what waits or was given up meanwhile goes on at once. `false` when it is not the one of version `seen`.
    pub async fn set_pinpoint_enabled(
        &self,
        account: &AccountId,
        who: &str,
        enabled: bool,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        // Whoever was hired before anybody connected is asked for by hand: they may be in BambooHR for years.
        let sql = "UPDATE pinpoint_connections SET enabled = $3, stopped = NULL, version = version + 1, \
                   seen_until = coalesce(seen_until, (SELECT at FROM clock)) \
                   WHERE account = $1 AND version = $2 AND subdomain IS NOT NULL";
        let query = changing(sql, account, seen).bind(i64::from(enabled));
        if work.execute(query).await? != 1 {
            return Ok(false);
        }
        if enabled {
            polling::poll_now(&mut work, account).await?;
            jobs::try_again(&mut work, account).await?;
            reads::read_late(&mut work, account, None).await?;
        }
        let what = match enabled {
            true => What::ConnectionEnabled,
            false => What::ConnectionDisabled,
        };
        work.record(Deed::new(account, who, what, "pinpoint", ""));
        work.commit().await?;
        Ok(true)
    }

    /// Deletes company, key and secret; webhooks come to nobody. `false` when it is not the one of version `seen`.
    pub async fn remove_pinpoint(
        &self,
        account: &AccountId,
        who: &str,
        seen: i64,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE pinpoint_connections SET subdomain = NULL, sealed_key = NULL, sealed_secret = NULL, \
                   ends_with = NULL, hook = NULL, added_by = NULL, added_at = NULL, enabled = 0, stopped = NULL, \
                   last_event_at = NULL, last_poll_at = NULL, seen_until = NULL, version = version + 1 \
                   WHERE account = $1 AND version = $2 AND subdomain IS NOT NULL";
        if work.execute(changing(sql, account, seen)).await? != 1 {
            return Ok(false);
        }
        jobs::give_up_others(&mut work, account, "").await?;
        work.record(Deed::new(
            account,
            who,
            What::ConnectionRemoved,
            "pinpoint",
            "",
        ));
        work.commit().await?;
        Ok(true)
    }

    /// Nothing is asked with the key of this version any more, for this reason.
    pub async fn stop_pinpoint(
        &self,
        account: &AccountId,
        version: i64,
        why: &str,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE pinpoint_connections SET stopped = $3 WHERE account = $1 AND version = $2 AND subdomain IS NOT NULL";
        let query = changing(sql, account, version).bind(why);
        work.execute(query).await?;
        work.commit().await
    }

    /// It was mended: what was stopped goes on, and what was given up is tried again.
    pub async fn restart_pinpoint(&self, account: &AccountId) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE pinpoint_connections SET stopped = NULL WHERE account = $1";
        work.execute(sqlx::query(sql).bind(account.as_str()))
            .await?;
        jobs::try_again(&mut work, account).await?;
        reads::read_late(&mut work, account, None).await?;
        work.commit().await
    }
}

fn read(row: &AnyRow) -> Result<StoredPinpoint, LedgerError> {
    let text = |column: &str| {
        let text: Option<String> = row.try_get(column)?;
        text.ok_or(LedgerError::UnreadableRow(TABLE))
    };
    Ok(StoredPinpoint {
        subdomain: text("subdomain")?,
        sealed_key: text("sealed_key")?,
        sealed_secret: text("sealed_secret")?,
        ends_with: text("ends_with")?,
        hook: text("hook")?,
        added_by: text("added_by")?,
        added_at: text("added_at")?,
        enabled: flag(row, "enabled")?,
        version: row.try_get("version")?,
        stopped: row.try_get("stopped")?,
        last_event_at: row.try_get("last_event_at")?,
        last_poll_at: row.try_get("last_poll_at")?,
        seen_until: row.try_get("seen_until")?,
    })
}
