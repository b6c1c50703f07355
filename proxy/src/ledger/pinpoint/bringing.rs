//! Candidates that were read from Pinpoint, with their files.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use handoff::{Candidate, CandidateId};
use sha2::{Digest as _, Sha256};
use sqlx::Row;

use crate::hex::hex;
use crate::ledger::audit::{Deed, What};
use crate::ledger::bringing::{Brought, UNDER_WAY, forget_files, held, is_under_way, was_brought};
use crate::ledger::candidates::put;
use crate::ledger::files::{NewFile, file_of, put_file};
use crate::ledger::history::record_move;
use crate::ledger::stored::{between, count, flag, from_json, storable, to_json};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Ledger, LedgerError};

use super::reads::read_late;
use super::telling::tell_of_all;

/// What the ids of all candidates of Pinpoint's begin with.
const PREFIX: &str = "pinpoint-";
/// Who did it, in the record.
const PINPOINT: &str = "Pinpoint";

/// Somebody who was read from Pinpoint.
#[derive(Clone, Debug)]
pub struct NewArrival {
    /// The person, with all documents that are theirs.
    pub candidate: Candidate,
    /// Pinpoint's id of the application.
    pub application: String,
    /// The company whose Pinpoint it is.
    pub subdomain: String,
    /// Files that are new here.
    pub files: Vec<NewFile>,
    /// Of every file a fingerprint of where it was.
    pub attachments: BTreeMap<String, String>,
    /// Whether a file has not come that may come later. Until it has, no document goes that is here.
    pub is_late: bool,
    /// What a person should know before sending.
    pub notice: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// It is kept.
    Kept(Brought),
    /// Something of the candidate is under way or waits for a person: nothing was changed.
    UnderWay,
    /// Their time was over here, or they were taken away: nothing was kept.
    Gone,
}

/// Where a candidate came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromPinpoint {
    /// Pinpoint's id of the application.
    pub application: String,
    /// The company whose Pinpoint it is.
    pub subdomain: String,
    /// Of every file a fingerprint of where it was.
    pub attachments: BTreeMap<String, String>,
    /// Whether a file has not come that may come later.
    pub is_late: bool,
    /// What a person should know before sending.
    pub notice: Option<String>,
    /// How long ago it was read; `None` when it was only handed over so far.
    pub read_ago: Option<Duration>,
    /// Whether something of the candidate is under way, so that nothing may be changed.
    pub is_under_way: bool,
}

impl Ledger {
    /// Where a candidate came from; `None` when not from Pinpoint.
    pub async fn from_pinpoint(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<FromPinpoint>, LedgerError> {
        let sql = format!(
            "SELECT application, application_of, attachments, source_late, source_notice, read, (SELECT now FROM clock) AS now, \
             (SELECT count(*) FROM sends s WHERE s.account = $1 AND s.candidate = $2 AND s.state IN {UNDER_WAY}) AS under_way \
             FROM candidates WHERE account = $1 AND id = $2 AND application IS NOT NULL"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(account.as_str())
            .bind(candidate.as_str());
        let Some(row) = self.database.row(query).await? else {
            return Ok(None);
        };
        let read: Option<i64> = row.try_get("read")?;
        let now: i64 = row.try_get("now")?;
        Ok(Some(FromPinpoint {
            application: row.try_get("application")?,
            subdomain: row.try_get("application_of")?,
            attachments: from_json("candidates", &row, "attachments")?.unwrap_or_default(),
            is_late: flag(&row, "source_late")?,
            notice: row.try_get("source_notice")?,
            read_ago: read.map(|read| between(read, now).unwrap_or_default()),
            is_under_way: count(&row, "under_way")? > 0,
        }))
    }

    /// What stands against keeping somebody who was read: looked at before their files are. That a candidate is of this
    /// application is kept in any case, because what a send ends with is told to it.
    pub async fn stands_against(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
        application: &str,
        subdomain: &str,
    ) -> Result<Option<Arrived>, LedgerError> {
        let mut work = self.database.write().await?;
        let known = held(&mut work, account, candidate).await?;
        if known.is_some() {
            is_of(&mut work, account, candidate, application, subdomain).await?;
        }
        let against = against(&mut work, account, candidate, known.is_some()).await?;
        work.commit().await?;
        Ok(against)
    }

    /// Keeps somebody who was read, with the files and where they came from, unless something of theirs is under way or
    /// they went from here.
    pub async fn bring_from_pinpoint(
        &self,
        account: &AccountId,
        new: &NewArrival,
    ) -> Result<Arrived, LedgerError> {
        let mut work = self.database.write().await?;
        let known = held(&mut work, account, &new.candidate.id).await?;
        let id = &new.candidate.id;
        if let Some(arrived) = against(&mut work, account, id, known.is_some()).await? {
            return Ok(arrived);
        }
        let candidate = &match &known {
            Some(known) if new.is_late => {
                with_all_documents(&mut work, account, new, known).await?
            }
            _ => new.candidate.clone(),
        };
        let (application, subdomain) = (new.application.as_str(), new.subdomain.as_str());
        let is_same = known.as_ref() == Some(candidate);
        if !is_same {
            put(&mut work, account, candidate).await?;
            was_brought(&mut work, account, &candidate.id).await?;
        }
        for file in &new.files {
            put_file(&mut work, account, &candidate.id, file).await?;
            let digest = hex(&Sha256::digest(&file.content));
            let (what, id) = (What::DocumentBrought, candidate.id.as_str());
            work.record(Deed::new(account, PINPOINT, what, id, &digest));
        }
        forget_files(&mut work, account, candidate).await?;
        let sql = "UPDATE candidates SET application = $3, application_of = $4, attachments = $5, source_notice = $6, \
                   source_late = $7, read = (SELECT now FROM clock) WHERE account = $1 AND id = $2";
        let notice = new
            .notice
            .as_deref()
            .map(|text| storable(text).into_owned());
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.id.as_str())
            .bind(application)
            .bind(subdomain)
            .bind(to_json("candidates", &new.attachments)?)
            .bind(notice)
            .bind(i64::from(new.is_late));
        work.execute(query).await?;
        if new.is_late {
            read_late(&mut work, account, Some(application)).await?;
        } else {
            // It may have come under another id before, when Pinpoint said no UUID: that one gets no file any more.
            let sql = "UPDATE candidates SET source_late = 0 WHERE account = $1 AND application = $2 AND application_of = $3";
            let query = sqlx::query(sql).bind(account.as_str());
            work.execute(query.bind(application).bind(subdomain))
                .await?;
        }
        let brought = match &known {
            None => Brought::New,
            Some(_) if is_same => Brought::Same,
            Some(_) => Brought::Changed,
        };
        if !is_same {
            let note = match brought {
                Brought::New => "new",
                _ => "changed",
            };
            let (what, id) = (What::CandidateBrought, candidate.id.as_str());
            work.record(Deed::new(account, PINPOINT, what, id, note));
        }
        if known.is_none_or(|known| known.stage != candidate.stage) {
            let stage = candidate.stage;
            record_move(&mut work, account, &candidate.id, PINPOINT, stage).await?;
        }
        work.commit().await?;
        Ok(Arrived::Kept(brought))
    }
}

/// The candidate with the documents that are here, whoever brought them: one of them may be what is late. What has come under
/// another name is there once.
async fn with_all_documents(
    work: &mut Work,
    account: &AccountId,
    new: &NewArrival,
    known: &Candidate,
) -> Result<Candidate, LedgerError> {
    let mut candidate = new.candidate.clone();
    let mut names: BTreeSet<_> = candidate
        .documents
        .iter()
        .map(|one| &one.name)
        .cloned()
        .collect();
    for file in &new.files {
        names.extend(file_of(work, account, &candidate.id, &file.content).await?);
    }
    let here = known.documents.iter();
    let others = here.filter(|document| !names.contains(&document.name));
    candidate.documents.extend(others.cloned());
    Ok(candidate)
}

/// A candidate who came here in another way, such as by a press in Pinpoint, is of this application. What was sent of them
/// before that was known is told now.
async fn is_of(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
    application: &str,
    subdomain: &str,
) -> Result<(), LedgerError> {
    let sql = "UPDATE candidates SET application = $3, application_of = $4 \
               WHERE account = $1 AND id = $2 AND application IS NULL";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.as_str())
        .bind(application)
        .bind(subdomain);
    if work.execute(query).await? == 1 {
        tell_of_all(work, account, id).await?;
    }
    Ok(())
}

/// Whoever went does not come back because Pinpoint names them again; who was brought since in another way is here.
async fn against(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
    is_known: bool,
) -> Result<Option<Arrived>, LedgerError> {
    if is_known {
        let is_under_way = is_under_way(work, account, id).await?;
        return Ok(is_under_way.then_some(Arrived::UnderWay));
    }
    let sql = "SELECT candidate FROM pinpoint_gone WHERE account = $1 AND candidate = $2";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    Ok(work.row(query).await?.map(|_| Arrived::Gone))
}

/// A candidate goes; one of Pinpoint's for good.
pub(in crate::ledger) async fn goes(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
) -> Result<(), LedgerError> {
    if !id.as_str().starts_with(PREFIX) {
        return Ok(());
    }
    let sql =
        "INSERT INTO pinpoint_gone (account, candidate) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
    work.execute(query).await.map(|_| ())
}
