//! Sends: how one is accepted, how it moves through its states and steps, and how it reads.

mod accepting;
mod advancing;
mod reading;
mod record;
mod steps;

pub(super) use accepting::{NewSend, insert};
pub use reading::Summary;
pub(super) use reading::{summary, summary_columns};
pub use record::{Begun, By, Change, NewIntent, SendId, SendRecord};
pub use steps::{StepRecord, StepState, Tries};

use sqlx::Row;

use super::audit::{Deed, What};
use super::work::Work;
use super::{AccountId, LedgerError, PROXY};

/// What [`SendRecord`]'s table is called when it cannot be read.
const TABLE: &str = "sends";

/// Something to be remembered of a send: what it is now, and how it came to that.
#[derive(Default)]
struct Event<'a> {
    who: &'a str,
    note: &'a str,
    /// Why, in the words of whoever decided.
    reason: Option<String>,
    /// The step that changed, and what it became.
    step: Option<(i64, StepState)>,
}

/// Appends the event that belongs to the send's version, which the caller has made one higher.
async fn remember(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
    event: Event<'_>,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO send_events (account, send, sequence, at, who, state, note, position, step, reason) \
               SELECT account, id, version, changed_at, $3, state, $4, $5, $6, $7 FROM sends \
               WHERE account = $1 AND id = $2 RETURNING state, sequence";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(event.who)
        .bind(event.note)
        .bind(event.step.map(|(position, _)| position))
        .bind(event.step.map(|(_, state)| state.code()))
        .bind(event.reason);
    let Some(row) = work.row(query).await? else {
        return Ok(());
    };
    let (state, version): (String, i64) = (row.try_get("state")?, row.try_get("sequence")?);
    // Waits and steps of the program are told in the history; the record has what became of the send, and who decided.
    let sql = "SELECT state FROM send_events WHERE account = $1 AND send = $2 AND sequence < $3 \
               ORDER BY sequence DESC LIMIT 1";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(version);
    let before = work.row(query).await?;
    let before = before
        .map(|row| row.try_get::<String, _>("state"))
        .transpose()?;
    if event.who != PROXY || before.as_ref() != Some(&state) {
        work.record(Deed::new(
            account,
            event.who,
            What::Send,
            send.as_str(),
            &state,
        ));
    }
    Ok(())
}
