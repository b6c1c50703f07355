//! What somebody began: the idempotency key of a request whose answer has not arrived yet, and
//! afterwards what a send was about.
//!
//! A key belongs to one exact body. Pressing the button again after a lost answer repeats both, so the
//! proxy recognises the repetition; another body gets another key. What was sent is kept as
//! fingerprints only, and like the draft it must not outlive the tab.

use handoff::{CandidateId, Entry, FieldId, Submission};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::shelf::Shelf;

#[derive(Serialize, Deserialize)]
struct Attempt {
    key: String,
    body: u64,
}

#[derive(Serialize, Deserialize)]
struct Sent {
    send: String,
    entries: Vec<(FieldId, u64)>,
}

fn attempt_key(subject: &str) -> String {
    format!("attempt:{subject}")
}

fn sent_key(candidate: &CandidateId) -> String {
    format!("sent:{}", candidate.as_str())
}

/// The key to send `body` with: the kept one when this very body is still unanswered, else `fresh`. The subject is
/// what is begun: a candidate's id for a send, a name with a colon for everything else.
pub fn key_for(
    shelf: &impl Shelf,
    subject: &str,
    body: &str,
    fresh: impl FnOnce() -> String,
) -> String {
    let body = fingerprint(body);
    let kept: Option<Attempt> = read(shelf, &attempt_key(subject));
    if let Some(attempt) = kept.filter(|attempt| attempt.body == body) {
        return attempt.key;
    }
    let attempt = Attempt { key: fresh(), body };
    write(shelf, &attempt_key(subject), &attempt);
    attempt.key
}

/// An answer arrived: the next press is a new attempt.
pub fn answered(shelf: &impl Shelf, subject: &str) {
    shelf.clear(&attempt_key(subject));
}

/// The send with this id is about these entries.
pub fn became(shelf: &impl Shelf, candidate: &CandidateId, send: &str, entries: &Submission) {
    let entries = entries.entries.iter();
    let sent = Sent {
        send: send.to_owned(),
        entries: entries
            .map(|(id, entry)| (id.clone(), entry_fingerprint(entry)))
            .collect(),
    };
    write(shelf, &sent_key(candidate), &sent);
}

/// Whether this entry differs from what that send was about. `false` also when the send was made in
/// another tab and nobody here can tell.
pub fn is_corrected(
    shelf: &impl Shelf,
    candidate: &CandidateId,
    send: &str,
    field: &FieldId,
    entry: Option<&Entry>,
) -> bool {
    let sent: Option<Sent> = read(shelf, &sent_key(candidate));
    sent.filter(|sent| sent.send == send).is_some_and(|sent| {
        let mut entries = sent.entries.into_iter();
        let then = entries.find(|(id, _)| id == field);
        then.map(|(_, fingerprint)| fingerprint) != entry.map(entry_fingerprint)
    })
}

/// Forgets the key and what was sent.
pub fn forget(shelf: &impl Shelf, candidate: &CandidateId) {
    answered(shelf, candidate.as_str());
    shelf.clear(&sent_key(candidate));
}

fn read<T: DeserializeOwned>(shelf: &impl Shelf, key: &str) -> Option<T> {
    serde_json::from_str(&shelf.text(key)?).ok()
}

fn write(shelf: &impl Shelf, key: &str, value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        shelf.put(key, &text);
    }
}

fn entry_fingerprint(entry: &Entry) -> u64 {
    fingerprint(&serde_json::to_string(entry).unwrap_or_default())
}

/// FNV-1a, 64 bits. Enough to tell one person's entries apart; two bodies that collide all the same
/// are told apart by the proxy, which refuses a key that it knows from another body.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::form_model::sample::text;
    use crate::shelf::MemoryShelf;

    fn candidate() -> CandidateId {
        CandidateId::parse("cand_1").unwrap()
    }

    fn key(shelf: &MemoryShelf, body: &str, fresh: &str) -> String {
        key_for(shelf, candidate().as_str(), body, || fresh.to_owned())
    }

    #[test]
    fn the_same_body_keeps_its_key_until_an_answer_arrives() {
        let shelf = MemoryShelf::default();
        assert_eq!(key(&shelf, "{1}", "first"), "first");
        assert_eq!(key(&shelf, "{1}", "second"), "first");
        answered(&shelf, candidate().as_str());
        assert_eq!(key(&shelf, "{1}", "third"), "third");
    }

    #[test]
    fn another_body_gets_another_key() {
        let shelf = MemoryShelf::default();
        assert_eq!(key(&shelf, "{1}", "first"), "first");
        assert_eq!(key(&shelf, "{2}", "second"), "second");
        assert_eq!(key(&shelf, "{2}", "third"), "second");
    }

    #[test]
    fn an_entry_is_corrected_when_it_differs_from_what_this_send_was_about() {
        let shelf = MemoryShelf::default();
        let field = FieldId::new("homeEmail");
        let corrected = |send: &str, entry: Option<&Entry>| {
            is_corrected(&shelf, &candidate(), send, &field, entry)
        };
        assert!(!corrected("s1", Some(&text("a@b.example"))));

        let mut entries = Submission::default();
        entries
            .entries
            .insert(field.clone(), text("taken@b.example"));
        became(&shelf, &candidate(), "s1", &entries);
        assert!(!corrected("s1", Some(&text("taken@b.example"))));
        assert!(corrected("s1", Some(&text("a@b.example"))));
        assert!(corrected("s1", None));
        assert!(!corrected("s2", Some(&text("a@b.example"))));
    }

    #[test]
    fn nothing_that_was_typed_can_be_read_and_all_of_it_can_be_forgotten() {
        let shelf = MemoryShelf::default();
        key(&shelf, r#"{"firstName":"Amelia"}"#, "first");
        let mut entries = Submission::default();
        entries
            .entries
            .insert(FieldId::new("firstName"), text("Amelia"));
        became(&shelf, &candidate(), "s1", &entries);
        assert_eq!(shelf.0.borrow().len(), 2);
        assert!(!format!("{:?}", shelf.0.borrow()).contains("Amelia"));
        forget(&shelf, &candidate());
        assert!(shelf.0.borrow().is_empty());
    }
}
