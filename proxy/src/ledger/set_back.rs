//! What a clock that was set back leaves in a ledger of one proxy: moments that still lie ahead although they were meant
//! for now. Sends would rest until the clock has caught up with them.
//!
//! Only while the ledger is opened, and only when it is ours alone: the clock of a database for several is its server's.

use jiff::Timestamp;
use sqlx::Row;

use super::{Ledger, LedgerError};

impl Ledger {
    /// Nothing is due, searched for, unsettled or probed later than now. A pause that BambooHR asked for is not cut short:
    /// it lasts from the newest moment that the ledger knows of, as if no time had passed since.
    pub(super) async fn forget_moments_to_come(&self) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "SELECT max(changed_at) AS newest, (SELECT now FROM clock) AS now FROM sends";
        if let Some(row) = work.row(sqlx::query(sql)).await? {
            let newest = row.try_get::<Option<String>, _>("newest")?;
            let newest = newest.and_then(|newest| newest.parse::<Timestamp>().ok());
            let now: i64 = row.try_get("now")?;
            let ahead = newest.map_or(0, |newest| newest.as_millisecond().saturating_sub(now));
            if ahead > 0 {
                let seconds = ahead / 1000;
                tracing::warn!(seconds, "the clock was set back since the last run");
                let sql = "UPDATE upstreams SET held_until = held_until - $1 WHERE held_until > (SELECT now FROM clock)";
                work.execute(sqlx::query(sql).bind(ahead)).await?;
            }
        }
        for sql in [
            "UPDATE sends SET due_at = (SELECT now FROM clock) WHERE due_at > (SELECT now FROM clock) \
             AND state IN ('intent', 'in_flight', 'created', 'unknown')",
            "UPDATE sends SET searching_since = (SELECT now FROM clock) \
             WHERE searching_since > (SELECT now FROM clock)",
            "UPDATE send_steps SET unsettled_since = (SELECT now FROM clock) \
             WHERE unsettled_since > (SELECT now FROM clock)",
            "UPDATE pinpoint_jobs SET due_at = (SELECT now FROM clock) WHERE due_at > (SELECT now FROM clock) \
             AND state = 'waiting'",
            "UPDATE candidates SET read = (SELECT now FROM clock) WHERE read > (SELECT now FROM clock)",
            "UPDATE pinpoint_jobs SET left_at = (SELECT now FROM clock) WHERE left_at > (SELECT now FROM clock)",
            "UPDATE upstreams SET probed_at = (SELECT now FROM clock) WHERE probed_at > (SELECT now FROM clock)",
        ] {
            work.execute(sqlx::query(sql)).await?;
        }
        work.commit().await
    }
}
