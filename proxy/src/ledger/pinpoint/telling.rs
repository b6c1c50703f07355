//! Telling Pinpoint who became an employee: what is to be written is added by the transaction that ends the send, once per
//! send, and shown in the candidate's history when it was done or given up. A send that ends as incomplete waits for a person,
//! perhaps for days: that is told as well, once, and its end afterwards.

use handoff::CandidateId;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::ledger::audit::{Deed, What};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Ledger, LedgerError, PROXY, SendId};

use super::{Ended, PinpointJob};

/// What became of telling Pinpoint about a send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The send.
    pub send: SendId,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// BambooHR's id of the employee.
    pub employee: String,
    /// Why it was given up, or waits; `None` when Pinpoint was told.
    pub problem: Option<String>,
    /// Whether it is tried again by itself.
    pub is_waiting: bool,
    /// Whether it was told as well that something is missing.
    pub is_in_part: bool,
}

impl Ledger {
    /// What Pinpoint was told of a candidate, and what could not be told, the newest first.
    pub async fn told(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<Told>, LedgerError> {
        let sql = "SELECT send, changed_at, employee, problem, state, name FROM pinpoint_jobs WHERE account = $1 \
                   AND candidate = $2 AND kind = 'comment' AND (state <> 'waiting' OR problem IS NOT NULL) \
                   ORDER BY changed_at DESC, name DESC";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let told = |row: &AnyRow| {
            Ok(Told {
                send: SendId(row.try_get("send")?),
                at: row.try_get("changed_at")?,
                employee: row.try_get("employee")?,
                problem: row.try_get("problem")?,
                is_waiting: row.try_get::<String, _>("state")? == "waiting",
                is_in_part: row.try_get::<String, _>("name")?.ends_with(INCOMPLETE),
            })
        };
        let rows = self.database.rows(query).await?;
        rows.iter().map(told).collect()
    }

    /// Whether Pinpoint was told, perhaps, that the send which this comment is about is incomplete.
    pub async fn told_in_part(&self, job: &PinpointJob) -> Result<bool, LedgerError> {
        let Some(send) = job.send.as_ref().filter(|_| job.is_of_an_end()) else {
            return Ok(false);
        };
        let sql = "SELECT name FROM pinpoint_jobs WHERE account = $1 AND name = 'told ' || $2 || ' incomplete'";
        let query = sqlx::query(sql)
            .bind(job.account.as_str())
            .bind(send.as_str());
        Ok(self.database.row(query).await?.is_some())
    }

    /// Another application of the same company where a comment is that was written for us, and the employee it names.
    pub async fn told_elsewhere(
        &self,
        job: &PinpointJob,
    ) -> Result<Option<(String, String)>, LedgerError> {
        let sql = "SELECT t.application, t.employee FROM pinpoint_jobs j JOIN pinpoint_jobs t ON t.account = j.account \
                   AND t.subdomain = j.subdomain AND t.kind = 'comment' AND t.state = 'done' \
                   AND t.application <> j.application WHERE j.account = $1 AND j.name = $2 \
                   ORDER BY t.changed_at DESC, t.name LIMIT 1";
        let query = sqlx::query(sql)
            .bind(job.account.as_str())
            .bind(job.name.as_str());
        let row = self.database.row(query).await?;
        row.map(|row| Ok((row.try_get("application")?, row.try_get("employee")?)))
            .transpose()
    }
}

/// What the name of a comment about a send that is incomplete ends with.
const INCOMPLETE: &str = " incomplete";

impl PinpointJob {
    /// Whether it tells how a send ended, and not that it is incomplete.
    pub fn is_of_an_end(&self) -> bool {
        !self.name.ends_with(INCOMPLETE)
    }
}

macro_rules! tell_of {
    ($which:literal) => {
        concat!(
            "INSERT INTO pinpoint_jobs (account, name, kind, subdomain, application, candidate, send, employee, company, \
             due_at, made, changed_at) \
             SELECT s.account, 'told ' || s.id || CASE WHEN s.state = 'incomplete' THEN ' incomplete' ELSE '' END, 'comment', \
             c.application_of, c.application, s.candidate, s.id, s.employee, s.company, k.now, k.now, k.at \
             FROM clock k, sends s JOIN candidates c ON c.account = s.account AND c.id = s.candidate WHERE s.account = $1 AND ",
            $which,
            " AND s.employee IS NOT NULL AND s.begun_as <> 'update' AND c.application IS NOT NULL ON CONFLICT DO NOTHING"
        )
    };
}

/// Adds what Pinpoint is to be told, when the candidate came from there and the send made or found an employee. An update
/// of somebody who was sent before is no news.
pub(in crate::ledger) async fn tell_source(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
) -> Result<(), LedgerError> {
    never_mind(work, account, send).await?;
    let query = sqlx::query(tell_of!("s.id = $2"))
        .bind(account.as_str())
        .bind(send.as_str());
    if work.execute(query).await? == 0 {
        told_next(work, account, send).await?;
    }
    Ok(())
}

/// What waits because the send was worked on again waits no longer.
async fn told_next(work: &mut Work, account: &AccountId, send: &SendId) -> Result<(), LedgerError> {
    let sql = "UPDATE pinpoint_jobs SET due_at = (SELECT now FROM clock) WHERE account = $1 \
               AND name = 'told ' || $2 || ' incomplete' AND state = 'waiting' AND may_be_out = 0";
    let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
    work.execute(query).await.map(|_| ())
}

/// That a send was incomplete is not told any more when it has ended before it could be.
async fn never_mind(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM pinpoint_jobs WHERE account = $1 AND name = 'told ' || $2 || ' incomplete' AND may_be_out = 0 \
               AND state <> 'done' AND EXISTS (SELECT 1 FROM sends s WHERE s.account = $1 AND s.id = $2 \
               AND s.state <> 'incomplete')";
    let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
    work.execute(query).await.map(|_| ())
}

/// The same of everything that ended before it was known that the candidate is in Pinpoint.
pub(super) async fn tell_of_all(
    work: &mut Work,
    account: &AccountId,
    candidate: &CandidateId,
) -> Result<(), LedgerError> {
    let sql = tell_of!(
        "s.candidate = $2 AND s.state IN ('done', 'released', 'incomplete') AND s.purged = 0"
    );
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(candidate.as_str());
    work.execute(query).await.map(|_| ())
}

/// A send has ended: who could not be changed while it was under way is read now.
pub(in crate::ledger) async fn read_after(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
) -> Result<(), LedgerError> {
    let sql = "UPDATE pinpoint_jobs SET due_at = (SELECT now FROM clock) WHERE account = $1 AND kind = 'read' \
               AND state = 'waiting' AND EXISTS (SELECT 1 FROM candidates c JOIN sends s ON s.account = c.account \
               AND s.candidate = c.id WHERE c.account = $1 AND s.id = $2 AND c.application = pinpoint_jobs.application \
               AND c.application_of = pinpoint_jobs.subdomain)";
    let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
    work.execute(query).await.map(|_| ())
}

/// What was told, and what was given up, is on record.
pub(super) fn record(work: &mut Work, job: &PinpointJob, ended: Ended<'_>) {
    let note = match ended {
        Ended::Done => "told",
        Ended::Failed(_) => "given up",
        Ended::Later(..) | Ended::Waits(..) | Ended::Again(_) => return,
    };
    let about = job.send.as_ref().map_or("", SendId::as_str);
    work.record(Deed::new(
        &job.account,
        PROXY,
        What::SourceTold,
        about,
        note,
    ));
}
