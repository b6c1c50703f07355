//! The idempotency key of a send whose answer has not arrived yet.
//!
//! A key belongs to one exact body. Pressing the button again after a lost answer repeats both, so the
//! proxy recognises the repetition; another body gets another key. Like the draft it must not outlive
//! the tab.

use handoff::CandidateId;
use serde::{Deserialize, Serialize};

use crate::shelf::Shelf;

#[derive(Serialize, Deserialize)]
struct Attempt {
    key: String,
    body: String,
}

fn shelf_key(candidate: &CandidateId) -> String {
    format!("attempt:{}", candidate.as_str())
}

/// The key to send `body` with: the kept one when this very body is still unanswered, else `fresh`.
pub fn key_for(
    shelf: &impl Shelf,
    candidate: &CandidateId,
    body: &str,
    fresh: impl FnOnce() -> String,
) -> String {
    let shelf_key = shelf_key(candidate);
    let kept = shelf
        .text(&shelf_key)
        .and_then(|text| serde_json::from_str::<Attempt>(&text).ok());
    if let Some(attempt) = kept.filter(|attempt| attempt.body == body) {
        return attempt.key;
    }
    let attempt = Attempt {
        key: fresh(),
        body: body.to_owned(),
    };
    if let Ok(text) = serde_json::to_string(&attempt) {
        shelf.put(&shelf_key, &text);
    }
    attempt.key
}

/// An answer arrived: the next press is a new attempt.
pub fn answered(shelf: &impl Shelf, candidate: &CandidateId) {
    shelf.clear(&shelf_key(candidate));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::shelf::MemoryShelf;

    fn key(shelf: &MemoryShelf, body: &str, fresh: &str) -> String {
        key_for(shelf, &CandidateId::parse("cand_1").unwrap(), body, || {
            fresh.to_owned()
        })
    }

    #[test]
    fn the_same_body_keeps_its_key_until_an_answer_arrives() {
        let shelf = MemoryShelf::default();
        assert_eq!(key(&shelf, "{1}", "first"), "first");
        assert_eq!(key(&shelf, "{1}", "second"), "first");
        answered(&shelf, &CandidateId::parse("cand_1").unwrap());
        assert_eq!(key(&shelf, "{1}", "third"), "third");
    }

    #[test]
    fn another_body_gets_another_key() {
        let shelf = MemoryShelf::default();
        assert_eq!(key(&shelf, "{1}", "first"), "first");
        assert_eq!(key(&shelf, "{2}", "second"), "second");
        assert_eq!(key(&shelf, "{2}", "third"), "second");
    }
}
