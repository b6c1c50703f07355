//! A row of employment status, job information or compensation: the row of its date holds the values.
//!
//! The table is read first, always: a row that is there is not added again, and a row of the same date
//! with other values is changed. So no row is ever doubled.

use handoff::interface::SendKind;
use handoff::{RowMatch, Step as PlanStep, Table, match_row};

use super::super::problems;
use super::super::values::of_columns;
use super::{Carrying, Outcome, after_writing};
use crate::crash::{self, Point};
use crate::ledger::LedgerError;

pub(super) async fn set(
    carrying: Carrying<'_>,
    table: Table,
    planned: &PlanStep,
) -> Result<Outcome, LedgerError> {
    let client = carrying.step.bamboohr.client();
    let rows = match client.rows(carrying.employee, table.code()).await {
        Ok(rows) => rows,
        Err(error) => return Ok(Outcome::Later(error)),
    };
    let is_update = carrying.step.record.kind == SendKind::Update;
    let (mut same, mut same_date) = (false, None);
    for row in rows {
        match match_row(planned, &row.columns.into_texts()) {
            RowMatch::Same => same = true,
            RowMatch::SameDate => same_date = Some(row.id),
            // The values that were compared, and are to be changed, are those of the newest row.
            RowMatch::Newer if is_update => return Ok(Outcome::Failed(problems::newer_row())),
            RowMatch::Newer | RowMatch::Other => {}
        }
    }
    if same {
        return Ok(Outcome::Done("the row is there"));
    }
    let client = match carrying.leaves().await? {
        Ok(client) => client,
        Err(outcome) => return Ok(outcome),
    };
    crash::point(Point::BeforeRowWrite);
    let columns = of_columns(&planned.columns());
    let answer = match &same_date {
        Some(row) => {
            client
                .update_row(carrying.employee, table.code(), row, &columns)
                .await
        }
        None => {
            client
                .add_row(carrying.employee, table.code(), &columns)
                .await
        }
    };
    crash::point(Point::AfterRowAnswer);
    Ok(match answer {
        Ok(()) => Outcome::Done("the row was written"),
        Err(error) => after_writing(error),
    })
}
