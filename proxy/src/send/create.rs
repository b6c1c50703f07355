//! Intent → in flight → the one create call → what its answer means.

use std::collections::BTreeMap;

use bamboohr::FieldValue;
use handoff::interface::SendState;
use handoff::{Entry, Plan};

use super::{Step, problems};
use crate::ledger::{Change, LedgerError};

/// Makes the create call. The only caller of `create_employee` in this program.
pub(super) async fn create(step: Step<'_>) -> Result<(), LedgerError> {
    let on_its_way = Change {
        note: "about to send".to_owned(),
        ..Change::default()
    };
    if !step.advance(SendState::InFlight, &on_its_way).await? {
        return Ok(());
    }
    let outcome = step
        .bamboohr
        .client()
        .create_employee(&values(&step.record.plan))
        .await;
    let (state, change) = match outcome {
        Ok(id) => {
            let employee = Some(id.as_str().to_owned());
            (
                SendState::Created,
                Change {
                    employee,
                    note: "BambooHR confirmed the employee".to_owned(),
                    ..Change::default()
                },
            )
        }
        Err(error) => {
            let (state, problem) = problems::of_create(&error);
            (
                state,
                Change {
                    problem: Some(problem),
                    note: "BambooHR did not confirm".to_owned(),
                    ..Change::default()
                },
            )
        }
    };
    let was_ours = step.write_down((SendState::InFlight, state), &change).await;
    if !was_ours && state != SendState::Unknown {
        // Another process took this one for dead and began to search. Here is the answer.
        step.write_down((SendState::Unknown, state), &change).await;
    }
    Ok(())
}

fn values(plan: &Plan) -> BTreeMap<String, FieldValue> {
    let values = plan.fields().iter().map(|field| {
        let value = match &field.entry {
            Entry::Text(text) => FieldValue::Text(text.clone()),
            Entry::Money { amount, currency } => FieldValue::Money {
                value: amount.clone(),
                currency: currency.clone(),
            },
        };
        (field.id.as_str().to_owned(), value)
    });
    values.collect()
}
