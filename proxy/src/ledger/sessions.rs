//! Sessions: who is signed in, until when. The ledger holds the hash of what the cookie holds, so whoever reads the
//! database can sign in as nobody.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use sqlx::Row;

use super::audit::{Deed, What};
use super::embedding::end_embeds_of;
use super::stored::milliseconds;
use super::tries::forget_old_tries;
use super::users::{COLUMNS, forget_links_to, name_of, read};
use super::{AccountId, Ledger, LedgerError, UserId, UserRecord};
use crate::hex::hex;

/// How often it is written down that a session is used.
const USED_EVERY: Duration = Duration::from_secs(60);

/// The hash of what a cookie or a link holds: 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(pub(super) String);

impl TokenHash {
    /// Of this token. It has as many bits as the hash, so nothing slower is needed.
    pub fn of(token: &str) -> Self {
        Self(hex(&Sha256::digest(token.as_bytes())))
    }

    /// Its first digits.
    pub(crate) fn beginning(&self, digits: usize) -> &str {
        self.0.get(..digits).unwrap_or(&self.0)
    }
}

/// How long a session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without being used.
    pub idle: Duration,
    /// However much it is used.
    pub whole: Duration,
}

impl Ledger {
    /// Begins a session, unless the user is gone or has another passphrase than the one of this hash by now. Sessions that
    /// have ended are forgotten by the way.
    pub async fn begin_session(
        &self,
        account: &AccountId,
        (user, passphrase): (&UserId, Option<&str>),
        hash: &TokenHash,
        limits: SessionLimits,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        // Locks the user: whoever changes the passphrase at this moment comes before, and is seen, or after, and ends this.
        let sql = "UPDATE users SET last_seen_at = (SELECT at FROM clock) WHERE account = $1 AND id = $2 \
                   AND coalesce(passphrase, '') = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(user.as_str())
            .bind(passphrase.unwrap_or_default().to_owned());
        if work.execute(query).await? == 0 {
            return Ok(false);
        }
        let sql = "DELETE FROM sessions WHERE begun_at + $1 <= (SELECT now FROM clock) \
                   OR used_at + $2 <= (SELECT now FROM clock)";
        let query = sqlx::query(sql)
            .bind(milliseconds(limits.whole))
            .bind(milliseconds(limits.idle));
        work.execute(query).await?;
        forget_old_tries(&mut work).await?;
        let sql = "INSERT INTO sessions (hash, account, user_id, begun_at, used_at) SELECT $1, $2, $3, now, now FROM clock";
        let query = sqlx::query(sql)
            .bind(hash.0.clone())
            .bind(account.as_str())
            .bind(user.as_str());
        work.execute(query).await?;
        let name = name_of(&mut work, account, user).await?;
        work.record(Deed::new(account, &name, What::SignedIn, user.as_str(), ""));
        work.commit().await?;
        Ok(true)
    }

    /// Whose session it is, as the user is now; `None` when it has ended. When it `is_used`, it lives on.
    pub async fn session(
        &self,
        hash: &TokenHash,
        limits: SessionLimits,
        is_used: bool,
    ) -> Result<Option<UserRecord>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, s.used_at, c.now AS now FROM sessions s \
             JOIN users u ON u.account = s.account AND u.id = s.user_id CROSS JOIN clock c \
             WHERE s.hash = $1 AND s.begun_at + $2 > c.now AND s.used_at + $3 > c.now"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(hash.0.clone())
            .bind(milliseconds(limits.whole))
            .bind(milliseconds(limits.idle));
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        let (used_at, now): (i64, i64) = (row.try_get("used_at")?, row.try_get("now")?);
        if is_used && now - used_at > milliseconds(USED_EVERY).min(milliseconds(limits.idle) / 4) {
            self.session_used(hash).await?;
        }
        read(&row).map(Some)
    }

    async fn session_used(&self, hash: &TokenHash) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE sessions SET used_at = (SELECT now FROM clock) WHERE hash = $1";
        work.execute(sqlx::query(sql).bind(hash.0.clone())).await?;
        let sql = "UPDATE users SET last_seen_at = (SELECT at FROM clock) WHERE EXISTS (SELECT 1 FROM sessions s \
                   WHERE s.hash = $1 AND s.account = users.account AND s.user_id = users.id)";
        work.execute(sqlx::query(sql).bind(hash.0.clone())).await?;
        work.commit().await
    }

    /// Ends a session. One that has ended is as good.
    pub async fn end_session(&self, hash: &TokenHash) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM sessions WHERE hash = $1 RETURNING account, user_id";
        if let Some(row) = work.row(sqlx::query(sql).bind(hash.0.clone())).await? {
            let account = AccountId::of_row(row.try_get("account")?);
            let user = UserId(row.try_get("user_id")?);
            let name = name_of(&mut work, &account, &user).await?;
            work.record(Deed::new(
                &account,
                &name,
                What::SignedOut,
                user.as_str(),
                "",
            ));
        }
        work.commit().await
    }

    /// Ends every session of a user; how many there were.
    pub async fn end_sessions_of(
        &self,
        account: &AccountId,
        who: &str,
        user: &UserId,
    ) -> Result<u64, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM sessions WHERE account = $1 AND user_id = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(user.as_str());
        let ended = work.execute(query).await?;
        forget_links_to(&mut work, account, user).await?;
        end_embeds_of(&mut work, account, user).await?;
        if ended > 0 {
            let name = name_of(&mut work, account, user).await?;
            let deed = Deed::new(
                account,
                who,
                What::SignedOutEverywhere,
                user.as_str(),
                &name,
            );
            work.record(deed);
        }
        work.commit().await?;
        Ok(ended)
    }
}
