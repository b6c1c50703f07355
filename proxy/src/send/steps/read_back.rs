//! The last step: read every value that was sent, and keep the receipt. Reading is harmless, so it is
//! tried again; a person is waiting for the receipt, so not for ever.

use std::time::Duration;

use bamboohr::AsOf;
use handoff::interface::SendState;
use handoff::{Step as PlanStep, compare};

use super::super::{Went, problems};
use super::{Carrying, MOST_TRIES, Outcome};
use crate::connection::Trouble;
use crate::crash::{self, Point};
use crate::ledger::{Change, LedgerError, StepState};

/// A new person may not be readable at once.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) async fn read_back(carrying: Carrying<'_>) -> Result<Went, LedgerError> {
    let step = carrying.step;
    let client = step.bamboohr.client();
    let fields = step.record.plan.fields();
    let aliases: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    let lease = step.lease;
    // Counts the try: a process that dies here again and again must not begin for ever.
    let begun = step
        .sender
        .ledger
        .set_step(
            lease,
            carrying.position,
            StepState::Running,
            None,
            "reading back",
        )
        .await?;
    if !begun {
        return Ok(Went::Lost);
    }
    match client
        .employee(carrying.employee, &aliases, AsOf::Planned)
        .await
    {
        Ok(stored) => {
            let mut stored = stored.into_texts();
            // Values that only a row has are looked up there; a table that cannot be read shows nothing.
            for planned in &step.record.plan.steps {
                if let PlanStep::SetRow { table, fields, .. } = planned
                    && fields
                        .iter()
                        .any(|field| !stored.contains_key(field.id.as_str()))
                    && let Ok(rows) = client.rows(carrying.employee, table.code()).await
                {
                    for row in rows {
                        for (field, text) in planned.values_in(&row.columns.into_texts()) {
                            stored.entry(field).or_insert(text);
                        }
                    }
                }
            }
            let receipt = compare(fields.iter().copied(), &stored);
            crash::point(Point::BeforeReceiptCommit);
            // The receipt belongs to the send: it stays in the state it is in.
            let change = Change {
                receipt: Some(receipt),
                ..Change::noted("read back and compared")
            };
            if step.advance(SendState::Created, &change).await? == Went::Lost {
                return Ok(Went::Lost);
            }
            carrying.note(Outcome::Done("read back and compared")).await
        }
        Err(error) => {
            let trouble = Trouble::of(&error);
            let is_last = carrying.record.attempts + 1 >= MOST_TRIES;
            if is_last && !matches!(trouble, Trouble::Busy(_) | Trouble::KeyRejected) {
                let problem = problems::of_read_back(&error);
                return carrying.note(Outcome::Failed(problem)).await;
            }
            let trouble = step.bamboohr.health().went_wrong(&error).await?;
            let problem = problems::waiting(trouble);
            let waiting = step
                .sender
                .ledger
                .set_step(
                    lease,
                    carrying.position,
                    StepState::Waiting,
                    Some(&problem),
                    "it waits for BambooHR",
                )
                .await?;
            Ok(if waiting {
                Went::Waits(trouble.pause().max(PAUSE))
            } else {
                Went::Lost
            })
        }
    }
}
