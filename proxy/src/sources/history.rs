//! What the source of a candidate was told of them, as lines of their history.

use handoff::CandidateId;
use handoff::interface::{Happened, HistoryEntry, SendState};

use super::Sources;
use crate::account::AccountId;
use crate::ledger::{LedgerError, Told};

impl Sources {
    /// The history with what the candidate's source was told, and what it could not be told, the newest first.
    pub(crate) async fn with_what_was_told(
        &self,
        account: &AccountId,
        id: &CandidateId,
        mut history: Vec<HistoryEntry>,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        let told = self.ledger.told(account, id).await?;
        if told.is_empty() {
            return Ok(history);
        }
        history.extend(told.into_iter().map(entry));
        // What happened at the same moment stays in its order.
        history.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(history)
    }
}

fn entry(told: Told) -> HistoryEntry {
    let employee = &told.employee;
    let words = match &told.problem {
        None => format!(
            "Pinpoint was told: a comment there has employee {employee} and the way to their page"
        ),
        Some(why) if told.is_waiting => {
            format!("Pinpoint is not told yet that this is employee {employee}. {why}")
        }
        Some(why) => format!("Pinpoint was not told that this is employee {employee}. {why}"),
    };
    HistoryEntry {
        at: told.at,
        who: None,
        reason: None,
        what: Happened::Sent {
            send: told.send.as_str().to_owned(),
            state: SendState::Done,
            words,
        },
    }
}
