//! Before the create: is this person in BambooHR already?
//!
//! Whoever has the same e-mail address, or the same name and a same date, is shown to a person before
//! anything is sent. A key that may not look goes on: BambooHR itself refuses a second e-mail address.

use handoff::interface::SendState;
use handoff::twins;

use super::people::{everybody, is_about_this_question, shown, with_candidate_id};
use super::{Step, Went, problems};
use crate::ledger::{Change, LedgerError};

/// [`Went::On`] when the create call may be made.
pub(super) async fn look(step: Step<'_>) -> Result<Went, LedgerError> {
    let (sender, account) = (step.sender, &step.lease.account);
    let asked = async {
        let ids = with_candidate_id(step, sender.options.candidate_id_field.as_ref()).await?;
        Ok((ids, everybody(step.bamboohr).await?))
    };
    let (holders, people) = match asked.await {
        Ok(found) => found,
        Err(error) if is_about_this_question(&error) => {
            tracing::info!("this key may not look for people who are there already");
            return Ok(Went::On);
        }
        Err(error) => {
            let trouble = step.bamboohr.health().went_wrong(&error).await?;
            return step
                .wait(
                    problems::waiting_to_create(trouble),
                    trouble.pause(),
                    "BambooHR cannot be asked now; nothing was sent",
                )
                .await;
        }
    };
    step.bamboohr.health().went_well().await?;
    let mut found: Vec<(String, &str)> = twins(&step.record.plan, &people)
        .into_iter()
        .map(|twin| (twin.employee, twin.why))
        .collect();
    for holder in holders {
        if found.iter().all(|(id, _)| *id != holder) {
            found.push((holder, "holds this candidate’s id"));
        }
    }
    if found.is_empty() {
        return Ok(Went::On);
    }
    let ours = sender.ledger.employees(account).await?;
    let matches = found.iter().filter_map(|(id, why)| {
        let person = people.iter().find(|person| person.id == *id)?;
        Some(shown(step, person, Some(why), &ours))
    });
    let change = Change {
        problem: Some(problems::twin_found(found.len())),
        matches: Some(matches.collect()),
        ..Change::noted("people were found who may be this person")
    };
    step.advance(SendState::TwinFound, &change).await
}
