//! Unknown → look into BambooHR for the person → created, or a person must decide. Never creates.
//!
//! One look per call; the time between two looks is the ledger's, so that a restart loses none of it.

use std::time::Duration;

use handoff::interface::{PossibleMatch, SendState};
use handoff::{Evidence, KnownPerson, Recognition, recognise};

use super::people::{everybody, is_about_this_question, newcomers, shown, with_candidate_id};
use super::twins::MOST_LOOKS;
use super::{Step, Went, problems};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{Change, LedgerError};

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Looks once. “Nobody” counts only after the settle time, because somebody created a moment ago may not
/// be listed yet. While BambooHR cannot be asked the search goes on, and says so.
pub(super) async fn search(step: Step<'_>) -> Result<Went, LedgerError> {
    crash::point(Point::DuringSearch);
    let sender = step.sender;
    let searching_for = step.record.searching_for.unwrap_or_default();
    let is_settled = searching_for >= sender.options.settle;
    // A pause as long as the search so far: quick at first, patient later.
    let pause = searching_for.clamp(FIRST_PAUSE, LONGEST_PAUSE);
    let rest = sender.options.settle.saturating_sub(searching_for);
    let pause = if is_settled {
        pause
    } else {
        pause.min(rest + Duration::from_millis(1))
    };

    let taken = step.ours().await?;
    let found = match look(step, &taken).await {
        Ok(found) => found,
        Err(error) if is_about_this_question(&error) && is_settled => {
            step.bamboohr.health().went_well().await?;
            return cannot_search(step, &error).await;
        }
        Err(error) => {
            let trouble = step.bamboohr.health().went_wrong(&error).await?;
            let gives_up = match trouble {
                Trouble::Busy(_) | Trouble::KeyRejected => false,
                Trouble::Unreadable => is_settled,
                Trouble::OutOfReach | Trouble::Particular => {
                    is_settled && step.record.looks + 1 >= MOST_LOOKS
                }
            };
            if gives_up {
                return cannot_search(step, &error).await;
            }
            let problem = problems::waiting_to_search();
            let note = "the search waits for BambooHR";
            let pause = trouble.pause().max(pause);
            return step.wait(problem, pause, Some(trouble), note).await;
        }
    };
    step.bamboohr.health().went_well().await?;
    match found {
        Found::Certain { employee, why } => {
            crash::point(Point::AfterRecognition);
            let change = Change {
                note: format!("employee {employee} was recognised: {why}"),
                employee: Some(employee),
                ..Change::default()
            };
            match step.advance(SendState::Created, &change).await {
                // Another send was faster: look at who is left.
                Err(LedgerError::EmployeeTaken) => Ok(Went::Waits(FIRST_PAUSE)),
                went => {
                    crash::point(Point::AfterAdoptCommit);
                    went
                }
            }
        }
        Found::Possible(matches) if is_settled => ask(step, matches).await,
        Found::Nobody if is_settled => ask(step, Vec::new()).await,
        Found::Possible(_) | Found::Nobody if step.record.problem.is_some() => {
            // BambooHR answers again: what was said of waiting for it holds no more.
            let change = Change::noted("BambooHR can be searched again");
            match step.advance(SendState::Unknown, &change).await? {
                Went::Lost => Ok(Went::Lost),
                _ => Ok(Went::Waits(pause)),
            }
        }
        Found::Possible(_) | Found::Nobody => Ok(Went::Waits(pause)),
    }
}

async fn cannot_search(step: Step<'_>, error: &bamboohr::Error) -> Result<Went, LedgerError> {
    let change = Change {
        problem: Some(problems::of_search(error)),
        matches: Some(Vec::new()),
        ..Change::noted("BambooHR cannot be searched")
    };
    step.advance(SendState::NeedsPerson, &change).await
}

/// What one look found.
enum Found {
    Certain { employee: String, why: &'static str },
    Possible(Vec<PossibleMatch>),
    Nobody,
}

async fn look(step: Step<'_>, taken: &[String]) -> Result<Found, bamboohr::Error> {
    let field = step.sender.options.candidate_id_field.as_ref();
    let holders = with_candidate_id(step, field).await?;
    // One of the ways is enough: a key may be allowed only some of them.
    let (mut people, refusal) = match everybody(step.bamboohr).await {
        Ok(people) => (people, None),
        Err(error) if is_about_this_question(&error) => (Vec::new(), Some(error)),
        Err(error) => return Err(error),
    };
    match (newcomers(step, &people).await?, refusal) {
        (Some(newcomers), _) => people.extend(newcomers),
        (None, Some(refusal)) if holders.is_empty() => return Err(refusal),
        (None, _) => {}
    }
    let known_before = [taken, &step.record.known_before].concat();
    let evidence = Evidence {
        people: &people,
        with_candidate_id: &holders,
        known_before: &known_before,
    };
    Ok(match recognise(&step.record.plan, &evidence) {
        Recognition::Certain { employee, why } => Found::Certain { employee, why },
        Recognition::Nobody => Found::Nobody,
        Recognition::Possible(ids) => {
            let possible = ids.iter().map(|id| {
                let listed = people.iter().find(|person| person.id == *id);
                let person = listed.cloned().unwrap_or_else(|| KnownPerson::hidden(id));
                shown(step.bamboohr, &person, None, &[])
            });
            Found::Possible(possible.collect())
        }
    })
}

async fn ask(step: Step<'_>, matches: Vec<PossibleMatch>) -> Result<Went, LedgerError> {
    let change = Change {
        problem: Some(problems::undecided(matches.len())),
        matches: Some(matches),
        ..Change::noted("the search could not decide")
    };
    step.advance(SendState::NeedsPerson, &change).await
}
