//! The keys of servers of applicant tracking systems. The ledger holds the hash of a key, so whoever reads it can use none.

use std::time::Duration;

use handoff::interface::Scope;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use super::audit::{Deed, What};
use super::stored::{between, milliseconds, storable};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, TokenHash};

const COLUMNS: &str =
    "k.account, k.id, k.name, k.hint, k.scopes, k.made_by, k.at, k.last_used_at, k.until, k.used";
/// How often it is written down that a key is used.
const USED_EVERY: Duration = Duration::from_secs(60);

/// A key's id, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AtsKeyId(pub(super) String);

impl AtsKeyId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A key as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtsKeyRecord {
    /// Whose data it reaches.
    pub account: AccountId,
    /// The id.
    pub id: AtsKeyId,
    /// Which system it is for.
    pub name: String,
    /// Its last characters.
    pub hint: String,
    /// What it allows.
    pub scopes: Vec<Scope>,
    /// Who made it.
    pub made_by: String,
    /// When, RFC 3339 in UTC.
    pub made_at: String,
    /// When it was used last, give or take a minute.
    pub last_used_at: Option<String>,
    /// How much longer it works; `None` while it was not replaced.
    pub left: Option<Duration>,
}

/// A key about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct AtsKeyToStore<'a> {
    /// Which system it is for; no other key that was not replaced has this name.
    pub name: &'a str,
    /// What it allows.
    pub scopes: &'a [Scope],
    /// What is held of it.
    pub hash: &'a TokenHash,
    /// Its last characters.
    pub hint: &'a str,
}

impl Ledger {
    /// Stores a key. `false` when one that was not replaced has this name.
    pub async fn add_ats_key(
        &self,
        account: &AccountId,
        who: &str,
        new: AtsKeyToStore<'_>,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let Some(id) = insert(&mut work, account, who, new).await? else {
            return Ok(false);
        };
        let note = format!("{}: {}", new.name, codes(new.scopes));
        work.record(Deed::new(account, who, What::AtsKeyMade, &id, &note));
        work.commit().await?;
        Ok(true)
    }

    /// Stores a key in place of another one, which works on for the time of the `overlap`. The key's name; `None` when
    /// there is no such key, or it was replaced already.
    pub async fn replace_ats_key(
        &self,
        account: &AccountId,
        who: &str,
        id: &AtsKeyId,
        (hash, hint): (&TokenHash, &str),
        overlap: Duration,
    ) -> Result<Option<String>, LedgerError> {
        let mut work = self.database.write().await?;
        forget_ended(&mut work).await?;
        let sql = "UPDATE ats_keys SET until = (SELECT now FROM clock) + $3 WHERE account = $1 AND id = $2 \
                   AND until IS NULL RETURNING name, scopes";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(milliseconds(overlap));
        let Some(row) = work.row(query).await? else {
            return Ok(None);
        };
        let (name, scopes): (String, Vec<Scope>) = (row.try_get("name")?, scopes(&row)?);
        let new = AtsKeyToStore {
            name: &name,
            scopes: &scopes,
            hash,
            hint,
        };
        let added = insert(&mut work, account, who, new).await?;
        let added = added.ok_or(LedgerError::UnreadableRow("ats_keys"))?;
        let note = format!(
            "{name}: the old one for {} hours more",
            overlap.as_secs() / 3600
        );
        work.record(Deed::new(account, who, What::AtsKeyReplaced, &added, &note));
        work.commit().await?;
        Ok(Some(name))
    }

    /// Takes a key away, with everybody who came in by it. `false` when there is no such key.
    pub async fn remove_ats_key(
        &self,
        account: &AccountId,
        who: &str,
        id: &AtsKeyId,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM ats_keys WHERE account = $1 AND id = $2 RETURNING name, hint";
        let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
        let Some(row) = work.row(query).await? else {
            return Ok(false);
        };
        let (name, hint): (String, String) = (row.try_get("name")?, row.try_get("hint")?);
        let note = format!("{name}, which ends with {hint}");
        work.record(Deed::new(
            account,
            who,
            What::AtsKeyRemoved,
            id.as_str(),
            &note,
        ));
        work.commit().await?;
        Ok(true)
    }

    /// The keys that work, by name, those that were replaced last.
    pub async fn ats_keys(&self, account: &AccountId) -> Result<Vec<AtsKeyRecord>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, c.now AS now FROM ats_keys k CROSS JOIN clock c WHERE k.account = $1 \
             AND coalesce(k.until > c.now, true) ORDER BY k.name_key, k.until IS NOT NULL, k.until DESC"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(account.as_str());
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }

    /// The key with this hash, when it works. It is written down that it was used.
    pub async fn ats_key(&self, hash: &TokenHash) -> Result<Option<AtsKeyRecord>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, c.now AS now FROM ats_keys k CROSS JOIN clock c WHERE k.hash = $1 \
             AND coalesce(k.until > c.now, true)"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(hash.0.clone());
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        let (used, now): (i64, i64) = (row.try_get("used")?, row.try_get("now")?);
        if now - used > milliseconds(USED_EVERY) {
            let mut work = self.database.write().await?;
            let sql = "UPDATE ats_keys SET used = (SELECT now FROM clock), last_used_at = (SELECT at FROM clock) \
                       WHERE hash = $1";
            work.execute(sqlx::query(sql).bind(hash.0.clone())).await?;
            work.commit().await?;
        }
        read(&row).map(Some)
    }
}

async fn insert(
    work: &mut Work,
    account: &AccountId,
    who: &str,
    new: AtsKeyToStore<'_>,
) -> Result<Option<String>, LedgerError> {
    let id = Uuid::now_v7().to_string();
    let name = storable(new.name).into_owned();
    let sql = "INSERT INTO ats_keys (account, id, name, name_key, hash, hint, scopes, made_by, at) \
               SELECT $1, $2, $3, $4, $5, $6, $7, $8, at FROM clock WHERE true ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.clone())
        .bind(name.clone())
        .bind(name.to_lowercase())
        .bind(new.hash.0.clone())
        .bind(new.hint)
        .bind(codes(new.scopes))
        .bind(who);
    Ok((work.execute(query).await? > 0).then_some(id))
}

async fn forget_ended(work: &mut Work) -> Result<(), LedgerError> {
    let sql = "DELETE FROM ats_keys WHERE until <= (SELECT now FROM clock)";
    work.execute(sqlx::query(sql)).await.map(|_| ())
}

fn codes(scopes: &[Scope]) -> String {
    let codes: Vec<_> = scopes.iter().map(|scope| scope.code()).collect();
    codes.join(",")
}

fn scopes(row: &AnyRow) -> Result<Vec<Scope>, LedgerError> {
    let codes: String = row.try_get("scopes")?;
    let read = |code: &str| Scope::from_code(code).ok_or(LedgerError::UnreadableRow("ats_keys"));
    codes.split(',').map(read).collect()
}

fn read(row: &AnyRow) -> Result<AtsKeyRecord, LedgerError> {
    let until: Option<i64> = row.try_get("until")?;
    let now: i64 = row.try_get("now")?;
    Ok(AtsKeyRecord {
        account: AccountId::of_row(row.try_get("account")?),
        id: AtsKeyId(row.try_get("id")?),
        name: row.try_get("name")?,
        hint: row.try_get("hint")?,
        scopes: scopes(row)?,
        made_by: row.try_get("made_by")?,
        made_at: row.try_get("at")?,
        last_used_at: row.try_get("last_used_at")?,
        left: until.map(|until| between(now, until).unwrap_or_default()),
    })
}
