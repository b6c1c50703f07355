//! Created → read the employee back → compare → done. Reading is harmless, so it is tried again.

use std::time::Duration;

use bamboohr::{AsOf, EmployeeId};
use handoff::compare;
use handoff::interface::SendState;

use super::{Step, problems};
use crate::ledger::{Change, LedgerError};

/// Pauses before the second, third and fourth try: a new person may not be readable at once.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

/// A person is waiting for the receipt: a longer wait that BambooHR asks for is cut off, and what could not
/// be read can be read later.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Reads back every value that was sent and stores the receipt.
pub(super) async fn read_back(step: Step<'_>) -> Result<(), LedgerError> {
    let fields = step.record.plan.fields();
    let aliases: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    let id = step.record.employee.as_deref().and_then(EmployeeId::parse);
    let mut pauses = PAUSES.into_iter();
    let change = loop {
        let Some(id) = &id else {
            break Change {
                note: "the employee id cannot be read".to_owned(),
                ..Change::default()
            };
        };
        let client = step.bamboohr.client();
        match client.employee(id, &aliases, AsOf::Planned).await {
            Ok(stored) => {
                let receipt = Some(compare(fields, &stored.into_texts()));
                break Change {
                    receipt,
                    note: "read back and compared".to_owned(),
                    ..Change::default()
                };
            }
            Err(error) => match pauses.next() {
                Some(pause) => {
                    let asked = error.retry_after().unwrap_or_default().min(LONGEST_WAIT);
                    tokio::select! {
                        () = step.sender.stop.cancelled() => return Ok(()),
                        () = tokio::time::sleep(pause.max(asked)) => {}
                    }
                }
                None => {
                    let problem = Some(problems::of_read_back(&error));
                    break Change {
                        problem,
                        note: "could not be read back".to_owned(),
                        ..Change::default()
                    };
                }
            },
        }
    };
    step.write_down((SendState::Created, SendState::Done), &change)
        .await;
    Ok(())
}
