//! What a failure means and what a recruiter can do about it, in plain words.

mod of_steps;
mod other_company;

use bamboohr::{Error, LostAnswer, Refusal, RefusalReason};
use handoff::FieldId;
use handoff::interface::{SendKind, SendProblem, SendState};

use crate::connection::{Trouble, key_rejected};
pub(super) use of_steps::{
    category_gone, incomplete, newer_row, no_category, no_content, no_employee_id, no_picture,
    of_read_back, of_step, step_unsettled,
};
pub(super) use other_company::{lost_elsewhere, meant_for_another, step_elsewhere};

/// The title for a send that a person stopped, whatever became of it before.
pub(crate) const STOPPED: &str = "A person stopped this before anybody was created.";
const NOTHING: &str = "Nothing was created and your entries are kept.";

/// The state and the words for a create call that was not confirmed. What provably created nobody and
/// passes by itself goes back to `intent` and is sent later.
pub(super) fn of_create(error: &Error, trouble: Trouble) -> (SendState, SendProblem) {
    match (error, trouble) {
        (Error::Invalid(_), _) => {
            let advice = "Tell your admin: the values could not be put into a request.";
            (
                SendState::NotSent,
                problem("not-sendable", "These values cannot be sent.", advice),
            )
        }
        (Error::Refused(refusal), Trouble::Particular) => of_refusal(refusal),
        (error, trouble) if error.nothing_happened() => {
            (SendState::Intent, waiting_to_create(trouble))
        }
        (Error::Lost(LostAnswer::TimedOut), _) => lost("BambooHR did not answer in time."),
        (Error::Lost(LostAnswer::Broken), _) => {
            lost("The connection to BambooHR broke before its answer arrived.")
        }
        (Error::ServerFailed(_), _) => lost("BambooHR reported a failure of its own."),
        _ => lost("BambooHR gave an answer that cannot be read."),
    }
}

/// One line for the record.
pub(super) fn note_of_create(state: SendState) -> &'static str {
    match state {
        SendState::Intent => "turned away before anything was created; later again",
        SendState::Refused => "BambooHR refused",
        SendState::NotSent => "nothing was sent",
        _ => "BambooHR did not confirm",
    }
}

/// The words while the batch of a send is paused.
pub(super) fn paused() -> SendProblem {
    problem(
        "paused",
        "The batch is paused.",
        "This goes on as soon as somebody lets the batch go on.",
    )
}

/// The words for a send that a person stopped.
pub(super) fn stopped(kind: SendKind, attempts: u64) -> SendProblem {
    if kind != SendKind::Create {
        let advice =
            "The employee is in BambooHR as before. Compare again whenever you want to update.";
        let title = "A person stopped this before anything was changed.".to_owned();
        return plain("stopped", title, advice);
    }
    let title = match attempts {
        0 => "A person stopped this before anything left for BambooHR.",
        _ => STOPPED,
    };
    problem(
        "stopped",
        title,
        "The candidate can be sent again at any time.",
    )
}

/// The words while another send of the same person is on its way.
pub(super) fn same_person_on_the_way() -> SendProblem {
    problem(
        "same-person",
        "Another send of the same person is on its way.",
        "This one waits until that one has ended, and then looks who is there.",
    )
}

/// The words when nobody could look whether the person is there already.
pub(super) fn could_not_look(error: &Error) -> SendProblem {
    let (title, advice) = match error.refusal() {
        Some(_) => (
            "The BambooHR connection may not look who is there already.",
            "Without an e-mail address BambooHR could not refuse a second employee either. Look in BambooHR whether \
             this person is there; if not, create.",
        ),
        None => (
            "We could not look who is in BambooHR already.",
            "BambooHR’s list of employees cannot be read at the moment. Look in BambooHR whether this person is there; \
             if not, create.",
        ),
    };
    problem("could-not-look", title, advice)
}

/// The words while a send waits and nothing of it has left.
pub(super) fn waiting_to_create(trouble: Trouble) -> SendProblem {
    let waiting = waiting(trouble);
    SendProblem {
        advice: format!("Nothing was created yet. {}", waiting.advice),
        ..waiting
    }
}

/// The words while something waits for BambooHR.
pub(super) fn waiting(trouble: Trouble) -> SendProblem {
    match trouble {
        Trouble::Busy(pause) => SendProblem {
            retry_after_seconds: Some(pause.as_secs() + 1),
            ..plain(
                "rate-limited",
                "BambooHR asks us to wait.".to_owned(),
                WAITS,
            )
        },
        Trouble::OutOfReach | Trouble::Unreadable | Trouble::Particular => plain(
            "unreachable",
            "BambooHR cannot be reached at the moment.".to_owned(),
            WAITS,
        ),
        Trouble::KeyRejected => key_rejected(),
    }
}

const WAITS: &str =
    "This goes on by itself as soon as BambooHR can be asked again; you can leave this page.";

/// The words when people are there who may be this person.
pub(super) fn twin_found(how_many: usize) -> SendProblem {
    let title = if how_many == 1 {
        "Somebody in BambooHR may be this person already."
    } else {
        "Several people in BambooHR may be this person already."
    };
    problem(
        "twin-found",
        title,
        "Compare them, then decide whether one of them is changed or somebody new is created.",
    )
}

fn lost(title: &str) -> (SendState, SendProblem) {
    let advice = "The person may or may not have been created. We are searching BambooHR and do not send again by ourselves.";
    let problem = SendProblem {
        advice: advice.to_owned(),
        ..problem("answer-lost", title, "")
    };
    (SendState::Unknown, problem)
}

fn of_refusal(refusal: &Refusal) -> (SendState, SendProblem) {
    let (code, title, advice) = match refusal.reason {
        RefusalReason::DuplicateEmail => (
            "duplicate-email",
            "Somebody in BambooHR already has this e-mail address.",
            "Look in BambooHR who has it: it may be this person, hired before or added by hand. If it is somebody else, \
             enter another address and send again.",
        ),
        RefusalReason::InvalidValue => (
            "invalid-value",
            "BambooHR did not accept one of the values.",
            "Check the values that BambooHR names below, correct them and send again.",
        ),
        RefusalReason::Malformed => (
            "malformed",
            "BambooHR says that required information is missing.",
            "Fill in what BambooHR names below and send again. If nothing is named, ask your admin which fields your company requires.",
        ),
        RefusalReason::NotPermitted => (
            "not-permitted",
            "The BambooHR connection may not add employees.",
            "Ask your admin: the owner of the API key needs an access level that may add new employees.",
        ),
        RefusalReason::NotFound => (
            "company-not-found",
            "BambooHR knows no company under the connected name.",
            "Ask your admin to check the BambooHR subdomain.",
        ),
        RefusalReason::AccountLimit => (
            "account-limit",
            "BambooHR does not allow another employee.",
            "Your BambooHR plan may have reached its number of employees. Ask your BambooHR admin.",
        ),
        // The first three are trouble of the whole account and wait; they do not come here.
        RefusalReason::KeyRejected
        | RefusalReason::LockedOut
        | RefusalReason::RateLimited
        | RefusalReason::NotAccepted => (
            "not-accepted",
            "BambooHR does not accept this request.",
            "Tell your admin what BambooHR says below.",
        ),
    };
    let field =
        (refusal.reason == RefusalReason::DuplicateEmail).then(|| FieldId::new("homeEmail"));
    let problem = SendProblem {
        upstream_message: refusal.message.clone(),
        field,
        ..problem(code, title, advice)
    };
    (SendState::Refused, problem)
}

/// The words for a search that BambooHR refused, or whose result cannot be read.
pub(super) fn of_search(error: &Error) -> SendProblem {
    let admin = match error.refusal().map(|refusal| refusal.reason) {
        Some(RefusalReason::KeyRejected) => {
            "Ask your admin to check the API key: BambooHR does not accept it."
        }
        Some(_) => "Ask your admin to let the connection read employees.",
        None => "Tell your admin that BambooHR’s list of employees cannot be read.",
    };
    SendProblem {
        advice: format!(
            "Look in BambooHR whether the person is there, then tell us what you found. {admin}"
        ),
        upstream_message: error.refusal().and_then(|refusal| refusal.message.clone()),
        ..problem(
            "search-refused",
            "The answer was lost, and we cannot search BambooHR for the person.",
            "",
        )
    }
}

/// The words while BambooHR cannot be asked about a lost answer.
pub(super) fn waiting_to_search() -> SendProblem {
    let advice = "The person may or may not have been created. We keep asking and send nothing again; you can leave \
                  this page and come back.";
    SendProblem {
        advice: advice.to_owned(),
        ..problem(
            "search-waits",
            "The answer was lost, and BambooHR cannot be asked at the moment.",
            "",
        )
    }
}

/// The words when BambooHR says it created somebody whom another send already has.
pub(super) fn employee_taken(employee: &str) -> SendProblem {
    let advice = format!(
        "Look at employee {employee} in BambooHR: it may be this person, sent twice under two candidates. If it is \
         somebody else, look again; if nobody was created for this candidate, say so."
    );
    SendProblem {
        advice,
        ..problem(
            "employee-taken",
            "BambooHR named an employee that belongs to another candidate’s send.",
            "",
        )
    }
}

/// The words when BambooHR confirmed somebody after a person had said that nobody was created.
pub(super) fn came_late(employee: &str) -> SendProblem {
    let advice = format!(
        "BambooHR’s answer came only after somebody had decided, and the candidate was sent again since. Look at employee \
         {employee} in BambooHR: if the person is there twice, remove one of the two."
    );
    SendProblem {
        advice,
        ..problem("came-late", "This send did create an employee.", "")
    }
}

/// The words for a search that ended without a certain result.
pub(super) fn undecided(matches: usize) -> SendProblem {
    let (title, advice) = if matches == 0 {
        (
            "The answer was lost, and we found nobody in BambooHR who is this person.",
            "Probably nobody was created, but only a look into BambooHR makes sure. Look there, then tell us what you found.",
        )
    } else {
        (
            "The answer was lost, and we cannot tell for certain who in BambooHR is this person.",
            "Compare the people below in BambooHR, then tell us which one it is, or that nobody was created.",
        )
    };
    SendProblem {
        advice: advice.to_owned(),
        ..problem("undecided", title, "")
    }
}

/// A problem of a send that has created nobody.
fn problem(code: &str, title: &str, advice: &str) -> SendProblem {
    plain(code, title.to_owned(), &format!("{NOTHING} {advice}"))
}

fn plain(code: &str, title: String, advice: &str) -> SendProblem {
    SendProblem {
        code: code.to_owned(),
        title,
        advice: advice.to_owned(),
        upstream_message: None,
        field: None,
        retry_after_seconds: None,
    }
}
