//! Created → the steps of the plan, one after the other → done, or incomplete.
//!
//! Each step has its own durable state. A step that could have happened is looked up before it is done
//! again, and a step that fails for good stops no other. Nothing here creates an employee.

mod documents;
mod read_back;
mod rows;
mod update;

use std::time::Duration;

use bamboohr::{Client, EmployeeId, Error};
use handoff::interface::{SendProblem, SendState};
use handoff::{Plan, Step as PlanStep};

use super::worker::Clocks;
use super::{Step, Went, problems};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{Change, LedgerError, SendRecord, StepRecord, StepState, Tries};

/// How often a step is tried that BambooHR answers in a way that cannot be read.
const MOST_TRIES: u32 = 4;
/// How often a step is tried that fails while BambooHR is otherwise well.
const MOST_TRIES_IN_TROUBLE: u32 = 8;
/// The pause after a try whose answer was lost.
const AFTER_LOST: Duration = Duration::from_millis(500);
/// An upload takes longer than other calls: so much longer it may still arrive.
const UPLOADS_TAKE_LONGER: u32 = 4;

/// What became of a step this time.
enum Outcome {
    /// It is done; what to note.
    Done(&'static str),
    /// It needed nothing; BambooHR was not asked.
    AlreadyDone,
    /// It failed and trying again by itself would not help.
    Failed(SendProblem),
    /// It may have happened: look before doing it again.
    Unsettled(Error),
    /// It did not happen; later.
    Later(Error),
    /// The send belongs to somebody else now.
    NotOurs,
}

/// A step of the plan that is being carried out.
#[derive(Clone, Copy)]
struct Carrying<'a> {
    step: Step<'a>,
    employee: &'a EmployeeId,
    position: usize,
    record: &'a StepRecord,
    /// When it was written down last that this worker is at it.
    clocks: Option<Clocks>,
}

/// The step of the plan that comes next.
pub(super) fn next(record: &SendRecord) -> Option<&PlanStep> {
    let mut steps = record.steps.iter();
    let next = steps.find(|step| is_to_do(step.state))?;
    record.plan.steps.get(next.position)
}

/// Carries out the first step that is not done; [`Went::On`] to look again.
pub(super) async fn carry_out(step: Step<'_>) -> Result<Went, LedgerError> {
    let Some(employee) = step.record.employee.as_deref().and_then(EmployeeId::parse) else {
        let change = Change {
            problem: Some(problems::no_employee_id()),
            ..Change::noted("the employee id cannot be read")
        };
        return step.advance(SendState::NeedsPerson, &change).await;
    };
    let next = step
        .record
        .steps
        .iter()
        .find(|record| is_to_do(record.state));
    let Some(record) = next else {
        return end(step).await;
    };
    let Some(planned) = step.record.plan.steps.get(record.position) else {
        return end(step).await;
    };
    let carrying = Carrying {
        step,
        employee: &employee,
        position: record.position,
        record,
        clocks: None,
    };
    if record.state == StepState::Running && *planned != PlanStep::ReadBack {
        return carrying.was_broken_off().await;
    }
    if !carrying.is_settled(planned) {
        return Ok(Went::Waits(AFTER_LOST));
    }
    if let PlanStep::CreateEmployee { .. } = planned {
        return carrying.note(Outcome::AlreadyDone).await;
    }
    let Some(clocks) = carrying.begins(Tries::OneMore).await? else {
        return Ok(Went::Lost);
    };
    let carrying = Carrying {
        clocks: Some(clocks),
        ..carrying
    };
    let outcome = match planned {
        PlanStep::CreateEmployee { .. } => Outcome::AlreadyDone,
        PlanStep::UpdateEmployee { fields } => update::update(carrying, fields).await?,
        PlanStep::SetRow { table, .. } => rows::set(carrying, *table, planned).await?,
        PlanStep::UploadDocument { .. } => documents::document(carrying, planned).await?,
        PlanStep::UploadPhoto { crop, .. } => documents::photo(carrying, *crop).await?,
        PlanStep::ReadBack => read_back::read_back(carrying).await?,
    };
    let went = carrying.note(outcome).await?;
    if let PlanStep::SetRow { .. } = planned {
        crash::point(Point::AfterRowCommit);
    }
    Ok(went)
}

/// Ends the steps that are not done, because none of them may be done: each fails with this problem.
pub(super) async fn give_up(step: Step<'_>, problem: SendProblem) -> Result<Went, LedgerError> {
    let Some(employee) = step.record.employee.as_deref().and_then(EmployeeId::parse) else {
        return end(step).await;
    };
    let next = step
        .record
        .steps
        .iter()
        .find(|record| is_to_do(record.state));
    let Some(record) = next else {
        return end(step).await;
    };
    let carrying = Carrying {
        step,
        employee: &employee,
        position: record.position,
        record,
        clocks: None,
    };
    let planned = step.record.plan.steps.get(record.position);
    let outcome = match planned {
        Some(PlanStep::CreateEmployee { .. }) => Outcome::AlreadyDone,
        _ => Outcome::Failed(problem),
    };
    carrying.note(outcome).await
}

fn is_to_do(state: StepState) -> bool {
    matches!(
        state,
        StepState::Waiting | StepState::Running | StepState::Unsettled
    )
}

impl Carrying<'_> {
    /// A step that could have happened waits until what it made can be seen.
    fn is_settled(&self, planned: &PlanStep) -> bool {
        let settle = match planned {
            PlanStep::UploadDocument { .. } | PlanStep::UploadPhoto { .. } => {
                self.step.sender.options.settle * UPLOADS_TAKE_LONGER
            }
            _ => self.step.sender.options.settle,
        };
        self.record.state != StepState::Unsettled
            || self.record.unsettled_for.unwrap_or_default() >= settle
    }

    /// Found on its way after a crash: it may have happened.
    async fn was_broken_off(self) -> Result<Went, LedgerError> {
        let (ledger, lease) = (&self.step.sender.ledger, self.step.lease);
        let problem = problems::step_unsettled();
        let note = "found on its way after a stop or a crash";
        let state = StepState::Unsettled;
        let noted = ledger
            .set_step(
                lease,
                self.position,
                state,
                Tries::Same,
                Some(&problem),
                note,
            )
            .await?;
        Ok(if noted { Went::On } else { Went::Lost })
    }

    /// Writes down that this worker is at it. `None` when the send belongs to somebody else.
    async fn begins(self, tries: Tries) -> Result<Option<Clocks>, LedgerError> {
        let (ledger, lease) = (&self.step.sender.ledger, self.step.lease);
        // Before the write: the lease it extends lasts at least from here.
        let clocks = Clocks::now();
        let state = StepState::Running;
        let noted = ledger
            .set_step(lease, self.position, state, tries, None, "begun")
            .await?;
        Ok(noted.then_some(clocks))
    }

    /// The client for the one request that changes something, which may leave at once: its turn has come, and
    /// the send is certainly this worker's still, however long the looks and the wait before it took.
    async fn leaves(self) -> Result<Result<Client, Outcome>, LedgerError> {
        let client = match self.step.turn().await {
            Ok(Some(client)) => client,
            Ok(None) => return Ok(Err(Outcome::Later(Error::HeldBack(Duration::ZERO)))),
            Err(error) => return Ok(Err(Outcome::Later(error))),
        };
        let (sender, account) = (self.step.sender, &self.step.lease.account);
        let connections = &sender.connections;
        if !connections.is_still(account, self.step.bamboohr).await? {
            return Ok(Err(Outcome::Later(Error::HeldBack(Duration::ZERO))));
        }
        let lease = sender.ledger.lease();
        if self.clocks.is_some_and(|clocks| clocks.are_recent(lease)) {
            return Ok(Ok(client));
        }
        let again = self.begins(Tries::Same).await?;
        let is_ours = again.is_some_and(|clocks| clocks.are_recent(lease));
        Ok(if is_ours {
            Ok(client)
        } else {
            Err(Outcome::NotOurs)
        })
    }

    /// Writes down what became of the step.
    async fn note(self, outcome: Outcome) -> Result<Went, LedgerError> {
        // A try that BambooHR did not take, for reasons that are not this step's, is none.
        let tries = match &outcome {
            Outcome::Later(error) if !Trouble::of(error).is_failure() => Tries::OneLess,
            _ => Tries::Same,
        };
        let (state, problem, note, pause) = match outcome {
            Outcome::Done(note) => {
                self.step.bamboohr.health().went_well().await?;
                (StepState::Done, None, note, None)
            }
            Outcome::AlreadyDone => (StepState::Done, None, "the employee exists", None),
            Outcome::Failed(problem) => (StepState::Failed, Some(problem), "it failed", None),
            Outcome::Unsettled(error) => {
                let trouble = self.step.bamboohr.health().went_wrong(&error).await?;
                let problem = problems::step_unsettled();
                let pause = trouble.pause().max(AFTER_LOST);
                let note = "the answer was lost";
                self.again(&error, trouble, StepState::Unsettled, problem, pause, note)
            }
            Outcome::Later(error) => {
                let trouble = self.step.bamboohr.health().went_wrong(&error).await?;
                // What could have happened before is still to be looked up.
                let state = match self.record.state {
                    StepState::Waiting => StepState::Waiting,
                    _ => StepState::Unsettled,
                };
                let problem = problems::waiting(trouble);
                let note = "it waits for BambooHR";
                self.again(&error, trouble, state, problem, trouble.pause(), note)
            }
            Outcome::NotOurs => return Ok(Went::Lost),
        };
        let lease = self.step.lease;
        let ledger = &self.step.sender.ledger;
        if !ledger
            .set_step(lease, self.position, state, tries, problem.as_ref(), note)
            .await?
        {
            return Ok(Went::Lost);
        }
        Ok(pause.map_or(Went::On, Went::Waits))
    }

    /// Tries again later, unless BambooHR has failed at this step, and at nothing else, too often.
    fn again(
        self,
        error: &Error,
        trouble: Trouble,
        state: StepState,
        problem: SendProblem,
        pause: Duration,
        note: &'static str,
    ) -> (
        StepState,
        Option<SendProblem>,
        &'static str,
        Option<Duration>,
    ) {
        let most = match trouble {
            Trouble::Busy(_) | Trouble::KeyRejected => u32::MAX,
            Trouble::OutOfReach => MOST_TRIES_IN_TROUBLE,
            Trouble::Unreadable => MOST_TRIES,
            Trouble::Particular => 0,
        };
        if self.record.attempts + 1 >= most {
            let failed = problems::of_step(error);
            return (StepState::Failed, Some(failed), "it failed for good", None);
        }
        (state, Some(problem), note, Some(pause))
    }
}

/// What an error of a request that changes something means for its step.
fn after_writing(error: Error) -> Outcome {
    if !error.nothing_happened() {
        return Outcome::Unsettled(error);
    }
    match Trouble::of(&error) {
        Trouble::Particular => Outcome::Failed(problems::of_step(&error)),
        _ => Outcome::Later(error),
    }
}

/// All steps have ended.
async fn end(step: Step<'_>) -> Result<Went, LedgerError> {
    let failed = failed(step.record.steps.as_slice(), &step.record.plan);
    let (state, change) = if failed == 0 {
        (SendState::Done, Change::noted("every step is done"))
    } else {
        let change = Change {
            problem: Some(problems::incomplete(failed)),
            ..Change::noted("a step failed")
        };
        (SendState::Incomplete, change)
    };
    let went = step.advance(state, &change).await?;
    crash::point(Point::AfterDoneCommit);
    Ok(went)
}

fn failed(steps: &[StepRecord], plan: &Plan) -> usize {
    let of_the_plan = steps.iter().filter(|step| step.position < plan.steps.len());
    of_the_plan
        .filter(|step| step.state == StepState::Failed)
        .count()
}
