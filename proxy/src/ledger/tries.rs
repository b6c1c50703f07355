//! Tries to sign in, so that nobody can guess for long. They are counted before it is known whether they succeed,
//! over all proxies, and about addresses that are nobody's just the same.

use std::net::IpAddr;
use std::time::Duration;

use sqlx::Row;

use super::stored::{between, milliseconds};
use super::work::Work;
use super::{Ledger, LedgerError, TokenHash, email_key};

/// What a try is about: kept as a hash, so that no address is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tried(String);

impl Tried {
    /// The user with this e-mail address, if there is one.
    pub fn user(email: &str) -> Self {
        Self(TokenHash::of(&format!("about {}", email_key(email))).0)
    }

    /// Whoever goes to a provider from this place.
    pub fn to_a_provider(place: IpAddr) -> Self {
        Self(TokenHash::of(&format!("to a provider from {place}")).0)
    }

    /// Whoever is at this place.
    pub fn from(place: IpAddr) -> Self {
        Self(TokenHash::of(&format!("from {place}")).0)
    }
}

/// So many tries about one thing within a quarter of an hour.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// What the tries are about.
    pub about: Tried,
    /// How many there may be.
    pub most: u64,
}

/// From the first try on, for so long they are counted together.
const WITHIN: Duration = Duration::from_secs(15 * 60);

impl Ledger {
    /// Counts a try for each of these. How long to wait when one of them has none left.
    pub async fn count_try(&self, mut limits: Vec<Limit>) -> Result<Option<Duration>, LedgerError> {
        // In one order always, so that no two wait for each other.
        limits.sort();
        let mut work = self.database.write().await?;
        let mut wait = None;
        for limit in &limits {
            let sql = "INSERT INTO sign_in_tries (about, since, tries) SELECT $1, now, 1 FROM clock WHERE true \
                       ON CONFLICT (about) DO UPDATE SET \
                       tries = CASE WHEN sign_in_tries.since + $2 <= excluded.since THEN 1 ELSE sign_in_tries.tries + 1 END, \
                       since = CASE WHEN sign_in_tries.since + $2 <= excluded.since THEN excluded.since ELSE sign_in_tries.since END \
                       RETURNING tries, since + $2 AS until, (SELECT now FROM clock) AS now";
            let query = sqlx::query(sql)
                .bind(limit.about.0.clone())
                .bind(milliseconds(WITHIN));
            let Some(row) = work.row(query).await? else {
                continue;
            };
            let tries = u64::try_from(row.try_get::<i64, _>("tries")?).unwrap_or(u64::MAX);
            if tries > limit.most {
                let left = between(row.try_get("now")?, row.try_get("until")?);
                wait = wait.max(Some(left.unwrap_or(Duration::from_secs(1))));
            }
        }
        work.commit().await?;
        Ok(wait)
    }

    /// It was the right passphrase: what was tried about this counts no more.
    pub async fn forget_tries(&self, about: &Tried) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM sign_in_tries WHERE about = $1";
        work.execute(sqlx::query(sql).bind(about.0.clone())).await?;
        work.commit().await
    }
}

/// Forgets what counts no more.
pub(super) async fn forget_old_tries(work: &mut Work) -> Result<(), LedgerError> {
    let sql = "DELETE FROM sign_in_tries WHERE since + $1 <= (SELECT now FROM clock)";
    let query = sqlx::query(sql).bind(milliseconds(WITHIN));
    work.execute(query).await.map(|_| ())
}
