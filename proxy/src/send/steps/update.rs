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
    // What cannot be read is written at every try: twice does no harm, and not at all would lose it.
    let differing = fields
        .iter()
        .zip(&receipt.lines)
        .filter(|(_, line)| !matches!(line.outcome, Compared::Stored))
        .map(|(field, _)| field);
    let changes = of_fields(differing);
    if changes.is_empty() {
        return Ok(Outcome::Done("every value was there already"));
    }
    let client = match carrying.leaves().await? {
        Ok(client) => client,
        Err(outcome) => return Ok(outcome),
    };
    let answer = client.update_employee(carrying.employee, &changes).await;
    crash::point(Point::AfterUpdateAnswer);
    Ok(match answer {
        Ok(_) => Outcome::Done("the values were changed"),
        Err(error) => after_writing(error),
    })
}
