//! Moving a send from state to state: a change names the state it starts from, and its right to write.

use handoff::interface::{SendKind, SendState};

use super::{By, Change, Event, SendId, TABLE, remember, steps};
use crate::ledger::error::{is_employee_taken, is_not_unique};
use crate::ledger::pinpoint::{read_after, tell_source};
use crate::ledger::stored::{milliseconds, storable, to_json};
use crate::ledger::{AccountId, Ledger, LedgerError, PROXY};
use crate::metrics;

impl Ledger {
    /// Moves a send from `from` to `to`. A worker's write also holds its lease for another while. `false`
    /// when it was not in `from` any more, the worker has lost it, or it is not as the person saw it:
    /// somebody else was faster, and nothing was changed. [`LedgerError::EmployeeTaken`] when another send
    /// has the employee; nothing was changed then either.
    pub async fn advance(
        &self,
        by: By<'_>,
        account: &AccountId,
        send: &SendId,
        (from, to): (SendState, SendState),
        change: &Change,
    ) -> Result<bool, LedgerError> {
        let (who, fence, seen) = match by {
            By::Worker(lease) if lease.account != *account || lease.send != *send => {
                return Ok(false);
            }
            By::Worker(lease) => (PROXY, Some(lease.fence), None),
            By::Person { name, seen } => (name, None, seen),
            By::LateAnswer => (PROXY, None, None),
        };
        let sql = "UPDATE sends SET state = $4, employee = coalesce($5, employee), problem = $6, \
                   receipt = coalesce($7, receipt), matches = coalesce($8, matches), kind = coalesce($9, kind), \
                   plan = coalesce($10, plan), known_before = coalesce($15, known_before), \
                   looks = CASE WHEN $17 = 1 THEN looks + 1 WHEN $3 = $4 THEN looks ELSE 0 END, \
                   searched = CASE WHEN $4 = 'unknown' THEN 1 ELSE searched END, \
                   accepts_twins = CASE WHEN $11 = 1 THEN 1 ELSE accepts_twins END, \
                   attempts = attempts + $12, \
                   searching_since = CASE WHEN $4 = 'unknown' AND ($3 <> 'unknown' OR searching_since IS NULL) \
                       THEN (SELECT now FROM clock) ELSE searching_since END, \
                   before_in_flight = CASE WHEN $4 = 'in_flight' THEN (SELECT at FROM clock) \
                       ELSE before_in_flight END, \
                   ended_at = CASE WHEN $4 IN ('intent', 'in_flight', 'created', 'unknown') THEN NULL \
                       ELSE (SELECT now FROM clock) END, \
                   due_at = (SELECT now FROM clock) + $13, changed_at = (SELECT at FROM clock), \
                   version = version + 1, fence = CASE WHEN $14 IS NULL THEN fence + 1 ELSE fence END, \
                   lease_by = CASE WHEN $14 IS NULL THEN NULL ELSE lease_by END, \
                   lease_until = CASE WHEN $14 IS NULL THEN 0 ELSE (SELECT now FROM clock) + $16 END \
                   WHERE account = $1 AND id = $2 AND state = $3 AND ($14 IS NULL OR fence = $14) \
                   AND ($18 IS NULL OR version = $18)";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(send.as_str())
            .bind(from.code())
            .bind(to.code())
            .bind(change.employee.as_deref())
            .bind(json(change.problem.as_ref())?)
            .bind(json(change.receipt.as_ref())?)
            .bind(json(change.matches.as_ref())?)
            .bind(change.kind.map(SendKind::code))
            .bind(json(change.plan.as_ref())?)
            .bind(i64::from(change.accepts_twins))
            .bind(change.attempts)
            .bind(milliseconds(change.due_in.unwrap_or_default()))
            .bind(fence)
            .bind(json(change.known_before.as_ref())?)
            .bind(milliseconds(self.lease))
            .bind(i64::from(change.counts_look))
            .bind(seen);
        let mut work = self.database.write().await?;
        match work.execute(query).await {
            Ok(1) => {}
            Ok(_) => return Ok(false),
            Err(error) if is_employee_taken(&error) => return Err(LedgerError::EmployeeTaken),
            // Another send of the candidate has begun since this one ended.
            Err(error) if is_not_unique(&error) => return Ok(false),
            Err(error) => return Err(error),
        }
        if let Some(plan) = &change.plan {
            steps::replace(&mut work, account, send, plan.steps.len()).await?;
        }
        if let Some(state) = change.failed_steps {
            steps::reset_failed(&mut work, account, send, state).await?;
        }
        let event = Event {
            who,
            note: &change.note,
            reason: change
                .reason
                .as_deref()
                .map(|reason| storable(reason).into_owned()),
            step: None,
        };
        remember(&mut work, account, send, event).await?;
        if to.employee_exists() {
            // What was typed has arrived.
            let sql = "DELETE FROM drafts WHERE account = $1 \
                       AND candidate = (SELECT candidate FROM sends WHERE account = $1 AND id = $2)";
            let query = sqlx::query(sql).bind(account.as_str()).bind(send.as_str());
            work.execute(query).await?;
        }
        if matches!(
            to,
            SendState::Done | SendState::Released | SendState::Incomplete
        ) {
            tell_source(&mut work, account, send).await?;
        }
        if matches!(
            to,
            SendState::Done | SendState::Released | SendState::Refused | SendState::NotSent
        ) {
            read_after(&mut work, account, send).await?;
        }
        work.commit().await?;
        metrics::moved(from, to);
        self.tell(send);
        Ok(true)
    }
}

fn json(value: Option<&impl serde::Serialize>) -> Result<Option<String>, LedgerError> {
    value.map(|value| to_json(TABLE, value)).transpose()
}
