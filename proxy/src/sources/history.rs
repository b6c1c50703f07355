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
        None if told.is_in_part => format!(
            "Pinpoint was told that not everything is stored yet: a comment there has employee {employee} and the way to \
             their page"
        ),
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
            state: match told.is_in_part {
                true => SendState::Incomplete,
                false => SendState::Done,
            },
            words,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::SendId;

    #[test]
    fn that_something_is_missing_is_told_in_other_words_than_its_end() {
        let said = |is_in_part, problem: Option<&str>| {
            let told = Told {
                send: SendId::parse("0123456789abcdef0123456789abcdef").unwrap(),
                at: "2026-01-02T03:04:05Z".to_owned(),
                employee: "4711".to_owned(),
                problem: problem.map(str::to_owned),
                is_waiting: problem.is_some(),
                is_in_part,
            };
            match entry(told).what {
                Happened::Sent { state, words, .. } => (state, words),
                other => panic!("{other:?}"),
            }
        };
        let (state, words) = said(true, None);
        assert_eq!(state, SendState::Incomplete);
        assert!(words.contains("not everything is stored yet"), "{words}");
        let (state, words) = said(false, None);
        assert_eq!(state, SendState::Done);
        assert!(!words.contains("not everything"), "{words}");
        let (_, words) = said(true, Some("It is tried again."));
        assert!(words.starts_with("Pinpoint is not told yet"), "{words}");
    }
}
