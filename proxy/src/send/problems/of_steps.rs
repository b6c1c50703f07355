//! What a failed step means, of an employee who exists.

use bamboohr::{Error, RefusalReason};
use handoff::interface::SendProblem;

use super::plain;

/// The words when the employee exists and steps failed.
pub(in crate::send) fn incomplete(failed: usize) -> SendProblem {
    let title = if failed == 1 {
        "The employee is in BambooHR, but one step did not work.".to_owned()
    } else {
        format!("The employee is in BambooHR, but {failed} steps did not work.")
    };
    plain(
        "incomplete",
        title,
        "Read below what went wrong. Mend it and try the failed steps again, or go on without them.",
    )
}

/// The words for a step whose answer was lost.
pub(in crate::send) fn step_unsettled() -> SendProblem {
    plain(
        "step-unsettled",
        "The answer to this step was lost.".to_owned(),
        "We look whether it worked before we do it again.",
    )
}

/// The words for a step that BambooHR refused or kept failing.
pub(in crate::send) fn of_step(error: &Error) -> SendProblem {
    let (title, advice) = match error.refusal().map(|refusal| refusal.reason) {
        Some(RefusalReason::NotPermitted) => (
            "The BambooHR connection may not do this.",
            "Ask your BambooHR admin: the owner of the API key needs access to this part of the employee.",
        ),
        Some(RefusalReason::NotFound) => (
            "BambooHR does not find the employee, or does not show this part of it.",
            "Look in BambooHR whether the employee is still there, and ask your BambooHR admin whether the owner of the \
             API key may see it.",
        ),
        Some(RefusalReason::DuplicateEmail) => (
            "Somebody else in BambooHR already has this e-mail address.",
            "Look in BambooHR who has it. If that address is wrong there, correct it and try the failed steps again. \
             Otherwise go on without this step, and enter the right address for this employee in BambooHR.",
        ),
        Some(RefusalReason::NotAccepted) => (
            "BambooHR does not accept this file.",
            "It may be too large, empty, or of a kind BambooHR does not take.",
        ),
        Some(_) => (
            "BambooHR did not accept one of the values.",
            "Enter it in BambooHR by hand, or mend what BambooHR names below and try again.",
        ),
        None if matches!(error, Error::Invalid(_)) => (
            "This cannot be sent to BambooHR.",
            "A file may be empty, larger than 20 MB, or have a name that BambooHR does not take. Upload it by hand, or \
             go on without it.",
        ),
        None => (
            "BambooHR kept failing at this step.",
            "Try again later. We look whether it worked before we do it again.",
        ),
    };
    SendProblem {
        upstream_message: error.refusal().and_then(|refusal| refusal.message.clone()),
        ..plain("step-failed", title.to_owned(), advice)
    }
}

/// The words for an update of values that a newer row holds.
pub(in crate::send) fn newer_row() -> SendProblem {
    plain(
        "newer-row",
        "BambooHR has a newer row in this table than the one of the first day of work.".to_owned(),
        "Nothing was changed here, because the values in force are those of the newer row. Change them in BambooHR, \
         then go on without this step.",
    )
}

/// The words when there is no place for a document.
pub(in crate::send) fn no_category() -> SendProblem {
    plain(
        "no-category",
        "BambooHR shows no folder into which this connection may put documents.".to_owned(),
        "Ask your BambooHR admin to let the owner of the API key edit documents, then try again.",
    )
}

/// The words when the chosen category is not there, or closed to this connection.
pub(in crate::send) fn category_gone() -> SendProblem {
    plain(
        "category-gone",
        "The category chosen for this document cannot be used any more.".to_owned(),
        "Ask your BambooHR admin whether it was removed or closed to the owner of the API key; or upload the document in \
         BambooHR by hand.",
    )
}

/// The words when the photo cannot be cut to a square.
pub(in crate::send) fn no_picture() -> SendProblem {
    plain(
        "no-picture",
        "The photo cannot be read as a picture.".to_owned(),
        "Upload another photo in BambooHR by hand, or go on without it.",
    )
}

/// The words when a document was not kept.
pub(in crate::send) fn no_content(name: &str) -> SendProblem {
    plain(
        "no-content",
        format!("{name} is not here any more."),
        "Upload it in BambooHR by hand.",
    )
}

/// The words when the ledger holds no usable employee id; a defect.
pub(in crate::send) fn no_employee_id() -> SendProblem {
    plain(
        "no-employee-id",
        "We do not know which employee this is.".to_owned(),
        "Look into BambooHR, then tell us which one it is.",
    )
}

/// The words for a read-back that failed.
pub(in crate::send) fn of_read_back(error: &Error) -> SendProblem {
    let reason = error.refusal().map(|refusal| refusal.reason);
    let why = match reason {
        Some(RefusalReason::NotPermitted | RefusalReason::NotFound) => {
            "The connection may not read this employee."
        }
        Some(RefusalReason::KeyRejected) => "BambooHR does not accept the API key any more.",
        _ => "BambooHR did not give the employee back.",
    };
    let advice = "The employee exists. Look in BambooHR whether every value is there, or try the failed steps again later.";
    SendProblem {
        code: "not-read-back".to_owned(),
        title: format!("What was stored could not be checked. {why}"),
        advice: advice.to_owned(),
        upstream_message: error.refusal().and_then(|refusal| refusal.message.clone()),
        field: None,
        retry_after_seconds: None,
    }
}
