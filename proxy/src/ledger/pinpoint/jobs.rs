//! What is to be read from Pinpoint or written to it: durable, each thing once, held by leases with a fence as sends are.
//!
//! Nothing is given of a connection that is switched off or stopped, nor of another company than the connected one.

use std::time::Duration;

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::ledger::stored::{between, count, flag, milliseconds, small_count};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Ledger, LedgerError, SendId};

use super::reads;

const TABLE: &str = "pinpoint_jobs";
/// Webhooks are repeated for 24 hours; an hour is for clocks that differ.
const REPEATED_FOR: Duration = Duration::from_secs(25 * 3600);
/// How far ahead of ours Pinpoint's clock may be.
const AHEAD: Duration = Duration::from_secs(3600);
/// Things of one account that are done at once, over all proxies: whoever has many slow ones holds up nobody else.
pub const PINPOINT_AT_ONCE: usize = 2;
/// Failures that are shown.
const SHOWN: i64 = 20;
/// Tries that what waits has at most behind it: enough for the longest pause, and never so many that it is given up.
const TRIES_OF_WAITING: u32 = 12;

/// What kind of thing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Read an application and keep it as a candidate.
    Read,
    /// Write a comment that says who the employee is.
    Comment,
    /// Ask who is hired.
    Poll,
}

impl JobKind {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comment => "comment",
            Self::Poll => "poll",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Read, Self::Comment, Self::Poll];
        all.into_iter().find(|kind| kind.code() == code)
    }
}

/// Something to do, held by whoever got it. Only [`Ledger::claim_pinpoint_job`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinpointJob {
    /// Whose it is.
    pub account: AccountId,
    /// What kind of thing.
    pub kind: JobKind,
    /// Pinpoint's id of the application; none for [`JobKind::Poll`].
    pub application: Option<String>,
    /// BambooHR's id of the employee, for a comment.
    pub employee: Option<String>,
    /// The company of that employee.
    pub company: Option<String>,
    /// The send that the comment is about.
    pub send: Option<SendId>,
    /// How often it was tried before.
    pub tries: u32,
    /// How long ago a write has left that may have arrived; `None` when none has.
    pub out_for: Option<Duration>,
    pub(super) name: String,
    pub(super) fence: i64,
}

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended<'a> {
    /// It is done.
    Done,
    /// It failed, and is tried again after a while; a sentence says why.
    Later(Duration, &'a str),
    /// It waits for something else and is looked at again after a while, however often: that is no failure.
    Waits(Duration, &'a str),
    /// It went well, and is due again after a while.
    Again(Duration),
    /// A person must do something first; a sentence says what.
    Failed(&'a str),
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It is written down.
    New,
    /// It was here before.
    Known,
    /// It is older than any that Pinpoint repeats, or of a time to come.
    OutOfTime,
}

/// What was given up, for an admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// What.
    pub kind: JobKind,
    /// Pinpoint's id of the application.
    pub application: Option<String>,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why, in a sentence.
    pub problem: String,
}

/// How much there is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinpointWork {
    /// Waiting, or being done.
    pub waiting: u64,
    /// Why what waits was not done at the last try.
    pub waits_because: Option<String>,
    /// Given up, the newest first.
    pub failures: Vec<FailedJob>,
}

impl Ledger {
    /// Writes down that somebody is hired, once per application and moment, so that it is read afterwards.
    pub async fn note_hired(
        &self,
        account: &AccountId,
        subdomain: &str,
        application: &str,
        triggered_at: i64,
    ) -> Result<Noted, LedgerError> {
        let mut work = self.database.write().await?;
        let now = now(&mut work).await?;
        let at = triggered_at.saturating_mul(1000);
        if at + milliseconds(REPEATED_FOR) < now || at > now + milliseconds(AHEAD) {
            return Ok(Noted::OutOfTime);
        }
        let name = format!("hired {application} {triggered_at}");
        let is_new = reads::add_read(&mut work, account, subdomain, application, &name).await?;
        let sql = "UPDATE pinpoint_connections SET last_event_at = (SELECT at FROM clock) \
                   WHERE account = $1 AND subdomain = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(subdomain);
        work.execute(query).await?;
        work.commit().await?;
        Ok(match is_new {
            true => Noted::New,
            false => Noted::Known,
        })
    }

    /// Takes something on which work is due and that nobody holds, of an account of which fewer than [`PINPOINT_AT_ONCE`] are
    /// held.
    pub async fn claim_pinpoint_job(&self) -> Result<Option<PinpointJob>, LedgerError> {
        let mut work = self.database.write().await?;
        // The account first: nobody else counts what is held of it until this transaction ends.
        let sql = format!(
            "SELECT j.account FROM pinpoint_jobs j JOIN pinpoint_connections c ON c.account = j.account WHERE {} \
             ORDER BY j.due_at, j.name LIMIT 1{}",
            is_due(),
            self.database.skip_locked()
        );
        let Some(row) = work.row(sqlx::query(sqlx::AssertSqlSafe(sql))).await? else {
            return Ok(None);
        };
        let account: String = row.try_get("account")?;
        let sql = format!(
            "WITH due AS MATERIALIZED (SELECT j.account, j.name FROM pinpoint_jobs j WHERE {} AND j.account = $2 \
             ORDER BY j.due_at, j.name LIMIT 1{}) \
             UPDATE pinpoint_jobs SET fence = fence + 1, lease_until = (SELECT now FROM clock) + $1 FROM due \
             WHERE pinpoint_jobs.account = due.account AND pinpoint_jobs.name = due.name \
             RETURNING pinpoint_jobs.account AS account, pinpoint_jobs.name AS name, kind, application, employee, company, \
             send, tries, may_be_out, coalesce((SELECT now FROM clock) - left_at, 0) AS out_for, fence",
            is_due(),
            self.database.skip_locked()
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(milliseconds(self.lease))
            .bind(account);
        let row = work.row(query).await?;
        work.commit().await?;
        row.map(|row| read(&row)).transpose()
    }

    /// How long until [`Self::claim_pinpoint_job`] could give something, as things stand.
    pub async fn pinpoint_due(&self) -> Result<Option<Duration>, LedgerError> {
        let sql = format!(
            "SELECT min(CASE WHEN j.due_at >= j.lease_until THEN j.due_at ELSE j.lease_until END) AS due, \
             (SELECT now FROM clock) AS now FROM pinpoint_jobs j WHERE {CAN_BE_DONE} AND {}",
            has_room()
        );
        let row = self.database.row(sqlx::query(sqlx::AssertSqlSafe(sql)));
        let Some(row) = row.await? else {
            return Ok(None);
        };
        let due: Option<i64> = row.try_get("due")?;
        let now: i64 = row.try_get("now")?;
        Ok(due.map(|due| between(now, due).unwrap_or_default()))
    }

    /// Holds it for another while. `false` when somebody else has it, or nobody shall do it any more.
    pub async fn hold_pinpoint_job(&self, job: &PinpointJob) -> Result<bool, LedgerError> {
        self.held(job, "lease_until = (SELECT now FROM clock) + $4")
            .await
    }

    /// From now on its write may have arrived. `false` as with [`Self::hold_pinpoint_job`]: then it must not leave.
    pub async fn pinpoint_write_leaves(&self, job: &PinpointJob) -> Result<bool, LedgerError> {
        let change = "lease_until = (SELECT now FROM clock) + $4, may_be_out = 1, left_at = (SELECT now FROM clock)";
        self.held(job, change).await
    }

    /// It is certain that the only write that left came to nothing.
    pub async fn pinpoint_write_stayed(&self, job: &PinpointJob) -> Result<bool, LedgerError> {
        let change = "lease_until = (SELECT now FROM clock) + $4, may_be_out = 0, left_at = NULL";
        self.held(job, change).await
    }

    async fn held(&self, job: &PinpointJob, change: &str) -> Result<bool, LedgerError> {
        let sql = format!(
            "UPDATE pinpoint_jobs SET {change} WHERE account = $1 AND name = $2 AND fence = $3 AND state = 'waiting' \
             AND EXISTS (SELECT 1 FROM pinpoint_connections c WHERE c.account = pinpoint_jobs.account \
             AND c.subdomain = pinpoint_jobs.subdomain AND c.enabled = 1)"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(job.account.as_str())
            .bind(job.name.as_str())
            .bind(job.fence)
            .bind(milliseconds(self.lease));
        let mut work = self.database.write().await?;
        let is_held = work.execute(query).await? == 1;
        work.commit().await?;
        Ok(is_held)
    }

    /// Writes down how a try ended. Whoever has lost it changes nothing.
    pub async fn end_pinpoint_job(
        &self,
        job: &PinpointJob,
        ended: Ended<'_>,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let is_ended = end(&mut work, job, ended).await?;
        match job.kind {
            JobKind::Comment if is_ended => super::telling::record(&mut work, job, ended),
            JobKind::Read if is_ended && ended == Ended::Done => {
                reads::read_late(&mut work, &job.account, job.application.as_deref()).await?;
            }
            _ => {}
        }
        work.commit().await?;
        Ok(is_ended)
    }

    /// How much there is to do for an account.
    pub async fn pinpoint_work(&self, account: &AccountId) -> Result<PinpointWork, LedgerError> {
        let sql = "SELECT count(CASE WHEN state = 'waiting' AND kind <> 'poll' THEN 1 END) AS waiting, \
                   max(CASE WHEN state = 'waiting' THEN problem END) AS because FROM pinpoint_jobs WHERE account = $1";
        let row = self.database.row(sqlx::query(sql).bind(account.as_str()));
        let Some(row) = row.await? else {
            return Ok(PinpointWork::default());
        };
        let sql = "SELECT kind, application, changed_at, problem FROM pinpoint_jobs WHERE account = $1 AND state = 'failed' \
                   ORDER BY changed_at DESC, name LIMIT $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(SHOWN);
        let failures = self.database.rows(query).await?;
        let failure = |row: &AnyRow| {
            Ok(FailedJob {
                kind: kind(row)?,
                application: row.try_get("application")?,
                at: row.try_get("changed_at")?,
                problem: row
                    .try_get::<Option<String>, _>("problem")?
                    .unwrap_or_default(),
            })
        };
        Ok(PinpointWork {
            waiting: count(&row, "waiting")?,
            waits_because: row.try_get("because")?,
            failures: failures
                .iter()
                .map(failure)
                .collect::<Result<_, LedgerError>>()?,
        })
    }
}

/// Which jobs `j` may be done at all.
const CAN_BE_DONE: &str = "j.state = 'waiting' AND EXISTS (SELECT 1 FROM pinpoint_connections c WHERE c.account = j.account \
                           AND c.subdomain = j.subdomain AND c.enabled = 1 AND c.stopped IS NULL)";

/// Which jobs `j` are of an account of which not as many are held as may be.
fn has_room() -> String {
    format!(
        "j.account NOT IN (SELECT h.account FROM pinpoint_jobs h WHERE h.state = 'waiting' \
         AND h.lease_until > (SELECT now FROM clock) GROUP BY h.account HAVING count(*) >= {PINPOINT_AT_ONCE})"
    )
}

/// Which jobs `j` may be taken now.
fn is_due() -> String {
    format!(
        "{CAN_BE_DONE} AND j.due_at <= (SELECT now FROM clock) AND j.lease_until <= (SELECT now FROM clock) AND {}",
        has_room()
    )
}

/// Writes down how a try ended, if it is still held.
pub(super) async fn end(
    work: &mut Work,
    job: &PinpointJob,
    ended: Ended<'_>,
) -> Result<bool, LedgerError> {
    let tries = job.tries + 1;
    let (state, wait, why, tries) = match ended {
        Ended::Done => ("done", Duration::ZERO, "", tries),
        Ended::Later(wait, why) => ("waiting", wait, why, tries),
        Ended::Waits(wait, why) => ("waiting", wait, why, tries.min(TRIES_OF_WAITING)),
        Ended::Again(wait) => ("waiting", wait, "", 0),
        Ended::Failed(why) => ("failed", Duration::ZERO, why, tries),
    };
    let sql = "UPDATE pinpoint_jobs SET state = $4, problem = $5, due_at = (SELECT now FROM clock) + $6, tries = $7, \
               lease_until = 0, fence = fence + 1, changed_at = (SELECT at FROM clock) \
               WHERE account = $1 AND name = $2 AND fence = $3 AND state = 'waiting'";
    let query = sqlx::query(sql)
        .bind(job.account.as_str())
        .bind(job.name.as_str())
        .bind(job.fence)
        .bind(state)
        .bind(Some(why).filter(|why| !why.is_empty()))
        .bind(milliseconds(wait))
        .bind(i64::from(tries));
    Ok(work.execute(query).await? == 1)
}

/// What waits for another company than this one is given up.
pub(super) async fn give_up_others(
    work: &mut Work,
    account: &AccountId,
    subdomain: &str,
) -> Result<(), LedgerError> {
    let sql =
        "DELETE FROM pinpoint_jobs WHERE account = $1 AND subdomain <> $2 AND kind <> 'comment'";
    let query = sqlx::query(sql).bind(account.as_str()).bind(subdomain);
    work.execute(query).await?;
    let sql = "UPDATE pinpoint_jobs SET state = 'failed', changed_at = (SELECT at FROM clock), \
               problem = 'That company’s Pinpoint is not connected any more.' \
               WHERE account = $1 AND subdomain <> $2 AND state = 'waiting'";
    let query = sqlx::query(sql).bind(account.as_str()).bind(subdomain);
    work.execute(query).await.map(|_| ())
}

/// Everything that was given up is tried again, and what waits is due. What is held stays with whoever holds it: its write may
/// be on its way, and nobody who looks for it now would find it.
pub(super) async fn try_again(work: &mut Work, account: &AccountId) -> Result<(), LedgerError> {
    let sql = "UPDATE pinpoint_jobs SET state = 'waiting', tries = 0, due_at = (SELECT now FROM clock), \
               fence = fence + 1, lease_until = 0 WHERE account = $1 AND state <> 'done' \
               AND lease_until <= (SELECT now FROM clock) AND EXISTS (SELECT 1 FROM pinpoint_connections c \
               WHERE c.account = pinpoint_jobs.account AND c.subdomain = pinpoint_jobs.subdomain)";
    let query = sqlx::query(sql).bind(account.as_str());
    work.execute(query).await.map(|_| ())
}

pub(super) async fn now(work: &mut Work) -> Result<i64, LedgerError> {
    let row = work.row(sqlx::query("SELECT now FROM clock")).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get("now")?))
}

fn kind(row: &AnyRow) -> Result<JobKind, LedgerError> {
    let kind = JobKind::from_code(&row.try_get::<String, _>("kind")?);
    kind.ok_or(LedgerError::UnreadableRow(TABLE))
}

fn read(row: &AnyRow) -> Result<PinpointJob, LedgerError> {
    Ok(PinpointJob {
        account: AccountId::of_row(row.try_get("account")?),
        kind: kind(row)?,
        application: row.try_get("application")?,
        employee: row.try_get("employee")?,
        company: row.try_get("company")?,
        send: row.try_get::<Option<String>, _>("send")?.map(SendId),
        tries: small_count(row, "tries")?,
        out_for: flag(row, "may_be_out")?
            .then(|| between(0, row.try_get("out_for").unwrap_or_default()).unwrap_or_default()),
        name: row.try_get("name")?,
        fence: row.try_get("fence")?,
    })
}
