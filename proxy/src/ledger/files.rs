//! Files that a candidate handed in, with their contents.

use handoff::CandidateId;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Row};

use super::stored::{count, storable};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError};
use crate::forms::PHOTO;

/// A file to be kept.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// File name with its ending; one of each name per candidate.
    pub name: String,
    /// What it is, for example `Resume`.
    pub kind: String,
    /// For example `application/pdf`.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// File name with its ending.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What is known of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// File name with its ending.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
}

impl Ledger {
    /// Keeps a file of a candidate in place of one with the same name.
    pub async fn put_file(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        file: &NewFile,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        put_file(&mut work, account, candidate, file).await?;
        work.commit().await
    }

    /// One file.
    pub async fn file(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        name: &str,
    ) -> Result<Option<StoredFile>, LedgerError> {
        let sql = "SELECT name, kind, media_type, content FROM candidate_files \
                   WHERE account = $1 AND candidate = $2 AND name = $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .bind(storable(name).into_owned());
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        Ok(Some(StoredFile {
            name: row.try_get("name")?,
            kind: row.try_get("kind")?,
            media_type: row.try_get("media_type")?,
            content: row.try_get("content")?,
        }))
    }

    /// The name under which these very bytes are kept of a candidate; the photo is no document.
    pub async fn file_of(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        content: &[u8],
    ) -> Result<Option<String>, LedgerError> {
        let row = self
            .database
            .row(of_content(account, candidate, content))
            .await?;
        row.map(|row| Ok(row.try_get("name")?)).transpose()
    }

    /// The files of a candidate, by name, without their contents.
    pub async fn files(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<FileInfo>, LedgerError> {
        let sql = "SELECT name, kind, media_type, bytes FROM candidate_files \
                   WHERE account = $1 AND candidate = $2 ORDER BY name";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let rows = self.database.rows(query).await?;
        rows.iter()
            .map(|row| {
                Ok(FileInfo {
                    name: row.try_get("name")?,
                    kind: row.try_get("kind")?,
                    media_type: row.try_get("media_type")?,
                    bytes: count(row, "bytes")?,
                })
            })
            .collect()
    }
}

/// The same as [`Ledger::file_of`], within a transaction.
pub(super) async fn file_of(
    work: &mut Work,
    account: &AccountId,
    candidate: &CandidateId,
    content: &[u8],
) -> Result<Option<String>, LedgerError> {
    let row = work.row(of_content(account, candidate, content)).await?;
    row.map(|row| Ok(row.try_get("name")?)).transpose()
}

fn of_content<'a>(
    account: &'a AccountId,
    candidate: &'a CandidateId,
    content: &'a [u8],
) -> Query<'a, Any, AnyArguments> {
    // The size says of nearly all others that they are something else.
    let sql = "SELECT name FROM candidate_files WHERE account = $1 AND candidate = $2 AND bytes = $3 AND content = $4 \
               AND name <> $5 ORDER BY name LIMIT 1";
    sqlx::query(sql)
        .bind(account.as_str())
        .bind(candidate.as_str())
        .bind(i64::try_from(content.len()).unwrap_or(i64::MAX))
        .bind(content)
        .bind(PHOTO)
}

pub(super) async fn put_file(
    work: &mut Work,
    account: &AccountId,
    candidate: &CandidateId,
    file: &NewFile,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO candidate_files (account, candidate, name, kind, media_type, bytes, content) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, candidate, name) DO UPDATE SET \
               kind = excluded.kind, media_type = excluded.media_type, bytes = excluded.bytes, \
               content = excluded.content";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(candidate.as_str())
        .bind(storable(&file.name).into_owned())
        .bind(storable(&file.kind).into_owned())
        .bind(storable(&file.media_type).into_owned())
        .bind(i64::try_from(file.content.len()).unwrap_or(i64::MAX))
        .bind(file.content.as_slice());
    work.execute(query).await.map(|_| ())
}
