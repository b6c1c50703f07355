//! A send as a person sees it: steps in words instead of states.

use handoff::interface::{
    EmployeeLink, SendKind, SendProblem, SendState, SendView, StepProgress, StepView,
};
use handoff::{Step as PlanStep, Table};

use super::{problems, told};
use crate::connection::Trouble;
use crate::connections::Connected;
use crate::ledger::{Recorded, SendRecord, StepRecord, StepState, Upstream};

/// The view of a stored send and of what is recorded of it. `connected` makes the link into BambooHR; `upstream`
/// says what a waiting send waits for.
pub(crate) fn view(
    record: SendRecord,
    history: Vec<Recorded>,
    connected: &Connected,
    upstream: &Upstream,
) -> SendView {
    let is_running = record.state.is_running();
    let holds_for = upstream.holds_for.filter(|_| is_running);
    // While it is not known when BambooHR can be asked again, the send's own time means nothing.
    let is_known = upstream.stopped.is_none() && !upstream.is_out_of_reach();
    let due_in = record.due_in.filter(|_| is_running && is_known);
    let waits = due_in.max(holds_for);
    SendView {
        id: record.id.as_str().to_owned(),
        steps: steps(&record),
        history: told::history(history),
        employee: record
            .employee
            .as_deref()
            .map(|id| employee_link(id, &record.company, connected)),
        problem: Standing::of(&record).problem(upstream),
        candidate: record.candidate,
        name: name_or_removed(record.name),
        kind: record.kind,
        state: record.state,
        receipt: record.receipt,
        matches: record.matches,
        version: record.version,
        can_stop: matches!(record.state, SendState::Intent | SendState::TwinFound),
        waits_seconds: waits.map(|wait| wait.as_secs() + 1),
        batch: record.batch.map(|batch| batch.as_str().to_owned()),
    }
}

/// As much of a send as it takes to say what is the matter with it.
pub(crate) struct Standing {
    pub(crate) kind: SendKind,
    pub(crate) state: SendState,
    pub(crate) attempts: u64,
    pub(crate) is_paused: bool,
    pub(crate) problem: Option<SendProblem>,
}

impl Standing {
    pub(super) fn of(record: &SendRecord) -> Self {
        Self {
            kind: record.kind,
            state: record.state,
            attempts: record.attempts.into(),
            is_paused: record.is_paused,
            problem: record.problem.clone(),
        }
    }

    /// What keeps it from going on, or what went wrong. A problem of its own says more than an outage or a pause; a
    /// rejected key is the problem of everything that runs.
    pub(crate) fn problem(self, upstream: &Upstream) -> Option<SendProblem> {
        if self.was_stopped() {
            return Some(problems::stopped(self.kind, self.attempts));
        }
        if !self.state.is_running() {
            return self.problem;
        }
        if upstream.stopped.is_some() {
            return upstream.stopped.clone();
        }
        if self.state == SendState::Intent && self.is_paused {
            return Some(problems::paused());
        }
        if self.problem.is_some() {
            return self.problem;
        }
        let trouble = match upstream.holds_for {
            Some(pause) => Trouble::Busy(pause),
            None if upstream.is_out_of_reach() => Trouble::OutOfReach,
            None => return None,
        };
        Some(match self.state {
            SendState::Intent => problems::waiting_to_create(trouble),
            _ => problems::waiting(trouble),
        })
    }

    /// Whether a person stopped it: whatever else sends nothing has a problem that says why.
    pub(super) fn was_stopped(&self) -> bool {
        self.state == SendState::NotSent && self.problem.is_none()
    }
}

/// The name as it was sent, or what is said when it was taken out.
pub(crate) fn name_or_removed(name: String) -> String {
    match name.is_empty() {
        true => "Somebody (personal data removed)".to_owned(),
        false => name,
    }
}

/// Without a connection to the company there is an id but no page to link to.
pub(crate) fn employee_link(id: &str, company: &str, connected: &Connected) -> EmployeeLink {
    EmployeeLink {
        id: id.to_owned(),
        url: connected
            .endpoint()
            .filter(|_| connected.is_of(company))
            .map(|endpoint| endpoint.employee_page(id))
            .unwrap_or_default(),
    }
}

fn steps(record: &SendRecord) -> Vec<StepView> {
    let mut views = vec![step("Record what is to be sent", StepProgress::Done)];
    if record.kind == SendKind::Create {
        views.extend(creating(record));
    }
    if record.state.allows_another() {
        return views;
    }
    for planned in record.plan.steps.iter().enumerate() {
        let (position, planned) = planned;
        let Some(label) = label(planned, record.kind) else {
            continue;
        };
        let stored = record.steps.iter().find(|step| step.position == position);
        views.push(StepView {
            label,
            progress: progress(stored, record.state),
            problem: stored.and_then(|step| step.problem.clone()),
        });
    }
    views
}

/// The part of a create that ends with an employee.
fn creating(record: &SendRecord) -> Vec<StepView> {
    use StepProgress::{Done, Failed, NeedsPerson, Running, Skipped, Waiting};
    let (twins, create, search) = match record.state {
        SendState::NotSent if Standing::of(record).was_stopped() => {
            let has_looked = record.accepts_twins || !record.matches.is_empty();
            (if has_looked { Done } else { Skipped }, Skipped, Waiting)
        }
        SendState::Intent if record.accepts_twins => (Done, Running, Waiting),
        SendState::Intent => (Running, Waiting, Waiting),
        SendState::TwinFound => (NeedsPerson, Waiting, Waiting),
        SendState::InFlight => (Done, Running, Waiting),
        SendState::Refused | SendState::NotSent => (Done, Failed, Waiting),
        SendState::Unknown => (Done, Failed, Running),
        SendState::NeedsPerson => (Done, Failed, NeedsPerson),
        SendState::Released if record.attempts == 0 => (Done, Waiting, Waiting),
        SendState::Released => (Done, Failed, Done),
        SendState::Created | SendState::Incomplete | SendState::Done if record.searched => {
            (Done, Failed, Done)
        }
        SendState::Created | SendState::Incomplete | SendState::Done => (Done, Done, Done),
    };
    let label = if create == Failed && record.searched {
        "Create the employee: the answer was lost"
    } else {
        "Create the employee in BambooHR"
    };
    let mut views = vec![
        step("Look whether the person is in BambooHR already", twins),
        step(label, create),
    ];
    if record.searched {
        views.push(step("Find the employee in BambooHR", search));
    }
    views
}

fn step(label: &str, progress: StepProgress) -> StepView {
    StepView {
        label: label.to_owned(),
        progress,
        problem: None,
    }
}

/// `None` for what is shown otherwise.
fn label(planned: &PlanStep, kind: SendKind) -> Option<String> {
    Some(match planned {
        PlanStep::CreateEmployee { .. } => return None,
        PlanStep::UpdateEmployee { .. } if kind == SendKind::Rehire => {
            "Change the former employee’s values".to_owned()
        }
        PlanStep::UpdateEmployee { .. } => "Change the employee’s values".to_owned(),
        PlanStep::SetRow { table, .. } => match table {
            Table::EmploymentStatus => "Store the employment status".to_owned(),
            Table::JobInformation => "Store the job information".to_owned(),
            Table::Compensation => "Store the pay".to_owned(),
        },
        PlanStep::UploadDocument { name, .. } => format!("Upload {name}"),
        PlanStep::UploadPhoto { .. } => "Upload the photo".to_owned(),
        PlanStep::ReadBack => "Read the employee back and compare every value".to_owned(),
    })
}

fn progress(stored: Option<&StepRecord>, state: SendState) -> StepProgress {
    match stored.map(|step| step.state) {
        // Sends of earlier versions have no steps of their own.
        None if state == SendState::Done => StepProgress::Done,
        Some(StepState::Done) => StepProgress::Done,
        Some(StepState::Failed) => StepProgress::Failed,
        Some(StepState::Skipped) => StepProgress::Skipped,
        Some(StepState::Running | StepState::Unsettled) => StepProgress::Running,
        None | Some(StepState::Waiting) => StepProgress::Waiting,
    }
}
