//! How a try with Pinpoint that came to nothing ends, and what an admin is told of it.

use pinpoint::rest::Reason;

use super::SourceError;
use crate::ledger::JobKind;

/// How it ends, with a sentence that says why.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is no failure, and lasts as long as it takes.
    Waits(String),
    /// It is tried again.
    Later(String),
    /// A person must do something first.
    Failed(String),
}

/// Of a job of this kind. A look at who is hired never ends.
pub(super) fn ending(error: &SourceError, kind: JobKind, is_tried_enough: bool) -> Ending {
    let words = why(error);
    let may_end = kind != JobKind::Poll;
    match () {
        () if waits(error) => Ending::Waits(words.to_owned()),
        () if is_final(error) && may_end => Ending::Failed(words.to_owned()),
        () if is_final(error) => Ending::Later(words.to_owned()),
        () if is_tried_enough && may_end => Ending::Failed(format!("{words} {PRESS_CHECK}")),
        () => Ending::Later(format!("{words} {TRIED_AGAIN}")),
    }
}

const TRIED_AGAIN: &str = "It is tried again.";
const PRESS_CHECK: &str = "Press Check to try it again.";
pub(super) const REJECTED: &str =
    "Pinpoint rejects the key, so nothing is read or written. Enter another one, then press Check.";

/// Whether trying again cannot help before somebody does something.
fn is_final(error: &SourceError) -> bool {
    match error {
        SourceError::Pinpoint(error) => matches!(
            error.refused(),
            Some(Reason::Forbidden | Reason::NotFound | Reason::BadRequest | Reason::Unprocessable)
        ),
        SourceError::NotTaken(_) | SourceError::InDoubt(_) => true,
        SourceError::File(_)
        | SourceError::Ledger(_)
        | SourceError::NotAsked(_)
        | SourceError::OnItsWay(_)
        | SourceError::UnderWay
        | SourceError::InOtherHands => false,
    }
}

/// Whether it waits for as long as it takes: for a send or its comment, for another key, for a file that is still to come.
fn waits(error: &SourceError) -> bool {
    match error {
        SourceError::UnderWay
        | SourceError::OnItsWay(_)
        | SourceError::NotAsked(_)
        | SourceError::File(_) => true,
        SourceError::Pinpoint(error) => error.refused() == Some(Reason::Unauthorized),
        _ => false,
    }
}

/// A sentence for an admin. Of a file that is still to come the candidate's own notice speaks.
fn why(error: &SourceError) -> &str {
    match error {
        SourceError::Pinpoint(error) => match error.refused() {
            Some(Reason::Unauthorized) => REJECTED,
            Some(Reason::Forbidden) => {
                "The key may not do this. Give it the right in Pinpoint, then press Check."
            }
            Some(Reason::NotFound) => {
                "Pinpoint has no such application, or the key may not see it."
            }
            Some(Reason::TooManyRequests) => "Pinpoint asks to slow down.",
            Some(Reason::BadRequest | Reason::Unprocessable) => {
                "Pinpoint does not take the request."
            }
            None => "Pinpoint could not be asked, or its answer was lost.",
        },
        SourceError::NotTaken(why) | SourceError::NotAsked(why) | SourceError::InDoubt(why) => why,
        SourceError::Ledger(_) => "Our own records could not be written.",
        SourceError::OnItsWay(_) => "Pinpoint did not confirm it. It is looked for again.",
        SourceError::File(_) | SourceError::UnderWay | SourceError::InOtherHands => "",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ledger::LedgerError;

    #[test]
    fn what_waits_is_no_failure_and_only_what_is_tried_again_says_so() {
        let lost = || SourceError::Ledger(LedgerError::UnreadableRow("jobs"));
        let late = SourceError::File(outside::NotDownloaded::NotReached);
        let soon = Duration::from_secs(1);
        let (read, poll) = (JobKind::Read, JobKind::Poll);
        let waits = |why: &str| Ending::Waits(why.to_owned());
        let later = |why: &str| Ending::Later(why.to_owned());
        let failed = |why: &str| Ending::Failed(why.to_owned());
        for (error, kind, is_tried_enough, expected) in [
            // Nothing stands in the connection's way, so nothing is said of it.
            (late, read, true, waits("")),
            (SourceError::UnderWay, read, true, waits("")),
            (SourceError::NotAsked("Off."), read, true, waits("Off.")),
            (
                SourceError::OnItsWay(soon),
                JobKind::Comment,
                true,
                waits("Pinpoint did not confirm it. It is looked for again."),
            ),
            (
                lost(),
                read,
                false,
                later("Our own records could not be written. It is tried again."),
            ),
            (
                lost(),
                read,
                true,
                failed("Our own records could not be written. Press Check to try it again."),
            ),
            (
                lost(),
                poll,
                true,
                later("Our own records could not be written. It is tried again."),
            ),
            (
                SourceError::NotTaken("No id."),
                read,
                false,
                failed("No id."),
            ),
            (
                SourceError::NotTaken("No id."),
                poll,
                false,
                later("No id."),
            ),
        ] {
            let found = ending(&error, kind, is_tried_enough);
            assert_eq!(found, expected, "{error:?} of {kind:?}, {is_tried_enough}");
        }
    }
}
