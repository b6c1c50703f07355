//! The users of every account. One e-mail address is one user, over all accounts: it is what people sign in with.
//!
//! Names are what the record of who did what holds, so no two users of an account have the same.

use handoff::interface::Role;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use super::audit::{Deed, What};
use super::embedding::end_embeds_of;
use super::error::is_not_unique;
use super::stored::{flag, storable};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError};

pub(super) const COLUMNS: &str = "u.account, u.id, u.email, u.name, u.role, u.sees_admin_fields, u.passphrase, u.last_seen_at, u.issuer";
/// More users of one name than anybody has.
const MOST_NAMESAKES: usize = 100;

/// A user's id, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserId(pub(super) String);

impl UserId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A user as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// Whose data the user may touch.
    pub account: AccountId,
    /// The id.
    pub id: UserId,
    /// What the user signs in with.
    pub email: String,
    /// The name in the record of who did what.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// Whether fields for admins only may be seen.
    pub sees_admin_fields: bool,
    /// The hash of the passphrase, once one was chosen.
    pub passphrase: Option<String>,
    /// The OpenID provider that vouches for the user, who then has no passphrase.
    pub issuer: Option<String>,
    /// When the user was here last, RFC 3339 in UTC.
    pub last_seen_at: Option<String>,
}

/// Without the hash of the passphrase.
impl std::fmt::Debug for UserRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("UserRecord");
        shown.field("id", &self.id).field("role", &self.role);
        shown.finish_non_exhaustive()
    }
}

/// A user about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct UserToStore<'a> {
    /// What the user will sign in with.
    pub email: &'a str,
    /// First and last name.
    pub name: &'a str,
    /// What the user may do.
    pub role: Role,
    /// Whether fields for admins only may be seen.
    pub sees_admin_fields: bool,
}

/// What became of a change of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserChanged {
    /// It is done.
    Yes,
    /// There is no such user in the account.
    NoSuchUser,
    /// Somebody has given the user another role since.
    Meanwhile,
    /// Nobody could administer the account any more.
    LastAdmin,
}

/// How an e-mail address is compared.
pub fn email_key(email: &str) -> String {
    storable(email.trim()).to_lowercase()
}

impl Ledger {
    /// Makes an account; `None` when there is one of this id.
    pub async fn add_account(
        &self,
        who: &str,
        id: &str,
        name: &str,
    ) -> Result<Option<AccountId>, LedgerError> {
        let sql = "INSERT INTO accounts (id, name, at) SELECT $1, $2, at FROM clock WHERE true ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(id).bind(storable(name).into_owned());
        let mut work = self.database.write().await?;
        if work.execute(query).await? == 0 {
            return Ok(None);
        }
        let account = AccountId::of_row(id.to_owned());
        work.record(Deed::new(&account, who, What::AccountAdded, id, name));
        work.commit().await?;
        Ok(Some(account))
    }

    /// All accounts with their names, for the operator.
    pub async fn accounts(&self) -> Result<Vec<(AccountId, String)>, LedgerError> {
        let sql = "SELECT id, name FROM accounts ORDER BY id";
        let rows = self.database.rows(sqlx::query(sql)).await?;
        let read = |row: &AnyRow| Ok((AccountId::of_row(row.try_get("id")?), row.try_get("name")?));
        rows.iter().map(read).collect()
    }

    /// Whether there is any user, of whatever account.
    pub async fn has_users(&self) -> Result<bool, LedgerError> {
        let one = sqlx::query("SELECT id FROM users LIMIT 1");
        Ok(self.database.row(one).await?.is_some())
    }

    /// Stores a user; `None` when somebody has this e-mail address already. Whoever has a namesake in the account is
    /// named with the address.
    pub async fn add_user(
        &self,
        account: &AccountId,
        who: &str,
        new: UserToStore<'_>,
    ) -> Result<Option<UserId>, LedgerError> {
        let mut work = self.database.write().await?;
        let Some(id) = insert(&mut work, account, new, None).await? else {
            return Ok(None);
        };
        let note = format!("{}: {}", new.name.trim(), new.role.code());
        work.record(Deed::new(account, who, What::UserAdded, id.as_str(), &note));
        work.commit().await?;
        Ok(Some(id))
    }

    /// The users of an account, by name.
    pub async fn users(&self, account: &AccountId) -> Result<Vec<UserRecord>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account = $1 ORDER BY u.name_key");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(account.as_str().to_owned());
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }

    /// One user of an account.
    pub async fn user(
        &self,
        account: &AccountId,
        id: &UserId,
    ) -> Result<Option<UserRecord>, LedgerError> {
        let users = self.users(account).await?;
        Ok(users.into_iter().find(|user| user.id == *id))
    }

    /// Whoever signs in with this address.
    pub async fn user_of(&self, email: &str) -> Result<Option<UserRecord>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.email_key = $1");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(email_key(email));
        let row = self.database.row(query).await?;
        row.as_ref().map(read).transpose()
    }

    /// Changes what a user may do, when the role is still the one that was seen. It holds from the user's next request on.
    pub async fn change_user(
        &self,
        account: &AccountId,
        who: &str,
        id: &UserId,
        (seen, role): (Role, Role),
        sees_admin_fields: bool,
    ) -> Result<UserChanged, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE users SET role = $3, sees_admin_fields = $4 WHERE account = $1 AND id = $2 AND role = $5 \
                   AND (role <> $3 OR sees_admin_fields <> $4)";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(role.code())
            .bind(i64::from(sees_admin_fields))
            .bind(seen.code());
        if work.execute(query).await? == 0 {
            let sql = "SELECT role FROM users WHERE account = $1 AND id = $2";
            let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
            return Ok(match work.row(query).await? {
                None => UserChanged::NoSuchUser,
                Some(row) if row.try_get::<String, _>("role")? == seen.code() => UserChanged::Yes,
                Some(_) => UserChanged::Meanwhile,
            });
        }
        if !role.may_administer() {
            forget_links_by(&mut work, account, id).await?;
        }
        let sees = match sees_admin_fields {
            true => ", sees fields for admins",
            false => "",
        };
        let name = name_of(&mut work, account, id).await?;
        let note = format!("{name}: {}{sees}", role.code());
        let deed = Deed::new(account, who, What::UserChanged, id.as_str(), &note);
        work.record(deed);
        finish(work, account).await
    }

    /// Removes a user, with every session and link.
    pub async fn remove_user(
        &self,
        account: &AccountId,
        who: &str,
        id: &UserId,
    ) -> Result<UserChanged, LedgerError> {
        let mut work = self.database.write().await?;
        let name = name_of(&mut work, account, id).await?;
        forget_links_by(&mut work, account, id).await?;
        end_embeds_of(&mut work, account, id).await?;
        let sql = "DELETE FROM users WHERE account = $1 AND id = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
        if work.execute(query).await? == 0 {
            return Ok(UserChanged::NoSuchUser);
        }
        work.record(Deed::new(
            account,
            who,
            What::UserRemoved,
            id.as_str(),
            &name,
        ));
        finish(work, account).await
    }

    /// Keeps the hash of another passphrase, and ends every session of the user.
    pub async fn set_passphrase(
        &self,
        account: &AccountId,
        id: &UserId,
        hash: &str,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        keep_passphrase(&mut work, account, id, hash).await?;
        work.commit().await
    }
}

/// Commits when the account can still be administered.
async fn finish(mut work: Work, account: &AccountId) -> Result<UserChanged, LedgerError> {
    // On PostgreSQL two admins could otherwise make each other's role smaller at the same moment.
    let sql = "UPDATE accounts SET name = name WHERE id = $1";
    work.execute(sqlx::query(sql).bind(account.as_str()))
        .await?;
    let sql = "SELECT id FROM users WHERE account = $1 AND role = 'admin' LIMIT 1";
    let admin = work.row(sqlx::query(sql).bind(account.as_str())).await?;
    if admin.is_none() {
        return Ok(UserChanged::LastAdmin);
    }
    work.commit().await?;
    Ok(UserChanged::Yes)
}

/// Stores a user with this hash of a passphrase, within somebody else's transaction.
pub(super) async fn insert(
    work: &mut Work,
    account: &AccountId,
    new: UserToStore<'_>,
    passphrase: Option<&str>,
) -> Result<Option<UserId>, LedgerError> {
    let id = UserId(Uuid::now_v7().to_string());
    let name = unused_name(work, account, new).await?;
    let sql = "INSERT INTO users (account, id, email, email_key, name, name_key, role, sees_admin_fields, passphrase, at) \
               SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, at FROM clock";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.as_str())
        .bind(storable(new.email.trim()).into_owned())
        .bind(email_key(new.email))
        .bind(name.clone())
        .bind(name.to_lowercase())
        .bind(new.role.code())
        .bind(i64::from(new.sees_admin_fields))
        .bind(passphrase.map(str::to_owned));
    match work.execute(query).await {
        Ok(_) => Ok(Some(id)),
        Err(error) if is_not_unique(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn unused_name(
    work: &mut Work,
    account: &AccountId,
    new: UserToStore<'_>,
) -> Result<String, LedgerError> {
    let name = storable(new.name.trim()).into_owned();
    let mut candidate = name.clone();
    for number in 1..MOST_NAMESAKES {
        // Who was removed keeps the name too: the record has it.
        let sql = "SELECT 1 AS taken FROM users WHERE account = $1 AND name_key = $2 \
                   UNION ALL SELECT 1 AS taken FROM audit WHERE account = $1 AND who = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.to_lowercase())
            .bind(candidate.clone());
        if work.row(query).await?.is_none() {
            break;
        }
        candidate = match number {
            1 => format!("{name} ({})", new.email.trim()),
            _ => format!("{name} ({}, {number})", new.email.trim()),
        };
    }
    Ok(candidate)
}

pub(super) async fn keep_passphrase(
    work: &mut Work,
    account: &AccountId,
    id: &UserId,
    hash: &str,
) -> Result<(), LedgerError> {
    let sql = "UPDATE users SET passphrase = $3 WHERE account = $1 AND id = $2";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.as_str())
        .bind(hash);
    work.execute(query).await?;
    let sql = "DELETE FROM sessions WHERE account = $1 AND user_id = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    work.execute(query).await?;
    forget_links_to(work, account, id).await?;
    let name = name_of(work, account, id).await?;
    work.record(Deed::new(
        account,
        &name,
        What::PassphraseChosen,
        id.as_str(),
        "",
    ));
    Ok(())
}

/// Whoever got a link to this user can use it no more.
pub(super) async fn forget_links_to(
    work: &mut Work,
    account: &AccountId,
    id: &UserId,
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM invitations WHERE account = $1 AND user_id = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    work.execute(query).await.map(|_| ())
}

/// The links that somebody made end with their right to make any.
pub(super) async fn forget_links_by(
    work: &mut Work,
    account: &AccountId,
    id: &UserId,
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM invitations WHERE account = $1 AND made_by = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    work.execute(query).await.map(|_| ())
}

/// The name of a user, for the audit; nothing when there is no such user.
pub(super) async fn name_of(
    work: &mut Work,
    account: &AccountId,
    id: &UserId,
) -> Result<String, LedgerError> {
    let sql = "SELECT name FROM users WHERE account = $1 AND id = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    let row = work.row(query).await?;
    row.map_or_else(|| Ok(String::new()), |row| Ok(row.try_get("name")?))
}

pub(super) fn read(row: &AnyRow) -> Result<UserRecord, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("users");
    Ok(UserRecord {
        account: AccountId::of_row(row.try_get("account")?),
        id: UserId(row.try_get("id")?),
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: Role::from_code(&row.try_get::<String, _>("role")?).ok_or_else(unreadable)?,
        sees_admin_fields: flag(row, "sees_admin_fields")?,
        passphrase: row.try_get("passphrase")?,
        issuer: row.try_get("issuer")?,
        last_seen_at: row.try_get("last_seen_at")?,
    })
}
