//! A row of employment status, job information or compensation: the row of its date holds the values.
//!
//! The table is read first, always: a row that is there is not added again, and a row of the same date
//! with other values is changed. So no row is ever doubled.

use handoff::{RowMatch, Step as PlanStep, Table, match_row};

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
    let mut same_date = None;
    for row in rows {
        match match_row(planned, &row.columns.into_texts()) {
            RowMatch::Same => return Ok(Outcome::Done("the row is there")),
            RowMatch::SameDate => same_date = Some(row.id),
            RowMatch::Other => {}
        }
    }
    if !carrying.may_write().await? {
        return Ok(Outcome::NotOurs);
    }
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
