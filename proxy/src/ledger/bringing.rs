//! Candidates that the server of an applicant tracking system brings, with their documents.

use handoff::candidate::Document;
use handoff::{Candidate, CandidateId};

use super::audit::{Deed, What};
use super::candidates::{put, read_candidate};
use super::files::put_file;
use super::history::record_move;
use super::statement::Statement;
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, NewFile};
use crate::forms::PHOTO;

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

impl Ledger {
    /// Stores a candidate in place of what was known of them, records a move to another stage, and lets go of documents
    /// that are theirs no more.
    pub async fn bring_candidate(
        &self,
        account: &AccountId,
        who: &str,
        candidate: &Candidate,
    ) -> Result<Brought, LedgerError> {
        let mut work = self.database.write().await?;
        let known = held(&mut work, account, &candidate.id).await?;
        if known.as_ref() == Some(candidate) {
            return Ok(Brought::Same);
        }
        put(&mut work, account, candidate).await?;
        forget_files(&mut work, account, candidate).await?;
        let (brought, note) = match &known {
            None => (Brought::New, "new"),
            Some(_) => (Brought::Changed, "changed"),
        };
        let id = &candidate.id;
        work.record(Deed::new(
            account,
            who,
            What::CandidateBrought,
            id.as_str(),
            note,
        ));
        if known.is_some_and(|known| known.stage != candidate.stage) {
            record_move(&mut work, account, id, who, candidate.stage).await?;
        }
        work.commit().await?;
        Ok(brought)
    }

    /// Keeps a file of a candidate in place of one with the same name. `false` when there is no such candidate.
    pub async fn bring_file(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        file: &NewFile,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let Some(mut known) = held(&mut work, account, candidate).await? else {
            return Ok(false);
        };
        put_file(&mut work, account, candidate, file).await?;
        if file.name != PHOTO {
            known
                .documents
                .retain(|document| document.name != file.name);
            known.documents.push(Document {
                name: file.name.clone(),
                kind: file.kind.clone(),
                bytes: u64::try_from(file.content.len()).unwrap_or(u64::MAX),
            });
            put(&mut work, account, &known).await?;
        }
        work.commit().await?;
        Ok(true)
    }
}

/// The candidate; nobody else changes it until the transaction ends.
async fn held(
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

async fn forget_files(
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
