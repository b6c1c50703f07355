//! What a company asks of its hires: every version of its set-up, the newest of which holds.

use handoff::Setup;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::{Deed, What};
use super::stored::{count, from_json, storable, to_json};
use super::{AccountId, Ledger, LedgerError};

/// Most versions that are told of; older ones are kept.
const TOLD: i64 = 50;

/// A version of a set-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSetup {
    /// Which.
    pub made: SetupMade,
    /// What it asks.
    pub setup: Setup,
}

/// Who made a version of a set-up, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupMade {
    /// From 1.
    pub version: u64,
    /// RFC 3339, UTC.
    pub at: String,
    /// The user.
    pub who: String,
    /// What changed, in a sentence.
    pub words: String,
}

/// A set-up to be kept.
#[derive(Clone, Debug)]
pub struct NewSetup<'a> {
    /// The version that was changed; 0 when there was none.
    pub after: u64,
    /// What it asks.
    pub setup: &'a Setup,
    /// Who made it.
    pub who: &'a str,
    /// What changed, in a sentence.
    pub words: &'a str,
}

impl Ledger {
    /// The newest set-up; `None` when the company never changed it.
    pub async fn setup(&self, account: &AccountId) -> Result<Option<StoredSetup>, LedgerError> {
        let sql = "SELECT version, at, who, words, body FROM setups WHERE account = $1 ORDER BY version DESC LIMIT 1";
        let query = sqlx::query(sql).bind(account.as_str());
        let row = self.database.row(query).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// One version.
    pub async fn setup_of(
        &self,
        account: &AccountId,
        version: u64,
    ) -> Result<Option<StoredSetup>, LedgerError> {
        let sql =
            "SELECT version, at, who, words, body FROM setups WHERE account = $1 AND version = $2";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(i64::try_from(version).unwrap_or(i64::MAX));
        let row = self.database.row(query).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// The newest versions, newest first.
    pub async fn setup_history(&self, account: &AccountId) -> Result<Vec<SetupMade>, LedgerError> {
        let sql = "SELECT version, at, who, words FROM setups WHERE account = $1 ORDER BY version DESC LIMIT $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(TOLD);
        let rows = self.database.rows(query).await?;
        rows.iter().map(read_made).collect()
    }

    /// Keeps a new version. `false` when somebody else has made one since: nothing is changed then.
    pub async fn put_setup(
        &self,
        account: &AccountId,
        new: &NewSetup<'_>,
    ) -> Result<bool, LedgerError> {
        // Of two at once the primary key lets one in.
        let sql = "INSERT INTO setups (account, version, at, who, words, body) \
                   SELECT $1, $2 + 1, at, $3, $4, $5 FROM clock \
                   WHERE $2 = (SELECT coalesce(max(version), 0) FROM setups WHERE account = $1) \
                   ON CONFLICT (account, version) DO NOTHING";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(i64::try_from(new.after).unwrap_or(i64::MAX - 1))
            .bind(storable(new.who).into_owned())
            .bind(storable(new.words).into_owned())
            .bind(to_json("setups", new.setup)?);
        let mut work = self.database.write().await?;
        let is_kept = work.execute(query).await? == 1;
        if is_kept {
            let version = new.after.saturating_add(1).to_string();
            let deed = Deed::new(account, new.who, What::SetupChanged, &version, new.words);
            work.record(deed);
        }
        work.commit().await?;
        if is_kept {
            self.tell_account(account);
        }
        Ok(is_kept)
    }
}

fn read(row: &AnyRow) -> Result<StoredSetup, LedgerError> {
    let setup = from_json("setups", row, "body")?;
    Ok(StoredSetup {
        made: read_made(row)?,
        setup: setup.ok_or(LedgerError::UnreadableRow("setups"))?,
    })
}

fn read_made(row: &AnyRow) -> Result<SetupMade, LedgerError> {
    Ok(SetupMade {
        version: count(row, "version")?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
        words: row.try_get("words")?,
    })
}
