//! How a send is told in sentences: what happened to it, for the history, and where it stands, for the profile.
//!
//! What a person decided is told by the note that the decision left. Such a note begins with [`A_PERSON`], who is
//! named in its place. Notes say nothing about the person who is sent.

use handoff::interface::{Happened, HistoryEntry, SendKind, SendState};

use super::view::Standing;
use crate::ledger::{Recorded, RecordedWhat, SendEvent, SendRecord, Upstream};

/// How the note of a decision begins.
const A_PERSON: &str = "a person ";
/// How the note of a recognition begins; the proof follows.
const RECOGNISED: &str = "employee ";

/// What is recorded, for a person; without what only this software needs to know.
pub(crate) fn history(recorded: Vec<Recorded>) -> Vec<HistoryEntry> {
    let entry = |recorded: Recorded| {
        let what = match recorded.what {
            RecordedWhat::Moved(stage) => Happened::Moved { stage },
            RecordedWhat::Sent(event) => Happened::Sent {
                words: happened(&event, recorded.who.as_deref())?,
                send: event.send.as_str().to_owned(),
                state: event.state,
            },
        };
        Some(HistoryEntry {
            at: recorded.at,
            who: recorded.who,
            reason: recorded.reason,
            what,
        })
    };
    recorded.into_iter().filter_map(entry).collect()
}

fn happened(event: &SendEvent, who: Option<&str>) -> Option<String> {
    if let Some(who) = who {
        return Some(done_by(who, event));
    }
    let words = match (event.state, event.kind) {
        (SendState::Intent | SendState::InFlight, _) => return None,
        (SendState::TwinFound | SendState::NeedsPerson, _) => {
            return Some(format!("Waiting for a decision: {}", event.note));
        }
        (SendState::Created, SendKind::Create) if event.note.starts_with(RECOGNISED) => {
            return Some(sentence(&event.note));
        }
        (SendState::Created, SendKind::Create) => "Employee created in BambooHR",
        (SendState::Created, SendKind::Update | SendKind::Rehire) => return None,
        (SendState::Incomplete, _) => "Waiting for a decision: not everything arrived in BambooHR",
        (SendState::Done, SendKind::Create) => {
            "Everything sent, and compared with what BambooHR has"
        }
        (SendState::Done, SendKind::Update) => "Employee updated in BambooHR",
        (SendState::Done, SendKind::Rehire) => "Employee rehired in BambooHR",
        (SendState::Unknown, _) => "The answer from BambooHR was lost",
        (SendState::Refused, _) => "Refused by BambooHR: nobody was created",
        (SendState::NotSent, _) => "Not sent: nobody was created",
        // An answer that came after a person had decided.
        (SendState::Released, _) => return Some(sentence(&event.note)),
    };
    Some(words.to_owned())
}

fn done_by(who: &str, event: &SendEvent) -> String {
    if let Some(decision) = event.note.strip_prefix(A_PERSON) {
        return format!("{who} {decision}");
    }
    match event.begun_as {
        _ if event.state != SendState::Intent => format!("{} by {who}", sentence(&event.note)),
        SendKind::Create => format!("Sent to BambooHR by {who}"),
        SendKind::Update => format!("Update sent to BambooHR by {who}"),
        SendKind::Rehire => format!("Rehire sent to BambooHR by {who}"),
    }
}

/// With a capital at the beginning.
fn sentence(note: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Where the newest send of a candidate stands: what happened, and what is to be done if anything is.
pub(crate) fn stands(record: &SendRecord, upstream: &Upstream) -> String {
    // What ended otherwise is told in fewer words than on its own page; what came late is not known yet.
    let is_news = record.state.is_running() || record.state == SendState::Released;
    let problem = Standing::of(record).problem(upstream);
    if let Some(problem) = problem.filter(|_| is_news) {
        return format!("{} {}", problem.title, problem.advice);
    }
    let is_there = record.employee.is_some();
    let words = match (record.state, record.kind) {
        (SendState::Intent | SendState::InFlight, SendKind::Create) => {
            "The hire is on its way to BambooHR."
        }
        (SendState::Intent | SendState::InFlight, SendKind::Update) => {
            "The update is on its way to BambooHR."
        }
        (SendState::Intent | SendState::InFlight, SendKind::Rehire) => {
            "The rehire is on its way to BambooHR."
        }
        (SendState::Created, SendKind::Create) => {
            "The employee exists in BambooHR. The rest is being stored and compared."
        }
        (SendState::Created, SendKind::Update) => "The employee is being updated in BambooHR.",
        (SendState::Created, SendKind::Rehire) => "The employee is being rehired in BambooHR.",
        (SendState::TwinFound, _) => {
            "Somebody in BambooHR may be this person already. Nothing was created yet. Please decide."
        }
        (SendState::Incomplete, _) => {
            "The employee exists in BambooHR, but not everything arrived. Please decide."
        }
        (SendState::Done, _) => "The employee exists in BambooHR.",
        (SendState::Refused, _) => "BambooHR refused the last attempt. Nobody was created.",
        (SendState::NotSent, _) => match (Standing::of(record).was_stopped(), is_there) {
            (true, false) => "The last attempt was stopped by a person. Nobody was created.",
            (true, true) => {
                "The last change was stopped by a person. The employee is there as before."
            }
            (false, false) => "The last attempt did not go through. Nobody was created.",
            (false, true) => {
                "The last change did not reach BambooHR. The employee is there as before."
            }
        },
        (SendState::Unknown, _) => {
            "The answer from BambooHR was lost. We are looking whether the person arrived."
        }
        (SendState::NeedsPerson, _) => {
            "We could not tell whether the person arrived in BambooHR. Please decide."
        }
        (SendState::Released, _) if is_there => {
            "The employee was in BambooHR already. Nothing was changed."
        }
        (SendState::Released, _) => {
            "Nobody was created by the last attempt. The candidate can be sent again."
        }
    };
    words.to_owned()
}
