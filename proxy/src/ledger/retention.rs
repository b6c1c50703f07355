//! Personal data ages out: long after a send ended, what it held about the person goes, and so does the candidate with all
//! files. What stays is that this candidate became this employee, when, and by whom: without it somebody would be made
//! twice.

use std::time::Duration;

use handoff::{CandidateId, Plan};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::{Deed, What};
use super::bringing::forget_candidate;
use super::stored::{milliseconds, to_json};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, SendId};

/// Sends of one transaction, so that nobody waits for long.
const AT_ONCE: i64 = 50;
/// States in which nothing more will happen.
const ENDED: &str = "('done', 'refused', 'not_sent', 'released')";

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sends without personal data now.
    pub sends: u64,
    /// Candidates that are gone with their files.
    pub candidates: u64,
}

/// A send whose time is over.
struct Old {
    account: AccountId,
    send: SendId,
    candidate: CandidateId,
}

impl Ledger {
    /// Takes the personal data out of everything that ended so long ago, also out of what the database keeps beside its
    /// rows as far as it can.
    pub async fn purge(&self, who: &str, older: Duration) -> Result<Purged, LedgerError> {
        let mut purged = Purged::default();
        loop {
            let mut work = self.database.write().await?;
            let old = old(&mut work, older, self.database.skip_locked()).await?;
            if old.is_empty() {
                break;
            }
            for one in &old {
                purge_send(&mut work, one).await?;
                let candidate = purge_candidate(&mut work, one, older).await?;
                purged.sends += 1;
                purged.candidates += candidate;
                work.record(Deed::new(
                    &one.account,
                    who,
                    What::Purged,
                    one.send.as_str(),
                    "",
                ));
            }
            work.commit().await?;
        }
        loop {
            let mut work = self.database.write().await?;
            let gone = purge_never_sent(&mut work, who, older).await?;
            if gone == 0 {
                break;
            }
            work.commit().await?;
            purged.candidates += gone;
        }
        if purged != Purged::default() {
            self.database.forget_old_pages().await?;
        }
        Ok(purged)
    }
}

async fn old(work: &mut Work, older: Duration, skip_locked: &str) -> Result<Vec<Old>, LedgerError> {
    let sql = format!(
        "SELECT account, id, candidate FROM sends WHERE ended_at IS NOT NULL AND purged = 0 AND state IN {ENDED} \
         AND ended_at + $1 <= (SELECT now FROM clock) ORDER BY ended_at LIMIT $2{skip_locked}"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(milliseconds(older))
        .bind(AT_ONCE);
    let read = |row: &AnyRow| {
        let candidate: String = row.try_get("candidate")?;
        Ok(Old {
            account: AccountId::of_row(row.try_get("account")?),
            send: SendId(row.try_get("id")?),
            candidate: CandidateId::parse(&candidate).ok_or(LedgerError::UnreadableRow("sends"))?,
        })
    };
    work.rows(query).await?.iter().map(read).collect()
}

async fn purge_send(work: &mut Work, old: &Old) -> Result<(), LedgerError> {
    let nothing = Plan {
        steps: Vec::new(),
        order: Vec::new(),
        dated: Vec::new(),
    };
    let sql = "UPDATE sends SET purged = 1, name = '', search_text = lower(candidate), plan = $3, receipt = NULL, \
               matches = NULL, problem = NULL WHERE account = $1 AND id = $2";
    let query = of_send(sql, old).bind(to_json("sends", &nothing)?);
    work.execute(query).await?;
    for sql in [
        "UPDATE send_events SET reason = NULL WHERE account = $1 AND send = $2 AND reason IS NOT NULL",
        "DELETE FROM send_steps WHERE account = $1 AND send = $2",
        "UPDATE batch_lines SET name = '', problem = NULL, fields = NULL WHERE account = $1 AND send = $2",
        "DELETE FROM idempotency_keys WHERE account = $1 AND send = $2",
    ] {
        work.execute(of_send(sql, old)).await?;
    }
    Ok(())
}

/// The candidate goes when nothing of them is under way or waits for its own time, and nobody is at their form; 1 when they
/// were there.
async fn purge_candidate(work: &mut Work, old: &Old, older: Duration) -> Result<u64, LedgerError> {
    let sql = "SELECT id FROM sends WHERE account = $1 AND candidate = $2 AND purged = 0 LIMIT 1";
    if work.row(of_candidate(sql, old)).await?.is_some() {
        return Ok(0);
    }
    let sql = "SELECT version FROM drafts WHERE account = $1 AND candidate = $2 \
               AND at_time + $3 > (SELECT now FROM clock)";
    let query = of_candidate(sql, old).bind(milliseconds(older));
    if work.row(query).await?.is_some() {
        return Ok(0);
    }
    forget_candidate(work, &old.account, &old.candidate).await
}

/// Candidates who were brought so long ago and not sent since, and at whose form nobody is; how many there were.
async fn purge_never_sent(work: &mut Work, who: &str, older: Duration) -> Result<u64, LedgerError> {
    let sql = "SELECT c.account, c.id FROM candidates c WHERE c.brought + $1 <= (SELECT now FROM clock) \
               AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.account = c.account AND s.candidate = c.id AND s.purged = 0) \
               AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.account = c.account AND d.candidate = c.id \
               AND d.at_time + $1 > (SELECT now FROM clock)) ORDER BY c.brought LIMIT $2";
    let query = sqlx::query(sql).bind(milliseconds(older)).bind(AT_ONCE);
    let mut purged = 0;
    for row in work.rows(query).await? {
        let account = AccountId::of_row(row.try_get("account")?);
        let id: String = row.try_get("id")?;
        let id = CandidateId::parse(&id).ok_or(LedgerError::UnreadableRow("candidates"))?;
        purged += forget_candidate(work, &account, &id).await?;
        let deed = Deed::new(&account, who, What::Purged, id.as_str(), "not sent");
        work.record(deed);
    }
    Ok(purged)
}

type Asked<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn of_send<'q>(sql: &'static str, old: &'q Old) -> Asked<'q> {
    sqlx::query(sql)
        .bind(old.account.as_str())
        .bind(old.send.as_str())
}

fn of_candidate<'q>(sql: &'static str, old: &'q Old) -> Asked<'q> {
    sqlx::query(sql)
        .bind(old.account.as_str())
        .bind(old.candidate.as_str())
}
