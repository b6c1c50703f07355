//! The last step: read every value that was sent, and keep the receipt. Reading is harmless.

use bamboohr::AsOf;
use handoff::interface::SendState;
use handoff::{Step as PlanStep, compare};

use super::super::{Went, problems};
use super::{Carrying, Outcome};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{Change, LedgerError};

pub(super) async fn read_back(carrying: Carrying<'_>) -> Result<Outcome, LedgerError> {
    let step = carrying.step;
    let client = step.bamboohr.client();
    let fields = step.record.plan.fields();
    let aliases: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    let stored = client
        .employee(carrying.employee, &aliases, AsOf::Planned)
        .await;
    let mut stored = match stored {
        Ok(stored) => stored.into_texts(),
        Err(error) => {
            return Ok(match Trouble::of(&error) {
                Trouble::Particular => Outcome::Failed(problems::of_read_back(&error)),
                _ => Outcome::Later(error),
            });
        }
    };
    // Values that only a row has are looked up there; a table that this key may not read shows nothing.
    for planned in &step.record.plan.steps {
        let PlanStep::SetRow { table, fields, .. } = planned else {
            continue;
        };
        if fields
            .iter()
            .all(|field| stored.contains_key(field.id.as_str()))
        {
            continue;
        }
        let rows = match client.rows(carrying.employee, table.code()).await {
            Ok(rows) => rows,
            Err(error) if Trouble::of(&error) == Trouble::Particular => continue,
            Err(error) => return Ok(Outcome::Later(error)),
        };
        for row in rows {
            for (field, text) in planned.values_in(&row.columns.into_texts()) {
                stored.entry(field).or_insert(text);
            }
        }
    }
    let receipt = compare(fields.iter().copied(), &stored);
    crash::point(Point::BeforeReceiptCommit);
    // The receipt belongs to the send, which stays in the state it is in.
    let change = Change {
        receipt: Some(receipt),
        ..Change::noted("read back and compared")
    };
    if step.advance(SendState::Created, &change).await? == Went::Lost {
        return Ok(Outcome::NotOurs);
    }
    Ok(Outcome::Done("read back and compared"))
}
