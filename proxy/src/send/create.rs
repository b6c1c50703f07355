//! Intent → twins → in flight → the one create call → what its answer means.

use std::time::Duration;

use handoff::interface::{SendKind, SendState};

use super::twins::{self, Looked};
use super::worker::Clocks;
use super::{Pauses, Step, Went, problems, values};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{By, Change, LedgerError};

/// How long a create waits for its turn. Its lease is renewed meanwhile.
const TURN: Duration = Duration::from_secs(60);

/// Begins a send. Whoever is in BambooHR already is only changed.
pub(super) async fn begin(step: Step<'_>) -> Result<Went, LedgerError> {
    if step.record.kind != SendKind::Create {
        let change = Change::noted("changes an employee who is there");
        return step.advance(SendState::Created, &change).await;
    }
    match twins::look(step).await? {
        Looked::Nobody(note) => create(step, note).await,
        Looked::Went(went) => Ok(went),
    }
}

/// Makes the create call. The only caller of `create_employee` in this program.
async fn create(step: Step<'_>, note: &str) -> Result<Went, LedgerError> {
    let sender = step.sender;
    // The turn in the account's pace is waited for before anything is written down: then the call leaves at
    // once, or not at all. Whoever has looked already waits long for it, and does not look again.
    let client = match step.bamboohr.client().in_turn(TURN).await {
        Ok(client) => client,
        Err(error) => {
            let trouble = step.bamboohr.health().went_wrong(&error).await?;
            let problem = problems::waiting_to_create(trouble);
            let note = "the turn in the pace of the account did not come";
            return step.wait(problem, trouble.pause(), note).await;
        }
    };
    let on_its_way = Change {
        counts_attempt: true,
        ..Change::noted(note)
    };
    // Before the write: the lease it extends lasts at least from here.
    let clocks = Clocks::now();
    if step.advance(SendState::InFlight, &on_its_way).await? == Went::Lost {
        return Ok(Went::Lost);
    }
    crash::point(Point::AfterInFlightCommit);
    // A process that was stopped for long may not send: another one has taken this send for lost by now.
    if !clocks.are_recent(sender.ledger.lease()) {
        let change = Change::noted("held too long by a process that did not run; nothing was sent");
        return Ok(write_down(step, SendState::Intent, &change).await);
    }
    let fields = values::of_fields(step.record.plan.created_fields());
    let outcome = client.create_employee(&fields).await;
    crash::point(Point::AfterCreateAnswer);
    // The answer first: only this process knows it.
    let (state, change) = match &outcome {
        Ok(id) => {
            let change = Change {
                employee: Some(id.as_str().to_owned()),
                ..Change::noted("BambooHR confirmed the employee")
            };
            (SendState::Created, change)
        }
        Err(error) => {
            let trouble = Trouble::of(error);
            let (state, problem) = problems::of_create(error, trouble);
            let change = Change {
                problem: Some(problem),
                due_in: (state == SendState::Intent).then(|| trouble.pause()),
                ..Change::noted(problems::note_of_create(state))
            };
            (state, change)
        }
    };
    let went = write_down(step, state, &change).await;
    crash::point(Point::AfterCreatedCommit);
    let health = step.bamboohr.health();
    let noted = match &outcome {
        Ok(_) => health.went_well().await,
        Err(error) => health.went_wrong(error).await.map(|_| ()),
    };
    if let Err(error) = noted {
        tracing::error!(%error, "the health of BambooHR cannot be written down");
    }
    Ok(match change.due_in {
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
    // Another worker took this one for dead. Here is the answer, and an answer is a fact whoever holds the
    // lease: it counts while the other still searches, and while a person has not decided yet.
    if to != SendState::Unknown && to != SendState::Intent {
        for from in [SendState::Unknown, SendState::NeedsPerson] {
            if advance_or_ask(step, By::LateAnswer, from, to, change).await? {
                return Ok(Went::Lost);
            }
        }
        let employee = change.employee.as_deref();
        tracing::error!(
            employee,
            send = step.lease.send.as_str(),
            "an answer came after the decision"
        );
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
