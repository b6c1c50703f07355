//! Unknown → search BambooHR for the person → created, or a person must decide. Never creates.

use std::time::{Duration, Instant};

use bamboohr::{Error, Person, RefusalReason};
use handoff::interface::{EmployeeLink, PossibleMatch, SendState};
use handoff::{KnownPerson, Recognition, recognise};

use super::{Step, problems};
use crate::ledger::{Change, LedgerError};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// In an outage each lost send asks BambooHR once in this time.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Searches until somebody is recognised for certain or the settle time is over. A person created a
/// moment ago may not be listed yet, so "nobody" counts only after that time. While BambooHR cannot be
/// asked the search goes on, and says so.
pub(super) async fn search(step: Step<'_>) -> Result<(), LedgerError> {
    let began = Instant::now();
    let mut told = false;
    let mut pause = FIRST_PAUSE;
    loop {
        let settled = began.elapsed() >= step.sender.settle;
        match step.bamboohr.client().people().await {
            Ok(people) => {
                let taken = step.sender.ledger.employees(step.account).await?;
                let people: Vec<Person> = people
                    .into_iter()
                    .filter(|person| !taken.iter().any(|id| id == person.id.as_str()))
                    .collect();
                let known: Vec<KnownPerson> = people.iter().map(known_person).collect();
                match recognise(&step.record.plan, &known) {
                    Recognition::Certain(employee) => {
                        let note = "found by e-mail, name and hire date".to_owned();
                        let change = Change {
                            employee: Some(employee),
                            note,
                            ..Change::default()
                        };
                        match step.advance(SendState::Created, &change).await {
                            // Another send was faster: look at who is left.
                            Err(LedgerError::EmployeeTaken) => continue,
                            moved => return moved.map(|_| ()),
                        }
                    }
                    Recognition::Possible(ids) if settled => {
                        return ask(step, matches(step, &people, &ids)).await;
                    }
                    Recognition::Nobody if settled => return ask(step, Vec::new()).await,
                    Recognition::Possible(_) | Recognition::Nobody => {
                        pause = pause.min(
                            step.sender.settle.saturating_sub(began.elapsed())
                                + Duration::from_millis(1),
                        );
                    }
                }
            }
            Err(error) if !passes(&error) => {
                let change = Change {
                    problem: Some(problems::of_search(&error)),
                    note: "BambooHR cannot be searched".to_owned(),
                    ..Change::default()
                };
                return step
                    .advance(SendState::NeedsPerson, &change)
                    .await
                    .map(|_| ());
            }
            Err(error) => {
                pause = pause.max(error.retry_after().unwrap_or_default());
                if settled && !told {
                    told = true;
                    let change = Change {
                        problem: Some(problems::waiting_to_search()),
                        note: "the search waits for BambooHR".to_owned(),
                        ..Change::default()
                    };
                    if !step.advance(SendState::Unknown, &change).await? {
                        return Ok(());
                    }
                }
            }
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Whether asking again later may help without anybody doing anything.
fn passes(error: &Error) -> bool {
    match error {
        Error::NotDelivered(_) | Error::Lost(_) | Error::ServerFailed(_) | Error::HeldBack(_) => {
            true
        }
        Error::NoToken(why) => passes(why),
        Error::Refused(refusal) => refusal.reason == RefusalReason::RateLimited,
        Error::Invalid(_) | Error::Undecodable { .. } | Error::Undocumented { .. } => false,
    }
}

async fn ask(step: Step<'_>, matches: Vec<PossibleMatch>) -> Result<(), LedgerError> {
    let problem = Some(problems::undecided(matches.len()));
    let change = Change {
        problem,
        matches: Some(matches),
        note: "the search could not decide".to_owned(),
        ..Change::default()
    };
    step.advance(SendState::NeedsPerson, &change)
        .await
        .map(|_| ())
}

fn known_person(person: &Person) -> KnownPerson {
    let known = |column: &str| person.text(column).map(str::to_owned);
    KnownPerson {
        id: person.id.to_string(),
        first_name: known("firstName"),
        last_name: known("lastName"),
        home_email: known("homeEmail"),
        hire_date: known("hireDate"),
    }
}

fn matches(step: Step<'_>, people: &[Person], ids: &[String]) -> Vec<PossibleMatch> {
    let wanted = people
        .iter()
        .filter(|person| ids.iter().any(|id| id == person.id.as_str()));
    let matches = wanted.map(|person| {
        let names = [person.text("firstName"), person.text("lastName")];
        let text = |column: &str| person.text(column).map(str::to_owned);
        PossibleMatch {
            employee: EmployeeLink {
                id: person.id.to_string(),
                url: step
                    .bamboohr
                    .client()
                    .endpoint()
                    .employee_page(person.id.as_str()),
            },
            name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
            hire_date: text("hireDate"),
            status: text("status"),
            why: None,
            is_ours: false,
        }
    });
    matches.collect()
}
