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
        // Names are unique in an account; who makes a link by a command is no user.
        let sql = "INSERT INTO invitations (hash, account, user_id, until, made_by) SELECT $1, $2, $3, now + $4, \
                   (SELECT id FROM users WHERE account = $2 AND name_key = $5) FROM clock";
        let query = sqlx::query(sql)
            .bind(hash.0.clone())
            .bind(account.as_str())
            .bind(user.map(|user| user.as_str().to_owned()))
            .bind(milliseconds(lives))
            .bind(who.to_lowercase());
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
        let Some(invited) = invited(&mut work, hash).await? else {
            return Ok(Accepted::NoSuchLink);
        };
        if !use_up(&mut work, hash, &invited).await? {
            return Ok(Accepted::NoSuchLink);
        }
        let (account, user) = match invited {
            Invited::User(user) => {
                keep_passphrase(&mut work, &user.account, &user.id, passphrase).await?;
                (user.account, user.id)
            }
            Invited::FirstAdmin(account) => {
                let added = insert(&mut work, &account, first, Some(passphrase)).await?;
                let Some(id) = added else {
                    return Ok(Accepted::EmailTaken);
                };
                let name = name_of(&mut work, &account, &id).await?;
                let note = format!("{name}: {}", first.role.code());
                let added = Deed::new(&account, &name, What::UserAdded, id.as_str(), &note);
                work.record(added);
                let chosen = Deed::new(&account, &name, What::PassphraseChosen, id.as_str(), "");
                work.record(chosen);
                (account, id)
            }
        };
        work.commit().await?;
        Ok(Accepted::By(account, user))
    }
}

/// Takes this link away with all others to the same. Of two who use links to the same at one moment one finds theirs gone,
/// on PostgreSQL too; and so does whoever uses one that is being replaced.
async fn use_up(work: &mut Work, hash: &TokenHash, invited: &Invited) -> Result<bool, LedgerError> {
    let query = match invited {
        Invited::FirstAdmin(account) => {
            let sql =
                "DELETE FROM invitations WHERE account = $1 AND user_id IS NULL RETURNING hash";
            sqlx::query(sql).bind(account.as_str())
        }
        Invited::User(user) => {
            let sql = "DELETE FROM invitations WHERE account = $1 AND user_id = $2 RETURNING hash";
            let query = sqlx::query(sql).bind(user.account.as_str());
            query.bind(user.id.as_str())
        }
    };
    for row in work.rows(query).await? {
        if row.try_get::<String, _>("hash")? == hash.0 {
            return Ok(true);
        }
    }
    Ok(false)
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
