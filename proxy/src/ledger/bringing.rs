//! Candidates that the server of an applicant tracking system brings, with their documents, and takes away again.

use handoff::candidate::Document;
use handoff::{Candidate, CandidateId};
use sha2::{Digest as _, Sha256};
use sqlx::Row;

use super::audit::{Deed, What};
use super::candidates::{put, read_candidate};
use super::files::{file_of, put_file};
use super::history::record_move;
use super::pinpoint::goes;
use super::statement::Statement;
use super::work::Work;
use super::{AccountId, AtsKeyId, Ledger, LedgerError, NewFile};
use crate::file_names::FileNames;
use crate::forms::PHOTO;
use crate::hex::hex;

/// Bytes of all documents of one candidate.
const MOST_OF_ONE: i64 = 100 * 1024 * 1024;
/// States in which what was accepted may still go out.
pub(super) const UNDER_WAY: &str =
    "('intent', 'twin_found', 'in_flight', 'created', 'incomplete', 'unknown', 'needs_person')";

/// A server, as the record names it.
#[derive(Clone, Copy, Debug)]
pub struct BroughtBy<'a> {
    /// Its name.
    pub who: &'a str,
    /// Its key: two may have one name while one takes the place of the other.
    pub key: &'a AtsKeyId,
}

/// What a candidate was when they were brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Not known before.
    New,
    /// Known, with something else about them.
    Changed,
    /// Known just so: nothing was written.
    Same,
}

/// What became of a document, or of a candidate that shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is done.
    Yes,
    /// There is no such candidate.
    NobodyThere,
    /// Something of the candidate is under way or waits for a person: what was accepted goes out as it was.
    UnderWay,
    /// The documents of this candidate would be too many bytes.
    TooMuch,
}

impl Ledger {
    /// Stores a candidate in place of what was known of them, records a move to another stage, and lets go of documents
    /// that are theirs no more. When nothing is said of documents, they stay.
    pub async fn bring_candidate(
        &self,
        account: &AccountId,
        by: BroughtBy<'_>,
        candidate: &Candidate,
        names_documents: bool,
    ) -> Result<Brought, LedgerError> {
        let mut work = self.database.write().await?;
        let known = held(&mut work, account, &candidate.id).await?;
        let mut candidate = candidate.clone();
        if let Some(known) = known.as_ref().filter(|_| !names_documents) {
            candidate.documents.clone_from(&known.documents);
        }
        if known.as_ref() == Some(&candidate) {
            return Ok(Brought::Same);
        }
        put(&mut work, account, &candidate).await?;
        was_brought(&mut work, account, &candidate.id).await?;
        if !is_under_way(&mut work, account, &candidate.id).await? {
            forget_files(&mut work, account, &candidate).await?;
        }
        let (brought, note) = match &known {
            None => (Brought::New, "new"),
            Some(_) => (Brought::Changed, "changed"),
        };
        record(
            &mut work,
            account,
            by,
            What::CandidateBrought,
            &candidate.id,
            note,
        );
        if known.is_some_and(|known| known.stage != candidate.stage) {
            record_move(&mut work, account, &candidate.id, by.who, candidate.stage).await?;
        }
        work.commit().await?;
        Ok(brought)
    }

    /// Keeps a file of a candidate in place of one with the same name, unless something of the candidate is under way.
    pub async fn bring_file(
        &self,
        account: &AccountId,
        by: BroughtBy<'_>,
        candidate: &CandidateId,
        file: &NewFile,
    ) -> Result<Kept, LedgerError> {
        let mut work = self.database.write().await?;
        let Some(known) = held(&mut work, account, candidate).await? else {
            return Ok(Kept::NobodyThere);
        };
        let kept = keep_file(&mut work, account, by, known, file).await?;
        work.commit().await?;
        Ok(kept)
    }

    /// The same of a file that may have come in another way before: the same bytes under another name are kept already, and
    /// nothing is added. Other bytes under the same name are another file, and both stay: this one gets a number.
    pub async fn bring_file_once(
        &self,
        account: &AccountId,
        by: BroughtBy<'_>,
        candidate: &CandidateId,
        file: &NewFile,
    ) -> Result<Kept, LedgerError> {
        let mut work = self.database.write().await?;
        let Some(known) = held(&mut work, account, candidate).await? else {
            return Ok(Kept::NobodyThere);
        };
        let same = file_of(&mut work, account, candidate, &file.content).await?;
        let mut documents = known.documents.iter();
        if documents.any(|document| Some(&document.name) == same.as_ref()) {
            return Ok(Kept::Yes);
        }
        let file = NewFile {
            name: FileNames::of(&known.documents).free(&file.name),
            ..file.clone()
        };
        let kept = keep_file(&mut work, account, by, known, &file).await?;
        work.commit().await?;
        Ok(kept)
    }

    /// Takes a candidate away with all files and what was typed, unless something of theirs is under way. What was sent
    /// stays for its own time: it is what prevents a second employee.
    pub async fn take_candidate_away(
        &self,
        account: &AccountId,
        by: BroughtBy<'_>,
        candidate: &CandidateId,
    ) -> Result<Kept, LedgerError> {
        let mut work = self.database.write().await?;
        if held(&mut work, account, candidate).await?.is_none() {
            return Ok(Kept::NobodyThere);
        }
        if is_under_way(&mut work, account, candidate).await? {
            return Ok(Kept::UnderWay);
        }
        forget_candidate(&mut work, account, candidate).await?;
        record(
            &mut work,
            account,
            by,
            What::CandidateTakenAway,
            candidate,
            "",
        );
        work.commit().await?;
        Ok(Kept::Yes)
    }
}

/// Keeps a file of somebody who is held, unless something stands against it; whoever calls commits.
async fn keep_file(
    work: &mut Work,
    account: &AccountId,
    by: BroughtBy<'_>,
    mut known: Candidate,
    file: &NewFile,
) -> Result<Kept, LedgerError> {
    let candidate = &known.id.clone();
    if is_under_way(work, account, candidate).await? {
        return Ok(Kept::UnderWay);
    }
    let bytes = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    if bytes_beside(work, account, candidate, &file.name).await? > MOST_OF_ONE - bytes {
        return Ok(Kept::TooMuch);
    }
    put_file(work, account, candidate, file).await?;
    if file.name != PHOTO {
        known
            .documents
            .retain(|document| document.name != file.name);
        known.documents.push(Document {
            name: file.name.clone(),
            kind: file.kind.clone(),
            bytes: u64::try_from(file.content.len()).unwrap_or(u64::MAX),
        });
        put(work, account, &known).await?;
    }
    was_brought(work, account, candidate).await?;
    let digest = hex(&Sha256::digest(&file.content));
    record(work, account, by, What::DocumentBrought, candidate, &digest);
    Ok(Kept::Yes)
}

/// Everything that is held of a candidate but what was sent; 1 when they were there. The candidate first: whoever brings
/// something for them waits for it, and finds nobody.
pub(super) async fn forget_candidate(
    work: &mut Work,
    account: &AccountId,
    candidate: &CandidateId,
) -> Result<u64, LedgerError> {
    let mut gone = 0;
    for (place, sql) in [
        "DELETE FROM candidates WHERE account = $1 AND id = $2",
        "DELETE FROM candidate_files WHERE account = $1 AND candidate = $2",
        "DELETE FROM drafts WHERE account = $1 AND candidate = $2",
        // Of lists that were checked and came to nothing.
        "UPDATE batch_lines SET name = '', problem = NULL, fields = NULL WHERE account = $1 AND candidate = $2",
    ]
    .into_iter()
    .enumerate()
    {
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let changed = work.execute(query).await?;
        if place == 0 {
            gone = changed;
        }
    }
    goes(work, account, candidate).await?;
    Ok(gone)
}

fn record(
    work: &mut Work,
    account: &AccountId,
    by: BroughtBy<'_>,
    what: What,
    candidate: &CandidateId,
    note: &str,
) {
    let note = format!("{note} by key {}", by.key.as_str());
    let note = note.trim();
    work.record(Deed::new(account, by.who, what, candidate.as_str(), note));
}

/// The candidate; nobody else changes it until the transaction ends.
pub(super) async fn held(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
) -> Result<Option<Candidate>, LedgerError> {
    // An update locks the row on either database.
    let sql =
        "UPDATE candidates SET stage = stage WHERE account = $1 AND id = $2 RETURNING stage, body";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    let row = work.row(query).await?;
    row.map(|row| read_candidate(&row)).transpose()
}

/// From now on the time is counted after which somebody who was never sent goes.
pub(super) async fn was_brought(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
) -> Result<(), LedgerError> {
    let sql =
        "UPDATE candidates SET brought = (SELECT now FROM clock) WHERE account = $1 AND id = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    work.execute(query).await.map(|_| ())
}

pub(super) async fn is_under_way(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
) -> Result<bool, LedgerError> {
    let sql = format!(
        "SELECT id FROM sends WHERE account = $1 AND candidate = $2 AND state IN {UNDER_WAY} LIMIT 1"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account.as_str())
        .bind(id.as_str());
    Ok(work.row(query).await?.is_some())
}

/// Bytes of the candidate's other documents.
async fn bytes_beside(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
    name: &str,
) -> Result<i64, LedgerError> {
    let sql = "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) AS bytes FROM candidate_files \
               WHERE account = $1 AND candidate = $2 AND name <> $3";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.as_str())
        .bind(name.to_owned());
    let row = work.row(query).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get("bytes")?))
}

pub(super) async fn forget_files(
    work: &mut Work,
    account: &AccountId,
    candidate: &Candidate,
) -> Result<(), LedgerError> {
    let documents = candidate.documents.iter();
    let mut kept: Vec<_> = documents.map(|document| document.name.clone()).collect();
    kept.push(PHOTO.to_owned());
    let mut forget = Statement::new("DELETE FROM candidate_files WHERE account = ");
    forget.bind(account.as_str().to_owned());
    forget.push(" AND candidate = ");
    forget.bind(candidate.id.as_str().to_owned());
    // `IN` has a NULL in it, which says nothing about anybody.
    forget.push(" AND coalesce(name ").is_one_of(&kept);
    forget.push(", false) = false");
    work.execute(forget.query()).await.map(|_| ())
}
