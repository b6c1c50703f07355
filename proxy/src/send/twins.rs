//! Before the create: is this person in BambooHR already, or on the way there under another candidate?
//!
//! Whoever has the same e-mail address, or the same name and a same date, is shown to a person before
//! anything is sent. A key that may not look goes on when there is an e-mail address, because BambooHR itself
//! refuses a second one; without any a person is asked.

use std::time::Duration;

use bamboohr::{EmployeeId, Error};
use handoff::interface::{PossibleMatch, SendState};
use handoff::{KnownPerson, twins};

use super::people::{everybody, is_about_this_question, one, shown, with_candidate_id};
use super::{Step, Went, problems};
use crate::connection::Trouble;
use crate::ledger::{Change, LedgerError};

/// Looks that gave no usable answer, while BambooHR is otherwise well, after which a person is asked.
pub(super) const MOST_LOOKS: u32 = 8;
/// How long another send of the same person is waited for before it is looked at again.
const FOR_THE_OTHER: Duration = Duration::from_secs(1);

/// What the look found.
pub(super) enum Looked {
    /// Nobody, as far as could be seen: the create call may be made. The note for the record.
    Nobody(&'static str),
    /// The send went elsewhere, or waits.
    Went(Went),
}

pub(super) async fn look(step: Step<'_>) -> Result<Looked, LedgerError> {
    if is_being_sent_elsewhere(step).await? {
        let problem = problems::same_person_on_the_way();
        let note = "waits for another send of the same person";
        return step
            .wait(problem, FOR_THE_OTHER, note)
            .await
            .map(Looked::Went);
    }
    let ours = step.sender.ledger.employees(&step.lease.account).await?;
    match found(step, &ours).await {
        Ok(matches) if matches.is_empty() => {
            step.bamboohr.health().went_well().await?;
            Ok(Looked::Nobody("about to send"))
        }
        Ok(matches) => {
            step.bamboohr.health().went_well().await?;
            let change = Change {
                problem: Some(problems::twin_found(matches.len())),
                matches: Some(matches),
                ..Change::noted("people were found who may be this person")
            };
            step.advance(SendState::TwinFound, &change)
                .await
                .map(Looked::Went)
        }
        Err(error) => could_not_look(step, &error).await,
    }
}

/// Who may be this person, but for those whom somebody has said are not.
async fn found(step: Step<'_>, ours: &[String]) -> Result<Vec<PossibleMatch>, Error> {
    let field = step.sender.options.candidate_id_field.as_ref();
    let holders = with_candidate_id(step, field).await?;
    let people = everybody(step.bamboohr).await?;
    let is_new = |id: &String| !step.record.known_before.contains(id);
    let mut matches = Vec::new();
    for twin in twins(&step.record.plan, &people) {
        let person = people.iter().find(|person| person.id == twin.employee);
        if let Some(person) = person.filter(|person| is_new(&person.id)) {
            matches.push(shown(step.bamboohr, person, Some(twin.why), ours));
        }
    }
    for holder in holders.iter().filter(|id| is_new(id)) {
        if matches.iter().all(|found| found.employee.id != *holder) {
            let listed = people.iter().find(|person| person.id == *holder);
            let person = match listed {
                Some(person) => person.clone(),
                None => {
                    let id = EmployeeId::parse(holder).ok_or(Error::Invalid("no employee id"))?;
                    one(step.bamboohr, &id).await?
                }
            };
            matches.push(shown(
                step.bamboohr,
                &person,
                Some("holds this candidate’s id"),
                ours,
            ));
        }
    }
    Ok(matches)
}

/// Two candidates can be one person, in one batch even. Whoever is on the way is not in BambooHR's list yet;
/// of two that have not left, the older one goes first.
async fn is_being_sent_elsewhere(step: Step<'_>) -> Result<bool, LedgerError> {
    let record = step.record;
    let others = step.sender.ledger.creating(&step.lease.account).await?;
    Ok(others.into_iter().any(|other| {
        let goes_first = match other.state {
            SendState::InFlight | SendState::Unknown => true,
            SendState::Intent => {
                other.batch.is_some()
                    && other.batch == record.batch
                    && (&other.started_at, other.id.as_str())
                        < (&record.started_at, record.id.as_str())
            }
            _ => false,
        };
        let text = |alias: &str| other.plan.text(alias).map(str::to_owned);
        let person = KnownPerson {
            id: other.id.as_str().to_owned(),
            first_name: text("firstName"),
            last_name: text("lastName"),
            home_email: text("homeEmail"),
            work_email: text("workEmail"),
            hire_date: text("hireDate"),
            birth_date: text("dateOfBirth"),
            ..KnownPerson::default()
        };
        goes_first && other.id != record.id && !twins(&record.plan, &[person]).is_empty()
    }))
}

async fn could_not_look(step: Step<'_>, error: &Error) -> Result<Looked, LedgerError> {
    let trouble = step.bamboohr.health().went_wrong(error).await?;
    let has_email = ["homeEmail", "workEmail"]
        .into_iter()
        .any(|alias| step.record.plan.text(alias).is_some());
    if is_about_this_question(error) && (has_email || step.record.accepts_twins) {
        let note = "about to send; this key may not look who is there already";
        return Ok(Looked::Nobody(note));
    }
    let gives_up = match trouble {
        Trouble::Busy(_) | Trouble::KeyRejected => false,
        Trouble::Particular => true,
        Trouble::OutOfReach | Trouble::Unreadable => step.record.looks + 1 >= MOST_LOOKS,
    };
    if !gives_up {
        let note = "BambooHR cannot be asked now; nothing was sent";
        let waiting = step.wait(problems::waiting_to_create(trouble), trouble.pause(), note);
        return waiting.await.map(Looked::Went);
    }
    if step.record.accepts_twins {
        let note = "about to send; nobody could look who is there already";
        return Ok(Looked::Nobody(note));
    }
    let change = Change {
        problem: Some(problems::could_not_look(error)),
        matches: Some(Vec::new()),
        ..Change::noted("nobody could look whether the person is there already")
    };
    step.advance(SendState::TwinFound, &change)
        .await
        .map(Looked::Went)
}
