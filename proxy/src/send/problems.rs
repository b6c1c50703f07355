//! What a failure means and what a recruiter can do about it, in plain words.

use std::time::Duration;

use bamboohr::{Error, LostAnswer, Refusal, RefusalReason};
use handoff::FieldId;
use handoff::interface::{SendProblem, SendState};

const NOTHING: &str = "Nothing was created and your entries are kept.";

/// The state and the words for a create call that was not confirmed.
pub(super) fn of_create(error: &Error) -> (SendState, SendProblem) {
    match error {
        Error::Refused(refusal) => of_refusal(refusal),
        Error::HeldBack(wait) => (SendState::NotSent, rate_limited(Some(*wait))),
        Error::NoToken(why) => match of_create(why) {
            // Whatever became of the token, the create was not sent.
            (SendState::Unknown, _) => (SendState::NotSent, unreachable()),
            certain => certain,
        },
        Error::Invalid(_) => {
            let advice = "Tell your admin: the values could not be put into a request.";
            (
                SendState::NotSent,
                problem("not-sendable", "These values cannot be sent.", advice),
            )
        }
        Error::NotDelivered(_) => (SendState::NotSent, unreachable()),
        Error::Lost(LostAnswer::TimedOut) => lost("BambooHR did not answer in time."),
        Error::Lost(LostAnswer::Broken) => {
            lost("The connection to BambooHR broke before its answer arrived.")
        }
        Error::ServerFailed(_) => lost("BambooHR reported a failure of its own."),
        Error::Undecodable { .. } | Error::Undocumented { .. } => {
            lost("BambooHR gave an answer that cannot be read.")
        }
    }
}

fn unreachable() -> SendProblem {
    let advice = "Try again in a few minutes. If it goes on, ask your admin whether BambooHR can be reached.";
    problem("unreachable", "BambooHR could not be reached.", advice)
}

fn rate_limited(wait: Option<Duration>) -> SendProblem {
    SendProblem {
        retry_after_seconds: wait.map(|wait| wait.as_secs()),
        ..problem(
            "rate-limited",
            "BambooHR is receiving too many requests.",
            "Send again after the time BambooHR asks for.",
        )
    }
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
        RefusalReason::KeyRejected => (
            "key-rejected",
            "BambooHR does not accept the API key.",
            "Ask your admin to check the key: it may have been deleted, or its owner disabled.",
        ),
        RefusalReason::LockedOut => (
            "locked-out",
            "BambooHR lets nobody in at the moment.",
            "There were too many attempts with a wrong API key. Wait five minutes, then send again; if it goes on, ask \
             your admin to check the key.",
        ),
        RefusalReason::NotFound => (
            "company-not-found",
            "BambooHR knows no company under the connected name.",
            "Ask your admin to check the BambooHR subdomain.",
        ),
        RefusalReason::RateLimited => {
            return (SendState::NotSent, rate_limited(refusal.retry_after));
        }
        RefusalReason::AccountLimit => (
            "account-limit",
            "BambooHR does not allow another employee.",
            "Your BambooHR plan may have reached its number of employees. Ask your BambooHR admin.",
        ),
        RefusalReason::NotAccepted => (
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

/// The words for a read-back that failed.
pub(super) fn of_read_back(error: &Error) -> SendProblem {
    let reason = error.refusal().map(|refusal| refusal.reason);
    let why = match reason {
        Some(RefusalReason::NotPermitted | RefusalReason::NotFound) => {
            "The connection may not read this employee."
        }
        Some(RefusalReason::KeyRejected) => "BambooHR does not accept the API key any more.",
        _ => "BambooHR did not give the employee back.",
    };
    let advice = "The employee exists. Look in BambooHR whether every value is there, or read back again later.";
    SendProblem {
        code: "not-read-back".to_owned(),
        title: format!("What was stored could not be checked. {why}"),
        advice: advice.to_owned(),
        upstream_message: error.refusal().and_then(|refusal| refusal.message.clone()),
        field: None,
        retry_after_seconds: None,
    }
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

fn problem(code: &str, title: &str, advice: &str) -> SendProblem {
    SendProblem {
        code: code.to_owned(),
        title: title.to_owned(),
        advice: format!("{NOTHING} {advice}"),
        upstream_message: None,
        field: None,
        retry_after_seconds: None,
    }
}
