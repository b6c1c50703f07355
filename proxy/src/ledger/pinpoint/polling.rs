//! Asking who is hired: one job per account that never ends, and how far it has seen.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::Row;

use crate::ledger::stored::{milliseconds, storable};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Ledger, LedgerError};

use super::jobs::end;
use super::reads::add_read;
use super::{Ended, PinpointJob, StoredPinpoint};

/// For how long what was read is remembered, so that it is not read again for an event that comes once more: longer than
/// any is repeated.
const REMEMBERED: Duration = Duration::from_secs(72 * 3600);
/// For how long an admin is shown who was not taken over.
const SHOWN: Duration = Duration::from_secs(30 * 24 * 3600);

impl Ledger {
    /// Writes down whom Pinpoint named as hired (application, and when it was changed), how far it was asked, and that it
    /// is asked again after a while. Who was named before is not read again.
    pub async fn pinpoint_polled(
        &self,
        job: &PinpointJob,
        connection: &StoredPinpoint,
        found: &[(String, String)],
        again_in: Duration,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        if !end(&mut work, job, Ended::Again(again_in)).await? {
            return Ok(false);
        }
        for (application, changed) in found {
            let name = format!("changed {application} {changed}");
            let subdomain = &connection.subdomain;
            if !add_read(&mut work, &job.account, subdomain, application, &name).await? {
                named_again(&mut work, &job.account, &name).await?;
            }
        }
        let moments = found
            .iter()
            .filter_map(|(_, changed)| moment(Some(changed)));
        // Whoever was changed tomorrow, as a clock says that is wrong, must not hide whoever is changed today.
        let now = moment(at(&mut work).await?.as_deref());
        let seen = moments.map(|seen| now.map_or(seen, |now| seen.min(now)));
        let seen = seen.chain(moment(connection.seen_until.as_deref())).max();
        let sql = "UPDATE pinpoint_connections SET last_poll_at = (SELECT at FROM clock), \
                   seen_until = coalesce($3, seen_until) WHERE account = $1 AND subdomain = $2";
        let query = sqlx::query(sql)
            .bind(job.account.as_str())
            .bind(connection.subdomain.as_str())
            .bind(seen.map(|seen| seen.to_string()));
        work.execute(query).await?;
        for (state, time) in [("done", REMEMBERED), ("failed", SHOWN)] {
            let sql = "DELETE FROM pinpoint_jobs WHERE account = $1 AND kind = 'read' AND state = $2 \
                       AND made + $3 <= (SELECT now FROM clock)";
            let query = sqlx::query(sql)
                .bind(job.account.as_str())
                .bind(state)
                .bind(milliseconds(time));
            work.execute(query).await?;
        }
        work.commit().await?;
        Ok(true)
    }
}

/// Whoever was changed last is named by every look, because each asks from a little before: for as long they are
/// remembered.
async fn named_again(work: &mut Work, account: &AccountId, name: &str) -> Result<(), LedgerError> {
    let sql =
        "UPDATE pinpoint_jobs SET made = (SELECT now FROM clock) WHERE account = $1 AND name = $2";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(storable(name).into_owned());
    work.execute(query).await.map(|_| ())
}

fn moment(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}

async fn at(work: &mut Work) -> Result<Option<String>, LedgerError> {
    let row = work.row(sqlx::query("SELECT at FROM clock")).await?;
    row.map(|row| Ok(row.try_get("at")?)).transpose()
}

/// The connected Pinpoint is asked now, and from then on again and again.
pub(super) async fn poll_now(work: &mut Work, account: &AccountId) -> Result<(), LedgerError> {
    let sql = "INSERT INTO pinpoint_jobs (account, name, kind, subdomain, due_at, made, changed_at) \
               SELECT c.account, 'poll', 'poll', c.subdomain, k.now, k.now, k.at FROM pinpoint_connections c, clock k \
               WHERE c.account = $1 ON CONFLICT (account, name) DO UPDATE SET subdomain = excluded.subdomain, \
               due_at = excluded.due_at, state = 'waiting', tries = 0";
    let query = sqlx::query(sql).bind(account.as_str());
    work.execute(query).await.map(|_| ())
}
