//! Whoever signs in with an OpenID provider: the way there and back, which works once, and the user whom the provider
//! vouches for. A user is known by issuer and subject alone; an address says nothing about who somebody is.

use std::time::Duration;

use handoff::interface::Role;
use sqlx::Row;

use super::audit::{Deed, What};
use super::error::is_not_unique;
use super::stored::{milliseconds, storable};
use super::users::{COLUMNS, forget_links_by, insert, name_of, read, unused_name};
use super::work::Work;
use super::{
    AccountId, Ledger, LedgerError, PROXY, TokenHash, UserId, UserRecord, UserToStore, email_key,
};

/// Somebody on the way to a provider.
#[derive(Clone, Copy, Debug)]
pub struct NewAttempt<'a> {
    /// What the provider gives back.
    pub state: &'a TokenHash,
    /// What the browser holds.
    pub browser: &'a TokenHash,
    /// The provider's id in the configuration.
    pub provider: &'a str,
    /// The page to go on with.
    pub back: &'a str,
}

/// Somebody who came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The provider's id in the configuration.
    pub provider: String,
    /// The page to go on with.
    pub back: String,
}

/// Who a provider says that somebody is.
#[derive(Clone, Copy, Debug)]
pub struct Vouched<'a> {
    /// The account that the configuration gives them.
    pub account: &'a AccountId,
    /// Who vouches.
    pub issuer: &'a str,
    /// What the issuer calls them, for ever.
    pub subject: &'a str,
    /// Address, name, and what they may do.
    pub user: UserToStore<'a>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Welcomed {
    /// The user, as the provider has them now.
    User(Box<UserRecord>),
    /// Another user signs in with this address.
    AddressTaken,
    /// They are a user of another account.
    OtherAccount,
}

impl Ledger {
    /// Notes that somebody is on the way to a provider. Those who did not come back in time are forgotten.
    pub async fn begin_attempt(
        &self,
        new: NewAttempt<'_>,
        lives: Duration,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM openid_attempts WHERE until <= (SELECT now FROM clock)";
        work.execute(sqlx::query(sql)).await?;
        let sql = "INSERT INTO openid_attempts (state, browser, provider, back, until) \
                   SELECT $1, $2, $3, $4, now + $5 FROM clock";
        let query = sqlx::query(sql)
            .bind(new.state.0.clone())
            .bind(new.browser.0.clone())
            .bind(new.provider.to_owned())
            .bind(storable(new.back).into_owned())
            .bind(milliseconds(lives));
        work.execute(query).await?;
        work.commit().await
    }

    /// Takes what was noted, once. `None` when it was taken already, is too old, or was noted for another browser.
    pub async fn take_attempt(
        &self,
        state: &TokenHash,
        browser: &TokenHash,
    ) -> Result<Option<Attempt>, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM openid_attempts WHERE state = $1 AND browser = $2 AND until > (SELECT now FROM clock) \
                   RETURNING provider, back";
        let query = sqlx::query(sql)
            .bind(state.0.clone())
            .bind(browser.0.clone());
        let row = work.row(query).await?;
        work.commit().await?;
        let read = |row: sqlx::any::AnyRow| -> Result<Attempt, LedgerError> {
            Ok(Attempt {
                provider: row.try_get("provider")?,
                back: row.try_get("back")?,
            })
        };
        row.map(read).transpose()
    }

    /// The user whom a provider vouches for, made when there is none yet, and brought up to date.
    pub async fn welcome(&self, who: Vouched<'_>) -> Result<Welcomed, LedgerError> {
        match self.welcome_once(who).await? {
            // Of two browsers that bring somebody for the first time, one finds the user that the other has made.
            Welcomed::AddressTaken => self.welcome_once(who).await,
            welcomed => Ok(welcomed),
        }
    }

    async fn welcome_once(&self, who: Vouched<'_>) -> Result<Welcomed, LedgerError> {
        let mut work = self.database.write().await?;
        let id = match vouched(&mut work, who).await? {
            Some(known) if known.account != *who.account => return Ok(Welcomed::OtherAccount),
            Some(known) => match bring_up_to_date(&mut work, who, &known).await {
                Ok(()) => known.id,
                Err(error) if is_not_unique(&error) => return Ok(Welcomed::AddressTaken),
                Err(error) => return Err(error),
            },
            None => match make(&mut work, who).await {
                Ok(Some(id)) => id,
                Ok(None) => return Ok(Welcomed::AddressTaken),
                Err(error) if is_not_unique(&error) => return Ok(Welcomed::AddressTaken),
                Err(error) => return Err(error),
            },
        };
        let user = vouched(&mut work, who).await?;
        let user = user.filter(|user| user.id == id);
        let user = user.ok_or(LedgerError::UnreadableRow("users"))?;
        work.commit().await?;
        Ok(Welcomed::User(Box::new(user)))
    }
}

async fn vouched(work: &mut Work, who: Vouched<'_>) -> Result<Option<UserRecord>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.issuer = $1 AND u.subject = $2");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(who.issuer.to_owned())
        .bind(storable(who.subject).into_owned());
    work.row(query).await?.as_ref().map(read).transpose()
}

async fn make(work: &mut Work, who: Vouched<'_>) -> Result<Option<UserId>, LedgerError> {
    let Some(id) = insert(work, who.account, who.user, None).await? else {
        return Ok(None);
    };
    let sql = "UPDATE users SET issuer = $3, subject = $4 WHERE account = $1 AND id = $2";
    let query = sqlx::query(sql)
        .bind(who.account.as_str())
        .bind(id.as_str())
        .bind(who.issuer.to_owned())
        .bind(storable(who.subject).into_owned());
    work.execute(query).await?;
    let name = name_of(work, who.account, &id).await?;
    let note = format!(
        "{name}: {}, from {}",
        may(who.user.role, who.user.sees_admin_fields),
        who.issuer
    );
    work.record(Deed::new(
        who.account,
        PROXY,
        What::UserAdded,
        id.as_str(),
        &note,
    ));
    Ok(Some(id))
}

/// The provider has the say about its users, also about the last admin: it can make another one.
async fn bring_up_to_date(
    work: &mut Work,
    who: Vouched<'_>,
    known: &UserRecord,
) -> Result<(), LedgerError> {
    let said = who.user;
    let name = match is_named(known, said.name) {
        true => known.name.clone(),
        false => unused_name(work, who.account, said).await?,
    };
    let may_now = (said.role, said.sees_admin_fields);
    let is_same = may_now == (known.role, known.sees_admin_fields);
    let email = storable(said.email.trim()).into_owned();
    if is_same && name == known.name && email == known.email {
        return Ok(());
    }
    let sql = "UPDATE users SET email = $3, email_key = $4, name = $5, name_key = $6, role = $7, sees_admin_fields = $8 \
               WHERE account = $1 AND id = $2";
    let query = sqlx::query(sql)
        .bind(who.account.as_str())
        .bind(known.id.as_str())
        .bind(email)
        .bind(email_key(said.email))
        .bind(name.clone())
        .bind(name.to_lowercase())
        .bind(said.role.code())
        .bind(i64::from(said.sees_admin_fields));
    work.execute(query).await?;
    if !said.role.may_administer() {
        forget_links_by(work, who.account, &known.id).await?;
    }
    let note = format!(
        "{name}: {}, from {}",
        may(said.role, said.sees_admin_fields),
        who.issuer
    );
    let about = known.id.as_str();
    work.record(Deed::new(
        who.account,
        PROXY,
        What::UserChanged,
        about,
        &note,
    ));
    Ok(())
}

/// Whether this is the name that the user has, or had before a namesake made it longer.
fn is_named(known: &UserRecord, said: &str) -> bool {
    let said = storable(said.trim());
    known.name == *said || known.name.starts_with(&format!("{said} ("))
}

fn may(role: Role, sees_admin_fields: bool) -> String {
    let sees = match sees_admin_fields {
        true => ", sees fields for admins",
        false => "",
    };
    format!("{}{sees}", role.code())
}
