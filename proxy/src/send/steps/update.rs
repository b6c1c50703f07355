//! Changes an employee who is there: only the values that differ, so that nothing is written twice.

use bamboohr::AsOf;
use handoff::{Outcome as Compared, PlannedField, compare};

use super::super::values::of_fields;
use super::{Carrying, Outcome, after_writing};
use crate::crash::{self, Point};
use crate::ledger::LedgerError;

pub(super) async fn update(
    carrying: Carrying<'_>,
    fields: &[PlannedField],
) -> Result<Outcome, LedgerError> {
    let client = carrying.step.bamboohr.client();
    let aliases: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    let stored = match client
        .employee(carrying.employee, &aliases, AsOf::Planned)
        .await
    {
        Ok(stored) => stored.into_texts(),
        Err(error) => return Ok(Outcome::Later(error)),
    };
    let receipt = compare(fields, &stored);
    let differing = fields
        .iter()
        .zip(&receipt.lines)
        .filter(|(_, line)| match line.outcome {
            Compared::Stored => false,
            Compared::Differs { .. } => true,
            // What cannot be read is written once: nobody could say whether it has to be again.
            Compared::NotVisible => carrying.record.attempts == 0,
        })
        .map(|(field, _)| field);
    let changes = of_fields(differing);
    if changes.is_empty() {
        return Ok(Outcome::Done("every value was there already"));
    }
    if !carrying.may_write().await? {
        return Ok(Outcome::NotOurs);
    }
    let answer = client.update_employee(carrying.employee, &changes).await;
    crash::point(Point::AfterUpdateAnswer);
    Ok(match answer {
        Ok(_) => Outcome::Done("the values were changed"),
        Err(error) => after_writing(error),
    })
}
