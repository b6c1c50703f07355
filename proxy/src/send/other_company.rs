//! A send for one company while another one is connected: nothing of it may reach that other one.
//!
//! What has not left ends. What may have left is asked of a person, because only they can look into the company it went
//! to. What was created there keeps its steps undone, until that company is connected again.

use handoff::interface::SendState;

use super::{Step, Went, problems, steps};
use crate::ledger::{Change, LedgerError};

/// Leaves the send where no work on it can go on. BambooHR is not asked.
pub(super) async fn leave(step: Step<'_>) -> Result<Went, LedgerError> {
    let company = &step.record.company;
    match step.record.state {
        SendState::Intent => {
            let change = Change {
                problem: Some(problems::meant_for_another(step.record.kind, company)),
                ..Change::noted("BambooHR is connected to another company; nothing was sent")
            };
            step.advance(SendState::NotSent, &change).await
        }
        SendState::Unknown => {
            let change = Change {
                problem: Some(problems::lost_elsewhere(company)),
                matches: Some(Vec::new()),
                ..Change::noted("the answer was lost, and BambooHR is connected to another company")
            };
            step.advance(SendState::NeedsPerson, &change).await
        }
        SendState::Created => steps::give_up(step, problems::step_elsewhere(company)).await,
        _ => Ok(Went::Ended),
    }
}
