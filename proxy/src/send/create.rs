//! Intent → twins → in flight → the one create call → what its answer means.

use std::time::Duration;

use handoff::interface::{SendKind, SendProblem, SendState};

use super::twins::{self, Looked};
use super::worker::Clocks;
use super::{Pauses, Step, Went, problems, values};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{By, Change, LedgerError};
use crate::metrics;

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
    let client = match step.turn().await {
        Ok(Some(client)) => client,
        Ok(None) => return Ok(Went::On),
        Err(error) => {
            let trouble = step.bamboohr.health().went_wrong(&error).await?;
            let problem = problems::waiting_to_create(trouble);
            let note = "the turn in the pace of the account did not come";
            return step
                .wait(problem, trouble.pause(), Some(trouble), note)
                .await;
        }
    };
    if !may_still_begin(step).await? {
        return Ok(Went::Waits(Duration::ZERO));
    }
    let on_its_way = Change {
        attempts: 1,
        ..Change::noted(note)
    };
    // Before the write: the lease it extends lasts at least from here.
    let clocks = Clocks::now();
    match step.advance(SendState::InFlight, &on_its_way).await {
        Ok(Went::Lost) => return Ok(Went::Lost),
        Ok(_) => {}
        // Perhaps it is in flight all the same, and nobody may take it for sent.
        Err(error) => {
            let note = "nothing was sent: our own records did not confirm it";
            steps_back(step, Duration::ZERO, None, note).await;
            return Err(error);
        }
    }
    crash::point(Point::AfterInFlightCommit);
    match twins::left_meanwhile(step).await {
        Ok(None) => {}
        Ok(Some(pause)) => {
            let problem = Some(problems::same_person_on_the_way());
            let note = "nothing was sent: another send of the same person was faster";
            return Ok(steps_back(step, pause, problem, note).await);
        }
        Err(error) => {
            tracing::error!(%error, "nobody can say who left meanwhile");
            let note = "nothing was sent: our own records could not be read";
            return Ok(steps_back(step, Duration::ZERO, None, note).await);
        }
    }
    // A key that was removed or switched off meanwhile, perhaps in another proxy, is used for nothing new.
    let is_still = sender
        .connections
        .is_still(&step.lease.account, step.bamboohr);
    match is_still.await {
        Ok(true) => {}
        Ok(false) => {
            let note = "nothing was sent: the connection to BambooHR was changed";
            return Ok(steps_back(step, Duration::ZERO, None, note).await);
        }
        Err(error) => {
            tracing::error!(%error, "nobody can say whether the connection is still there");
            let note = "nothing was sent: our own records could not be read";
            return Ok(steps_back(step, Duration::ZERO, None, note).await);
        }
    }
    // A process that was stopped for long may not send: another one has taken this send for lost by now.
    if !clocks.are_recent(sender.ledger.lease()) {
        let note = "nothing was sent: held too long by a process that did not run";
        return Ok(steps_back(step, Duration::ZERO, None, note).await);
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
    metrics::create_answered(state);
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

/// Whether the send may still begin after it has waited for its turn: its batch may have been paused, or
/// the account held back by what another proxy was told.
async fn may_still_begin(step: Step<'_>) -> Result<bool, LedgerError> {
    let (ledger, lease) = (&step.sender.ledger, step.lease);
    let record = ledger.send(&lease.account, &lease.send).await?;
    let is_open = ledger.upstream(&lease.account).await?.is_open();
    Ok(is_open && record.is_some_and(|record| !record.is_paused))
}

/// From in flight to where it began, because the call did not leave after all.
async fn steps_back(
    step: Step<'_>,
    pause: Duration,
    problem: Option<SendProblem>,
    note: &str,
) -> Went {
    let change = Change {
        attempts: -1,
        problem,
        due_in: Some(pause),
        ..Change::noted(note)
    };
    match write_down(step, SendState::Intent, &change).await {
        Went::On => Went::Waits(pause),
        went => went,
    }
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
        if let Some(employee) = &change.employee {
            came_after_the_decision(step, employee, change).await?;
        }
    }
    Ok(Went::Lost)
}

/// A person has said that nobody was created, and somebody was. Without another send of the candidate this one
/// goes on; with one there may be two, and the record says who the first is.
async fn came_after_the_decision(
    step: Step<'_>,
    employee: &str,
    change: &Change,
) -> Result<(), LedgerError> {
    let (by, from) = (By::LateAnswer, SendState::Released);
    if advance_or_ask(step, by, from, SendState::Created, change).await? {
        return Ok(());
    }
    let change = Change {
        problem: Some(problems::came_late(employee)),
        employee: Some(employee.to_owned()),
        ..Change::noted("BambooHR confirmed the employee after a person had decided")
    };
    if advance_or_ask(step, by, from, from, &change).await? {
        let send = step.lease.send.as_str();
        tracing::error!(employee, send, "an answer came after the decision");
    }
    Ok(())
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
