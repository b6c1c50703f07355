//! Links that let somebody choose a passphrase, once: for a user who has none yet or has lost it, and for the first
//! admin of all, who is no user yet. The ledger holds the hash of what the link holds.

use std::time::Duration;

use sqlx::Row;

use super::audit::{Deed, What};
use super::stored::milliseconds;
use super::users::{COLUMNS, UserToStore, insert, keep_passphrase, name_of, read};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, TokenHash, UserId, UserRecord};

/// Whom a link invites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// The first admin of this account.
    FirstAdmin(AccountId),
    /// A user.
    User(UserRecord),
}

/// What became of an accepted link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The passphrase is kept; this is whose it is.
    By(AccountId, UserId),
    /// The link is used, too old, or none of ours.
    NoSuchLink,
    /// Somebody has this e-mail address already.
    EmailTaken,
}

impl Ledger {
    /// Keeps a link for a user, in place of any other; or, without one, for the first admin.
    pub async fn invite(
        &self,
        account: &AccountId,
        who: &str,
        user: Option<&UserId>,
        hash: &TokenHash,
        lives: Duration,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM invitations WHERE until <= (SELECT now FROM clock) OR (account = $1 AND user_id = $2)";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(user.map(|user| user.as_str().to_owned()));
        work.execute(query).await?;
        let sql = "INSERT INTO invitations (hash, account, user_id, until) SELECT $1, $2, $3, now + $4 FROM clock";
        let query = sqlx::query(sql)
            .bind(hash.0.clone())
            .bind(account.as_str())
            .bind(user.map(|user| user.as_str().to_owned()))
            .bind(milliseconds(lives));
        work.execute(query).await?;
        let (about, note) = match user {
            Some(user) => (user.as_str(), name_of(&mut work, account, user).await?),
            None => ("", "the first admin".to_owned()),
        };
        work.record(Deed::new(account, who, What::LinkMade, about, &note));
        work.commit().await
    }

    /// Whom this link invites; `None` when it is used, too old, or none of ours.
    pub async fn invited(&self, hash: &TokenHash) -> Result<Option<Invited>, LedgerError> {
        let mut work = self.database.write().await?;
        invited(&mut work, hash).await
    }

    /// Keeps the passphrase that somebody with this link chose. `first` says who the first admin is; it counts for a
    /// link to the first admin only. Every session and link of the user ends.
    pub async fn accept_invitation(
        &self,
        hash: &TokenHash,
        first: UserToStore<'_>,
        passphrase: &str,
    ) -> Result<Accepted, LedgerError> {
        let mut work = self.database.write().await?;
        let (account, user) = match invited(&mut work, hash).await? {
            None => return Ok(Accepted::NoSuchLink),
            Some(Invited::User(user)) => {
                keep_passphrase(&mut work, &user.account, &user.id, passphrase).await?;
                (user.account, user.id)
            }
            Some(Invited::FirstAdmin(account)) => {
                let added = insert(&mut work, &account, first, Some(passphrase)).await?;
                let Some(id) = added else {
                    return Ok(Accepted::EmailTaken);
                };
                let name = name_of(&mut work, &account, &id).await?;
                let note = format!("{name}: {}", first.role.code());
                work.record(Deed::new(
                    &account,
                    &name,
                    What::UserAdded,
                    id.as_str(),
                    &note,
                ));
                work.record(Deed::new(
                    &account,
                    &name,
                    What::PassphraseChosen,
                    id.as_str(),
                    "",
                ));
                (account, id)
            }
        };
        let sql =
            "DELETE FROM invitations WHERE account = $1 AND (user_id = $2 OR user_id IS NULL)";
        let query = sqlx::query(sql).bind(account.as_str()).bind(user.as_str());
        // Of two who use a link at the same moment one finds it gone, on PostgreSQL too.
        if work.execute(query).await? == 0 {
            return Ok(Accepted::NoSuchLink);
        }
        work.commit().await?;
        Ok(Accepted::By(account, user))
    }
}

async fn invited(work: &mut Work, hash: &TokenHash) -> Result<Option<Invited>, LedgerError> {
    let sql = "SELECT account, user_id FROM invitations WHERE hash = $1 AND until > (SELECT now FROM clock)";
    let Some(row) = work.row(sqlx::query(sql).bind(hash.0.clone())).await? else {
        return Ok(None);
    };
    let account: String = row.try_get("account")?;
    let Some(user) = row.try_get::<Option<String>, _>("user_id")? else {
        // As soon as there is an admin, no link makes another one.
        let sql = "SELECT id FROM users WHERE account = $1 LIMIT 1";
        let somebody = work.row(sqlx::query(sql).bind(account.clone())).await?;
        return Ok(somebody
            .is_none()
            .then(|| Invited::FirstAdmin(AccountId::of_row(account))));
    };
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account = $1 AND u.id = $2");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account)
        .bind(user);
    let row = work.row(query).await?;
    row.map(|row| read(&row).map(Invited::User)).transpose()
}
