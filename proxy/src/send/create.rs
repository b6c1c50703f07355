//! Intent → twins → in flight → the one create call → what its answer means.

use handoff::interface::{SendKind, SendState};

use super::{Pauses, Step, Went, problems, twins, values};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{By, Change, LedgerError};

/// Begins a send. Whoever is in BambooHR already is only changed.
pub(super) async fn begin(step: Step<'_>) -> Result<Went, LedgerError> {
    if step.record.kind != SendKind::Create {
        let change = Change::noted("changes an employee who is there");
        return step.advance(SendState::Created, &change).await;
    }
    if !step.record.accepts_twins {
        let record = step.record;
        match twins::look(step).await? {
            // The state is another one now, or the send waits.
            Went::On if step.stays_as(record).await? => {}
            went => return Ok(went),
        }
    }
    create(step).await
}

/// Makes the create call. The only caller of `create_employee` in this program.
async fn create(step: Step<'_>) -> Result<Went, LedgerError> {
    let sender = step.sender;
    let on_its_way = Change {
        counts_attempt: true,
        ..Change::noted("about to send")
    };
    if step.advance(SendState::InFlight, &on_its_way).await? == Went::Lost {
        return Ok(Went::Lost);
    }
    crash::point(Point::AfterInFlightCommit);
    // A process that was stopped for long may not send: another one has taken this send for lost by now.
    if !sender.certainty.is_given(sender.ledger.lease()) {
        let change = Change::noted("held too long by a process that did not run; nothing was sent");
        return Ok(write_down(step, SendState::Intent, &change).await);
    }
    let fields = values::of_fields(step.record.plan.created_fields());
    let outcome = step.bamboohr.client().create_employee(&fields).await;
    crash::point(Point::AfterCreateAnswer);
    let (state, change, pause) = match outcome {
        Ok(id) => {
            step.bamboohr.health().went_well().await.ok();
            let change = Change {
                employee: Some(id.as_str().to_owned()),
                ..Change::noted("BambooHR confirmed the employee")
            };
            (SendState::Created, change, None)
        }
        Err(error) => {
            let trouble = step.bamboohr.health().went_wrong(&error).await;
            let trouble = trouble.unwrap_or_else(|_| Trouble::of(&error));
            let (state, problem) = problems::of_create(&error, trouble);
            let pause = (state == SendState::Intent).then(|| trouble.pause());
            let change = Change {
                problem: Some(problem),
                due_in: pause,
                ..Change::noted(problems::note_of_create(state))
            };
            (state, change, pause)
        }
    };
    let went = write_down(step, state, &change).await;
    crash::point(Point::AfterCreatedCommit);
    Ok(match pause {
        Some(pause) if went == Went::On => {
            crash::point(Point::AfterHoldBack);
            Went::Waits(pause)
        }
        _ => went,
    })
}

/// Writes down what BambooHR answered, however long the ledger fails: this process is the only one that
/// knows. When it ends before, the next worker finds `in_flight` and searches.
async fn write_down(step: Step<'_>, to: SendState, change: &Change) -> Went {
    let sender = step.sender;
    let mut pauses = Pauses::default();
    loop {
        match try_to_write_down(step, to, change).await {
            Ok(went) => return went,
            Err(error) => {
                tracing::error!(%error, send = step.lease.send.as_str(), "an answer waits to be written down");
            }
        }
        if !pauses.wait(&sender.stop).await {
            return Went::Lost;
        }
    }
}

async fn try_to_write_down(
    step: Step<'_>,
    to: SendState,
    change: &Change,
) -> Result<Went, LedgerError> {
    if advance_or_ask(
        step,
        By::Worker(step.lease),
        SendState::InFlight,
        to,
        change,
    )
    .await?
    {
        return Ok(Went::On);
    }
    // Another worker took this one for dead and began to search. Here is the answer, and an answer is a
    // fact whoever holds the lease; it is worth something only while the other still searches.
    if to != SendState::Unknown && to != SendState::Intent {
        advance_or_ask(step, By::LateAnswer, SendState::Unknown, to, change).await?;
    }
    Ok(Went::Lost)
}

/// Moves on; when BambooHR named an employee that another send has, a person is asked.
async fn advance_or_ask(
    step: Step<'_>,
    by: By<'_>,
    from: SendState,
    to: SendState,
    change: &Change,
) -> Result<bool, LedgerError> {
    let ledger = &step.sender.ledger;
    let (account, send) = (&step.lease.account, &step.lease.send);
    let outcome = ledger.advance(by, account, send, (from, to), change).await;
    match (outcome, &change.employee) {
        (Err(LedgerError::EmployeeTaken), Some(employee)) => {
            let change = Change {
                problem: Some(problems::employee_taken(employee)),
                ..Change::noted("BambooHR named an employee that belongs to another send")
            };
            let states = (from, SendState::NeedsPerson);
            ledger.advance(by, account, send, states, &change).await
        }
        (outcome, _) => outcome,
    }
}

impl Step<'_> {
    /// Whether the send is still as it was read: a look that found nobody changed nothing.
    async fn stays_as(self, record: &crate::ledger::SendRecord) -> Result<bool, LedgerError> {
        let now = self
            .sender
            .ledger
            .send(&self.lease.account, &self.lease.send)
            .await?;
        Ok(now.is_some_and(|now| now.state == record.state && now.version == record.version))
    }
}
