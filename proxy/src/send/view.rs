//! A send as a person sees it: steps in words instead of states.

use bamboohr::Endpoint;
use handoff::interface::{EmployeeLink, SendState, SendView, StepProgress, StepView};

use crate::ledger::SendRecord;

/// The view of a stored send. `endpoint` makes the link into BambooHR.
pub(crate) fn view(record: SendRecord, endpoint: Option<&Endpoint>) -> SendView {
    let name = [record.plan.text("firstName"), record.plan.text("lastName")];
    SendView {
        id: record.id.as_str().to_owned(),
        steps: steps(&record),
        employee: record
            .employee
            .as_deref()
            .map(|id| employee_link(id, endpoint)),
        candidate: record.candidate,
        name: name.into_iter().flatten().collect::<Vec<_>>().join(" "),
        state: record.state,
        problem: record.problem,
        receipt: record.receipt,
        matches: record.matches,
        kind: record.kind,
        can_stop: false,
        waits_seconds: None,
    }
}

/// Without a connection there is an id but no page to link to.
pub(crate) fn employee_link(id: &str, endpoint: Option<&Endpoint>) -> EmployeeLink {
    EmployeeLink {
        id: id.to_owned(),
        url: endpoint
            .map(|endpoint| endpoint.employee_page(id))
            .unwrap_or_default(),
    }
}

fn steps(record: &SendRecord) -> Vec<StepView> {
    use StepProgress::{Done, Failed, NeedsPerson, Running, Waiting};
    let (create, search, read_back) = match record.state {
        SendState::Intent | SendState::TwinFound | SendState::InFlight => {
            (Running, Waiting, Waiting)
        }
        SendState::Refused | SendState::NotSent => (Failed, Waiting, Waiting),
        SendState::Unknown => (Failed, Running, Waiting),
        SendState::NeedsPerson => (Failed, NeedsPerson, Waiting),
        SendState::Released => (Failed, Done, Waiting),
        SendState::Created | SendState::Incomplete => (Done, Done, Running),
        SendState::Done if record.receipt.is_none() => (Done, Done, Failed),
        SendState::Done => (Done, Done, Done),
    };
    let create = if record.searched && create == Done {
        Failed
    } else {
        create
    };
    let step = |label: &str, progress| StepView {
        label: label.to_owned(),
        progress,
        problem: None,
    };
    let mut steps = vec![
        step("Record what is to be sent", Done),
        step(
            if create == Failed && record.searched {
                "Create the employee: the answer was lost"
            } else {
                "Create the employee in BambooHR"
            },
            create,
        ),
    ];
    if record.searched {
        steps.push(step("Find the employee in BambooHR", search));
    }
    if !record.state.allows_another() {
        steps.push(step(
            "Read the employee back and compare every value",
            read_back,
        ));
    }
    steps
}
