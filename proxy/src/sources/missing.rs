//! What of a send is not in BambooHR, for everybody who may read it: what kind of thing, and nothing about the person.

use handoff::interface::SendState;
use handoff::{Step, Table};

use super::Missing;
use crate::ledger::{SendRecord, StepState};

impl Missing {
    /// What is missing of a send that waits for a person because of it. `pages` is where people find ours.
    pub(super) fn of(send: &SendRecord, pages: Option<&str>) -> Option<Self> {
        if send.state != SendState::Incomplete {
            return None;
        }
        let page = pages.map(|pages| {
            let (candidate, id) = (send.candidate.as_str(), send.id.as_str());
            format!("{pages}/candidates/{candidate}/sends/{id}")
        });
        Some(Self {
            what: words(send),
            page,
        })
    }
}

fn words(send: &SendRecord) -> Vec<String> {
    let failed = send
        .steps
        .iter()
        .filter(|step| step.state == StepState::Failed);
    let failed: Vec<&Step> = failed
        .filter_map(|step| send.plan.steps.get(step.position))
        .collect();
    let mut words: Vec<String> = failed.iter().filter_map(|step| kind(step)).collect();
    let is_document = |step: &&&Step| matches!(step, Step::UploadDocument { .. });
    match failed.iter().filter(is_document).count() {
        0 => {}
        1 => words.push("a document".to_owned()),
        many => words.push(format!("{many} documents")),
    }
    words
}

/// `None` for documents, which are counted.
fn kind(step: &Step) -> Option<String> {
    let word = match step {
        Step::SetRow { table, .. } => match table {
            Table::EmploymentStatus => "the employment status",
            Table::JobInformation => "the job information",
            Table::Compensation => "the pay",
        },
        Step::UploadPhoto { .. } => "the photo",
        Step::CreateEmployee { .. } | Step::UpdateEmployee { .. } => "some values",
        Step::ReadBack => "a look at what is stored",
        Step::UploadDocument { .. } => return None,
    };
    Some(word.to_owned())
}
