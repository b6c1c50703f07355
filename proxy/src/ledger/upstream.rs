//! How an account's BambooHR is, as all proxies on one database found it: whether it asked for a
//! pause, how often it failed in a row, and whether everything stopped until a person looked.

use std::time::Duration;

use handoff::interface::SendProblem;
use sqlx::Row;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::stored::{between, from_json, milliseconds, small_count, to_json};
use super::{AccountId, Ledger, LedgerError};

/// Failures in a row after which nothing more is sent until a probe succeeds.
pub const OPEN_AFTER: u32 = 3;

/// How an account's BambooHR is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upstream {
    /// How long it asked to be left alone from now.
    pub holds_for: Option<Duration>,
    /// Failures in a row.
    pub failures: u32,
    /// Why nothing is sent until a person looked, for example because the key is not accepted.
    pub stopped: Option<SendProblem>,
}

impl Upstream {
    /// Whether it may be asked.
    pub fn is_open(&self) -> bool {
        self.stopped.is_none() && self.holds_for.is_none() && !self.is_out_of_reach()
    }

    /// Whether it failed so often that only a probe asks it.
    pub fn is_out_of_reach(&self) -> bool {
        self.failures >= OPEN_AFTER
    }
}

impl Ledger {
    /// How it is now.
    pub async fn upstream(&self, account: &AccountId) -> Result<Upstream, LedgerError> {
        let sql = "SELECT held_until, failures, stopped, (SELECT now FROM clock) AS now FROM upstreams \
                   WHERE account = $1";
        let query = sqlx::query(sql).bind(account.as_str());
        let Some(row) = self.database.row(query).await? else {
            return Ok(Upstream::default());
        };
        Ok(Upstream {
            holds_for: between(row.try_get("now")?, row.try_get("held_until")?),
            failures: small_count(&row, "failures")?,
            stopped: from_json("upstreams", &row, "stopped")?,
        })
    }

    /// Nothing more is sent for this long. A longer pause that was asked for before stays.
    pub async fn hold_back(&self, account: &AccountId, pause: Duration) -> Result<(), LedgerError> {
        let sql = "INSERT INTO upstreams (account, held_until) SELECT $1, now + $2 FROM clock WHERE true \
                   ON CONFLICT (account) DO UPDATE SET held_until = CASE \
                   WHEN excluded.held_until > upstreams.held_until THEN excluded.held_until \
                   ELSE upstreams.held_until END";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(milliseconds(pause));
        self.change_upstream(account, query).await.map(|_| ())
    }

    /// One more failure in a row; how many there are now.
    pub async fn upstream_failed(&self, account: &AccountId) -> Result<u32, LedgerError> {
        let sql = "INSERT INTO upstreams (account, failures) VALUES ($1, 1) \
                   ON CONFLICT (account) DO UPDATE SET failures = upstreams.failures + 1 RETURNING failures";
        let mut work = self.database.write().await?;
        let row = work.row(sqlx::query(sql).bind(account.as_str())).await?;
        work.commit().await?;
        self.tell_account(account);
        row.map_or(Ok(1), |row| small_count(&row, "failures"))
    }

    /// It answered: no failure in a row any more.
    pub async fn upstream_answered(&self, account: &AccountId) -> Result<(), LedgerError> {
        let sql = "UPDATE upstreams SET failures = 0 WHERE account = $1 AND failures > 0";
        let query = sqlx::query(sql).bind(account.as_str());
        self.change_upstream(account, query).await.map(|_| ())
    }

    /// Nothing more is sent until [`Self::upstream_restarted`].
    pub async fn upstream_stopped(
        &self,
        account: &AccountId,
        problem: &SendProblem,
    ) -> Result<(), LedgerError> {
        let sql = "INSERT INTO upstreams (account, stopped) VALUES ($1, $2) \
                   ON CONFLICT (account) DO UPDATE SET stopped = excluded.stopped";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(to_json("upstreams", problem)?);
        self.change_upstream(account, query).await.map(|_| ())
    }

    /// A person looked, and it works again.
    pub async fn upstream_restarted(&self, account: &AccountId) -> Result<(), LedgerError> {
        let sql = "UPDATE upstreams SET stopped = NULL, failures = 0 \
                   WHERE account = $1 AND (stopped IS NOT NULL OR failures > 0)";
        let query = sqlx::query(sql).bind(account.as_str());
        self.change_upstream(account, query).await.map(|_| ())
    }

    /// Whether the caller may ask BambooHR whether it is back: `true` for one caller in each interval,
    /// over all proxies on this database.
    pub async fn take_probe(
        &self,
        account: &AccountId,
        every: Duration,
    ) -> Result<bool, LedgerError> {
        let sql = "INSERT INTO upstreams (account, probed_at) SELECT $1, now FROM clock WHERE true \
                   ON CONFLICT (account) DO UPDATE SET probed_at = excluded.probed_at \
                   WHERE upstreams.probed_at + $2 <= excluded.probed_at";
        let mut work = self.database.write().await?;
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(milliseconds(every));
        let is_taken = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_taken)
    }

    async fn change_upstream(
        &self,
        account: &AccountId,
        query: Query<'_, sqlx::Any, AnyArguments>,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let is_changed = work.execute(query).await? > 0;
        work.commit().await?;
        if is_changed {
            self.tell_account(account);
        }
        Ok(is_changed)
    }
}
