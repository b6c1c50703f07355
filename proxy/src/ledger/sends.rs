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
use super::{AccountId, LedgerError};

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
               WHERE account = $1 AND id = $2 RETURNING state";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(event.who)
        .bind(event.note)
        .bind(event.step.map(|(position, _)| position))
        .bind(event.step.map(|(_, state)| state.code()))
        .bind(event.reason);
    if let Some(row) = work.row(query).await? {
        let state: String = row.try_get("state")?;
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
