//! How the draft in this tab stands to the one that the proxy keeps for everybody: which version it was made of, and
//! whether the proxy has it. Pure but for the shelf; nothing is fetched here.

use handoff::CandidateId;
use handoff::interface::DraftView;
use serde::{Deserialize, Serialize};

use crate::shelf::Shelf;

/// What this tab knows of the proxy's draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The version of the proxy that this tab has seen; 0 for none.
    pub version: u64,
    /// Whether the proxy has everything that was typed here.
    pub is_saved: bool,
}

/// Which of two drafts is shown when a form is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newest {
    /// What this tab kept, or what the form offers.
    Tab,
    /// What the proxy keeps.
    Proxy,
    /// What this tab kept, and somebody must say which of the two stays: each has what the other lacks.
    Apart,
}

fn key(candidate: &CandidateId) -> String {
    format!("kept:{}", candidate.as_str())
}

/// Notes it.
pub fn note(shelf: &impl Shelf, candidate: &CandidateId, kept: Kept) {
    if let Ok(text) = serde_json::to_string(&kept) {
        shelf.put(&key(candidate), &text);
    }
}

/// What was noted last.
pub fn noted(shelf: &impl Shelf, candidate: &CandidateId) -> Kept {
    let text = shelf.text(&key(candidate));
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Forgets it.
pub fn forget(shelf: &impl Shelf, candidate: &CandidateId) {
    shelf.clear(&key(candidate));
}

/// Decides what is shown. `has_typed` says whether this tab kept anything that the form does not offer.
pub fn newest(kept: Kept, has_typed: bool, theirs: Option<&DraftView>) -> Newest {
    match theirs {
        None => Newest::Tab,
        // Made of that version and newer, also when it is the form as it is offered again.
        Some(theirs) if theirs.version == kept.version && !kept.is_saved => Newest::Tab,
        Some(_) if !has_typed => Newest::Proxy,
        Some(theirs) if theirs.version == kept.version => Newest::Tab,
        Some(_) if kept.is_saved => Newest::Proxy,
        Some(_) => Newest::Apart,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::shelf::MemoryShelf;

    fn theirs(version: u64) -> DraftView {
        DraftView {
            draft: "{}".to_owned(),
            version,
            who: "Priya Shah".to_owned(),
            at: "2026-11-29T10:00:00Z".to_owned(),
            is_mine: false,
            is_fresh: false,
        }
    }

    #[test]
    fn the_newest_is_shown_and_two_that_grew_apart_are_never_chosen_between() {
        let kept = |version, is_saved| Kept { version, is_saved };
        for (kept, has_typed, version, expected) in [
            (kept(0, false), false, None, Newest::Tab),
            (kept(3, false), true, None, Newest::Tab),
            (kept(0, false), false, Some(4), Newest::Proxy),
            (kept(4, true), false, Some(4), Newest::Proxy),
            (kept(4, false), false, Some(4), Newest::Tab),
            (kept(3, true), true, Some(3), Newest::Tab),
            (kept(3, false), true, Some(3), Newest::Tab),
            (kept(3, true), true, Some(4), Newest::Proxy),
            (kept(3, false), true, Some(4), Newest::Apart),
            (kept(0, false), true, Some(1), Newest::Apart),
            (kept(9, false), true, Some(1), Newest::Apart),
        ] {
            let theirs = version.map(theirs);
            let found = newest(kept, has_typed, theirs.as_ref());
            assert_eq!(found, expected, "{kept:?} {has_typed} {version:?}");
        }
    }

    #[test]
    fn what_is_noted_is_there_again_until_it_is_forgotten() {
        let (shelf, id) = (
            MemoryShelf::default(),
            CandidateId::parse("cand_1").unwrap(),
        );
        assert_eq!(noted(&shelf, &id), Kept::default());
        let kept = Kept {
            version: 7,
            is_saved: true,
        };
        note(&shelf, &id, kept);
        assert_eq!(noted(&shelf, &id), kept);
        forget(&shelf, &id);
        assert!(shelf.0.borrow().is_empty());
    }
}
