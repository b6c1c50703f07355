//! Candidates chosen to be sent together, kept until they are on their way: a reload must not lose the choice nor
//! what was typed for them.
//!
//! Like a draft it lies in the tab only. The typing is kept apart from that of a candidate's own form, because
//! the two ask for different fields.

use handoff::interface::BatchCandidate;
use handoff::{CandidateId, Form, Requirement, Section};

use crate::shelf::Shelf;

const CHOSEN: &str = "batch:chosen";

/// Where the typing for one candidate of the batch is kept.
pub fn draft_key(candidate: &CandidateId) -> String {
    format!("batch:{}", candidate.as_str())
}

/// Keeps the choice.
pub fn choose(shelf: &impl Shelf, candidates: &[CandidateId]) {
    if let Ok(text) = serde_json::to_string(candidates) {
        shelf.put(CHOSEN, &text);
    }
}

/// The choice of the last visit; empty when there is none.
pub fn chosen(shelf: &impl Shelf) -> Vec<CandidateId> {
    let kept = shelf.text(CHOSEN);
    kept.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Forgets the choice, and the typing for those who are on their way.
pub fn forget<'a>(shelf: &impl Shelf, sent: impl IntoIterator<Item = &'a CandidateId>) {
    shelf.clear(CHOSEN);
    for candidate in sent {
        shelf.clear(&draft_key(candidate));
    }
}

/// The missing fields of one candidate as a form. A field that is needed only with others is listed because it
/// is needed now, and the others are not here to say so.
pub fn form_of(candidate: &BatchCandidate) -> Form {
    let mut fields = candidate.missing.clone();
    for field in &mut fields {
        if matches!(field.requirement, Requirement::RequiredWith { .. }) {
            field.requirement = Requirement::RequiredBySetup;
        }
    }
    Form {
        candidate: candidate.id.clone(),
        sections: vec![Section {
            title: candidate.name.clone(),
            fields,
        }],
        notices: Vec::new(),
        documents: Vec::new(),
        has_photo: false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::form_model::FormModel;
    use crate::form_model::sample::{form, text};
    use crate::shelf::MemoryShelf;
    use handoff::FieldId;

    fn id(text: &str) -> CandidateId {
        CandidateId::parse(text).unwrap()
    }

    #[test]
    fn the_choice_is_kept_until_it_is_sent() {
        let shelf = MemoryShelf::default();
        assert_eq!(chosen(&shelf), []);
        let both = [id("cand_1"), id("cand_2")];
        choose(&shelf, &both);
        assert_eq!(chosen(&shelf), both);
        shelf.put(&draft_key(&both[0]), "{}");
        shelf.put(&draft_key(&both[1]), "{}");
        forget(&shelf, [&both[0]]);
        assert_eq!(chosen(&shelf), []);
        let kept: Vec<_> = shelf.0.borrow().keys().cloned().collect();
        assert_eq!(
            kept,
            ["batch:cand_2"],
            "whoever stayed behind keeps the typing"
        );
    }

    #[test]
    fn a_field_that_is_missing_only_because_of_another_is_asked_for() {
        let country = form().field(&FieldId::new("country")).cloned().unwrap();
        let candidate = BatchCandidate {
            id: id("cand_1"),
            name: "Ann Example".to_owned(),
            job_title: String::new(),
            obstacle: None,
            missing: vec![country],
        };
        let mut model = FormModel::new(form_of(&candidate), None);
        assert!(!model.is_complete());
        model.enter(&FieldId::new("country"), text("Norway"));
        assert!(model.is_complete());
    }
}
