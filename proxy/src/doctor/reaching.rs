//! Whether BambooHR answers at all, and takes the key.

use std::time::Duration;

use bamboohr::{Error, RefusalReason};
use handoff::interface::{Finding, Severity};

use super::{Advised, finding};

const ANSWERS: &str = "BambooHR answers";
const KEY: &str = "The key is accepted";

pub(super) fn reached() -> Vec<Finding> {
    vec![
        finding(
            "reached",
            ANSWERS,
            Severity::Good,
            "The company’s BambooHR was reached.",
        ),
        finding(
            "key-accepted",
            KEY,
            Severity::Good,
            "BambooHR accepts the API key.",
        ),
    ]
}

/// Why nothing else could be asked.
pub(super) fn failed(error: &Error, company: &str) -> Vec<Finding> {
    let reached = || reached().into_iter().take(1);
    match error {
        Error::NoToken(why) => failed(why, company),
        Error::Refused(refusal) => match refusal.reason {
            RefusalReason::KeyRejected => reached().chain([key_rejected(company)]).collect(),
            RefusalReason::NotFound => vec![company_unknown(company)],
            RefusalReason::LockedOut => vec![locked_out(refusal.retry_after)],
            RefusalReason::RateLimited => vec![busy(refusal.retry_after)],
            // Everybody may ask who they are: somebody who may not even do that can do nothing.
            _ => reached().chain([may_do_nothing()]).collect(),
        },
        Error::HeldBack(pause) => vec![busy(Some(*pause))],
        Error::ServerFailed(failure) if failure.retry_after.is_some() => {
            vec![busy(failure.retry_after)]
        }
        Error::ServerFailed(_) => vec![of_itself(
            "server-failed",
            "BambooHR reports a failure of its own.",
            "Try again in a few minutes. If it goes on, look at BambooHR’s status page.",
        )],
        Error::NotDelivered(_) => vec![of_itself(
            "unreachable",
            "BambooHR cannot be reached from this server.",
            "Check that this server may open connections to the internet, to *.bamboohr.com on port 443, then check again.",
        )],
        Error::LeadsInside(inside) => vec![of_itself(
            "leads-inside",
            &format!("{inside}."),
            "Check the name server that this server asks: BambooHR is on the internet. If something of yours stands in \
             for it on purpose, whoever runs this server can name it with BAMBOOHR_BASE_URL.",
        )],
        Error::Lost(_) => vec![of_itself(
            "no-answer",
            "BambooHR was reached and did not answer in time.",
            "Try again in a minute.",
        )],
        Error::Invalid(_) | Error::Undecodable { .. } | Error::Undocumented { .. } => {
            vec![of_itself(
                "unreadable",
                "What answered does not speak like BambooHR.",
                "Check that no firewall or sign-in page stands between this server and BambooHR.",
            )]
        }
    }
}

fn of_itself(code: &str, sentence: &str, advice: &str) -> Finding {
    finding(code, ANSWERS, Severity::Error, sentence).advised(advice)
}

fn key_rejected(company: &str) -> Finding {
    let sentence = format!("BambooHR does not accept this API key for the company “{company}”.");
    finding("key-rejected", KEY, Severity::Error, sentence).advised(
        "Check that the key was copied whole, that it belongs to this company, and that nobody deleted it or disabled \
         its owner. In BambooHR, click your name in the corner, then API Keys, to see the keys there are; a key is \
         shown only once, so make a new one when in doubt.",
    )
}

fn company_unknown(company: &str) -> Finding {
    let sentence = format!("BambooHR knows no company called “{company}”.");
    finding("company-unknown", ANSWERS, Severity::Error, sentence).advised(
        "Sign in to BambooHR and look at the address: the company is the part before .bamboohr.com.",
    )
}

fn locked_out(pause: Option<Duration>) -> Finding {
    let minutes = pause
        .unwrap_or(Duration::from_secs(300))
        .as_secs()
        .div_ceil(60)
        .max(1);
    let minutes = match minutes {
        1 => "a minute".to_owned(),
        many => format!("{many} minutes"),
    };
    of_itself(
        "locked-out",
        "BambooHR lets nobody in for now, because there were too many attempts with a wrong key.",
        &format!(
            "Wait {minutes} and check again. Until then every attempt makes it last longer, also those of other programs \
             that use an old key: look for them when it comes back."
        ),
    )
}

fn busy(pause: Option<Duration>) -> Finding {
    let wait = match pause.map(|pause| pause.as_secs() + 1) {
        Some(seconds) if seconds <= 90 => format!("{seconds} seconds"),
        Some(seconds) => format!("{} minutes", seconds.div_ceil(60)),
        None => "a minute".to_owned(),
    };
    of_itself(
        "busy",
        "BambooHR answers, and asks us to slow down: it had too many requests from this company.",
        &format!("Wait {wait} and check again. Nothing is wrong with the connection."),
    )
}

fn may_do_nothing() -> Finding {
    let sentence = "BambooHR accepts the key, but its owner may use nothing of it.";
    finding("no-rights", KEY, Severity::Error, sentence).advised(
        "In BambooHR, open Settings, Access Levels, and give the owner of this key a level of its own, with the rights \
         named on this page.",
    )
}

#[cfg(test)]
mod tests {
    use bamboohr::{LostAnswer, Refusal};

    use super::*;

    fn refused(reason: RefusalReason, retry_after: Option<u64>) -> Error {
        Error::Refused(Refusal {
            status: 400,
            reason,
            message: None,
            retry_after: retry_after.map(Duration::from_secs),
            request_id: None,
        })
    }

    #[test]
    fn whatever_keeps_us_out_has_a_name_of_its_own_and_something_to_do() {
        let named = [
            (refused(RefusalReason::KeyRejected, None), "key-rejected"),
            (refused(RefusalReason::NotFound, None), "company-unknown"),
            (refused(RefusalReason::LockedOut, None), "locked-out"),
            (refused(RefusalReason::RateLimited, Some(5)), "busy"),
            (refused(RefusalReason::NotPermitted, None), "no-rights"),
            (Error::HeldBack(Duration::from_secs(5)), "busy"),
            (Error::Lost(LostAnswer::TimedOut), "no-answer"),
            (Error::Invalid("x"), "unreadable"),
        ];
        for (error, code) in named {
            let found = failed(&error, "acme");
            let last = found.last().unwrap();
            assert_eq!(last.code, code, "{error}");
            assert_eq!(last.severity, Severity::Error, "{error}");
            assert!(last.advice.is_some(), "{error}");
        }
    }

    #[test]
    fn how_long_to_wait_is_said_as_people_say_it() {
        let advice = |error| failed(&error, "acme").pop().unwrap().advice.unwrap();
        assert!(advice(refused(RefusalReason::RateLimited, Some(5))).starts_with("Wait 6 seconds"));
        assert!(
            advice(refused(RefusalReason::RateLimited, Some(600))).starts_with("Wait 11 minutes")
        );
        assert!(advice(refused(RefusalReason::RateLimited, None)).starts_with("Wait a minute"));
        assert!(advice(refused(RefusalReason::LockedOut, None)).starts_with("Wait 5 minutes"));
        assert!(advice(refused(RefusalReason::LockedOut, Some(30))).starts_with("Wait a minute"));
    }
}
