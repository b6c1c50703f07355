//! Candidates that were read from Pinpoint, with their files.

use std::collections::BTreeMap;
use std::time::Duration;

use handoff::{Candidate, CandidateId};
use sha2::{Digest as _, Sha256};
use sqlx::Row;

use crate::ledger::audit::{Deed, What};
use crate::ledger::bringing::{Brought, UNDER_WAY, forget_files, held, is_under_way, was_brought};
use crate::ledger::candidates::put;
use crate::ledger::files::{NewFile, put_file};
use crate::ledger::history::record_move;
use crate::ledger::stored::{between, count, from_json, storable, to_json};
use crate::ledger::{AccountId, Ledger, LedgerError};

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
    /// What a person should know before sending.
    pub notice: Option<String>,
    /// How long ago it was read.
    pub read_ago: Duration,
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
            "SELECT application, application_of, attachments, source_notice, read, (SELECT now FROM clock) AS now, \
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
            notice: row.try_get("source_notice")?,
            read_ago: between(read.unwrap_or_default(), now).unwrap_or_default(),
            is_under_way: count(&row, "under_way")? > 0,
        }))
    }

    /// Keeps somebody who was read, with the files and where they came from, unless something of theirs is under way.
    pub async fn bring_from_pinpoint(
        &self,
        account: &AccountId,
        new: &NewArrival,
    ) -> Result<Arrived, LedgerError> {
        let mut work = self.database.write().await?;
        let candidate = &new.candidate;
        let known = held(&mut work, account, &candidate.id).await?;
        if is_under_way(&mut work, account, &candidate.id).await? {
            return Ok(Arrived::UnderWay);
        }
        let is_same = known.as_ref() == Some(candidate);
        if !is_same {
            put(&mut work, account, candidate).await?;
            was_brought(&mut work, account, &candidate.id).await?;
        }
        for file in &new.files {
            put_file(&mut work, account, &candidate.id, file).await?;
            let digest = Sha256::digest(&file.content);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            let (what, id) = (What::DocumentBrought, candidate.id.as_str());
            work.record(Deed::new(account, PINPOINT, what, id, &digest));
        }
        forget_files(&mut work, account, candidate).await?;
        let sql = "UPDATE candidates SET application = $3, application_of = $4, attachments = $5, source_notice = $6, \
                   read = (SELECT now FROM clock) WHERE account = $1 AND id = $2";
        let notice = new
            .notice
            .as_deref()
            .map(|text| storable(text).into_owned());
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.id.as_str())
            .bind(new.application.as_str())
            .bind(new.subdomain.as_str())
            .bind(to_json("candidates", &new.attachments)?)
            .bind(notice);
        work.execute(query).await?;
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
