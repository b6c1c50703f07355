//! Which option somebody chose for words of a candidate that are no option of BambooHR.

use handoff::FieldId;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::{Deed, What};
use super::stored::storable;
use super::work::Work;
use super::{AccountId, Ledger, LedgerError};

/// A choice that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The list.
    pub field: FieldId,
    /// The candidate's words as they were found.
    pub found: String,
    /// The option's text.
    pub choice: String,
    /// When it was made last, RFC 3339 in UTC.
    pub at: String,
    /// Who made it.
    pub who: String,
}

/// A choice that somebody just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemembered {
    /// The list.
    pub field: FieldId,
    /// The candidate's words.
    pub found: String,
    /// The option's text.
    pub choice: String,
}

impl Ledger {
    /// All choices of the account, by field and words.
    pub async fn remembered(&self, account: &AccountId) -> Result<Vec<Remembered>, LedgerError> {
        let sql = "SELECT field, found, choice, at, who FROM remembered_choices WHERE account = $1 ORDER BY field, words";
        let rows = self
            .database
            .rows(sqlx::query(sql).bind(account.as_str()))
            .await?;
        rows.iter().map(read).collect()
    }

    /// Remembers choices; each takes the place of an older one for the same words.
    pub async fn remember(
        &self,
        account: &AccountId,
        who: &str,
        choices: &[NewRemembered],
    ) -> Result<(), LedgerError> {
        if choices.is_empty() {
            return Ok(());
        }
        let mut work = self.database.write().await?;
        for choice in choices {
            put(&mut work, account, who, choice).await?;
        }
        work.commit().await
    }

    /// Forgets what was chosen for these words. `false` when nothing was remembered for them.
    pub async fn forget_choice(
        &self,
        account: &AccountId,
        who: &str,
        field: &FieldId,
        found: &str,
    ) -> Result<bool, LedgerError> {
        let sql = "DELETE FROM remembered_choices WHERE account = $1 AND field = $2 AND words = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(storable(field.as_str()).into_owned())
            .bind(words(found));
        let mut work = self.database.write().await?;
        let is_forgotten = work.execute(query).await? > 0;
        if is_forgotten {
            let deed = Deed::new(account, who, What::ChoiceForgotten, field.as_str(), "");
            work.record(deed);
        }
        work.commit().await?;
        Ok(is_forgotten)
    }
}

async fn put(
    work: &mut Work,
    account: &AccountId,
    who: &str,
    choice: &NewRemembered,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO remembered_choices (account, field, words, found, choice, at, who) \
               SELECT $1, $2, $3, $4, $5, at, $6 FROM clock WHERE true \
               ON CONFLICT (account, field, words) DO UPDATE SET found = excluded.found, choice = excluded.choice, \
               at = excluded.at, who = excluded.who";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(storable(choice.field.as_str()).into_owned())
        .bind(words(&choice.found))
        .bind(storable(&choice.found).into_owned())
        .bind(storable(&choice.choice).into_owned())
        .bind(storable(who).into_owned());
    work.execute(query).await.map(|_| ())
}

/// What decides whether two texts are the same words: case and white space do not.
fn words(found: &str) -> String {
    let found = storable(found).to_lowercase();
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(row: &AnyRow) -> Result<Remembered, LedgerError> {
    let field: String = row.try_get("field")?;
    Ok(Remembered {
        field: FieldId::new(field),
        found: row.try_get("found")?,
        choice: row.try_get("choice")?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
    })
}
