//! The words for a send whose company is not the one that is connected now.

use handoff::interface::{SendKind, SendProblem};

use super::{plain, problem};

const CODE: &str = "other-company";

/// Nothing of it has left.
pub(in crate::send) fn meant_for_another(kind: SendKind, company: &str) -> SendProblem {
    let title = "This was meant for another company than the one BambooHR is connected to now.";
    let company = named(company);
    if kind == SendKind::Create {
        let advice = format!(
            "It was to go to {company}. If the candidate belongs to the company that is connected now, send again."
        );
        return problem(CODE, title, &advice);
    }
    let advice = format!("Nothing was changed. The employee is in {company} as before.");
    plain(CODE, title.to_owned(), &advice)
}

/// It may have arrived where nobody can look.
pub(in crate::send) fn lost_elsewhere(company: &str) -> SendProblem {
    let company = named(company);
    let advice = format!(
        "The person may or may not be in {company}, and we search in no other company. Look there. If nobody was created, \
         say so. If the person is there, ask an admin to connect {company} again, then look again here."
    );
    let title = "The answer was lost, and BambooHR is connected to another company now.";
    plain(CODE, title.to_owned(), &advice)
}

/// The employee is where nothing can be written.
pub(in crate::send) fn step_elsewhere(company: &str) -> SendProblem {
    let company = named(company);
    let advice = format!(
        "This belongs to an employee of {company}. Do it there by hand and go on without this step, or ask an admin to \
         connect {company} again and then try the failed steps again."
    );
    let title = "BambooHR is connected to another company now.";
    plain(CODE, title.to_owned(), &advice)
}

fn named(company: &str) -> String {
    if company.is_empty() {
        "the company that was connected then".to_owned()
    } else {
        format!("“{company}”")
    }
}
