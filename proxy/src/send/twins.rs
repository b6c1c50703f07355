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
use crate::ledger::{Change, LedgerError, SendRecord};

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
    let others = others(step).await?;
    let is_first = |other: &SendRecord| goes_first(other, step.record);
    if others.iter().any(is_first) {
        return waits_for_the_other(step, FOR_THE_OTHER)
            .await
            .map(Looked::Went);
    }
    let ours = step.ours().await?;
    match found(step, &ours, &others).await {
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
async fn found(
    step: Step<'_>,
    ours: &[String],
    others: &[SendRecord],
) -> Result<Vec<PossibleMatch>, Error> {
    let field = step.sender.options.candidate_id_field.as_ref();
    let is_new = |id: &String| !step.record.known_before.contains(id);
    let mut holders = with_candidate_id(step, field).await?;
    holders.retain(is_new);
    // Whom we have made a moment ago BambooHR may not list yet.
    let made = others.iter().filter_map(|other| {
        let employee = other.employee.as_ref()?;
        Some(KnownPerson::planned(employee, &other.plan))
    });
    let made: Vec<KnownPerson> = made.filter(|person| is_new(&person.id)).collect();
    let mut people = match everybody(step.bamboohr).await {
        Ok(people) => people,
        // A key that may not look at everybody can still be told of somebody.
        Err(error) if !is_about_this_question(&error) => return Err(error),
        Err(error) if holders.is_empty() && made.is_empty() => return Err(error),
        Err(_) => Vec::new(),
    };
    for made in made {
        if people.iter().all(|person| person.id != made.id) {
            people.push(made);
        }
    }
    let mut matches = Vec::new();
    for twin in twins(&step.record.plan, &people) {
        let person = people.iter().find(|person| person.id == twin.employee);
        if let Some(person) = person.filter(|person| is_new(&person.id)) {
            matches.push(shown(step.bamboohr, person, Some(twin.why), ours));
        }
    }
    for holder in &holders {
        if matches.iter().all(|found| found.employee.id != *holder) {
            let listed = people.iter().find(|person| person.id == *holder);
            let person = match listed {
                Some(person) => person.clone(),
                None => holder_by_id(step, holder).await?,
            };
            let why = "holds this candidate’s id";
            matches.push(shown(step.bamboohr, &person, Some(why), ours));
        }
    }
    Ok(matches)
}

/// The holder of the candidate's id is there, whether the key may see who it is or not.
async fn holder_by_id(step: Step<'_>, holder: &str) -> Result<KnownPerson, Error> {
    let id = EmployeeId::parse(holder).ok_or(Error::Invalid("no employee id"))?;
    match one(step.bamboohr, &id).await {
        Err(error) if is_about_this_question(&error) => Ok(KnownPerson::hidden(holder)),
        person => person,
    }
}

/// Whether somebody who may be the same person left for BambooHR while this send waited for its turn. Asked
/// once this send is in flight itself: of two that ask, at least one sees the other.
pub(super) async fn left_meanwhile(step: Step<'_>) -> Result<Option<Duration>, LedgerError> {
    let others = others(step).await?;
    let left = others.iter().find(|other| match &other.employee {
        Some(employee) => !step.record.known_before.contains(employee),
        None => other.state != SendState::Intent,
    });
    // The older one comes back sooner, so that the two do not meet again.
    Ok(left.map(|other| {
        if is_older(other, step.record) {
            FOR_THE_OTHER
        } else {
            FOR_THE_OTHER / 4
        }
    }))
}

/// Waits for another send of the same person.
pub(super) async fn waits_for_the_other(
    step: Step<'_>,
    pause: Duration,
) -> Result<Went, LedgerError> {
    let problem = problems::same_person_on_the_way();
    let note = "waits for another send of the same person";
    step.wait(problem, pause, None, note).await
}

/// Two candidates can be one person, in one batch even: other sends that create the same person.
async fn others(step: Step<'_>) -> Result<Vec<SendRecord>, LedgerError> {
    let (ledger, settle) = (&step.sender.ledger, step.sender.options.settle);
    let mut others = ledger.creating(&step.lease.account, settle).await?;
    others.retain(|other| {
        let person = KnownPerson::planned(other.id.as_str(), &other.plan);
        let is_near = step.bamboohr.is_of(&other.company);
        is_near && other.id != step.record.id && !twins(&step.record.plan, &[person]).is_empty()
    });
    Ok(others)
}

/// Whether `other` is on its way and `record` has to wait for it. Of two in one batch that have not left, the
/// older one goes first.
fn goes_first(other: &SendRecord, record: &SendRecord) -> bool {
    match other.state {
        SendState::InFlight | SendState::Unknown => true,
        SendState::Intent => {
            other.batch.is_some() && other.batch == record.batch && is_older(other, record)
        }
        _ => false,
    }
}

fn is_older(other: &SendRecord, record: &SendRecord) -> bool {
    (&other.started_at, other.id.as_str()) < (&record.started_at, record.id.as_str())
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
        let problem = problems::waiting_to_create(trouble);
        let waiting = step.wait(problem, trouble.pause(), Some(trouble), note);
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
