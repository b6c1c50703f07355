//! The record of who did what.

use handoff::interface::{AuditEntry, AuditPage, AuditSearch, AuditVerdict};

use super::{AT, Example, ID, text};
use crate::ledger::What;

impl Example for AuditSearch {
    fn example() -> Self {
        Self {
            who: text("Ann Lee"),
            what: text(What::AtsKeyMade.code()),
            before: None,
        }
    }
}

impl Example for AuditPage {
    fn example() -> Self {
        let (what, words) = (What::AtsKeyMade.code(), "Made a server key");
        Self {
            entries: vec![AuditEntry {
                sequence: 12,
                at: AT.to_owned(),
                who: "Ann Lee".to_owned(),
                what: what.to_owned(),
                words: words.to_owned(),
                about: ID.to_owned(),
                note: "Acme ATS: forms".to_owned(),
            }],
            total: 1,
            next: None,
            kinds: vec![(what.to_owned(), words.to_owned())],
        }
    }
}

impl Example for AuditVerdict {
    fn example() -> Self {
        Self {
            sequence: 12,
            hash: "0".repeat(64),
            problem: None,
        }
    }
}
