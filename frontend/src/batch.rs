//! Candidates chosen to be sent together, kept until they are on their way, and what was typed for them, kept until
//! they have arrived: a reload must lose neither, and a refusal must not lose the typing.
//!
//! Like a draft it lies in the tab only. The typing is kept apart from that of a candidate's own form, because
//! the two ask for different fields.

use handoff::interface::BatchCandidate;
use handoff::{CandidateId, Form, Section};

use crate::draft::{self, Draft};
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

/// Forgets the choice: it is on its way. What was typed is kept until each has arrived, because whoever is refused
/// is corrected and sent again.
pub fn forget_choice(shelf: &impl Shelf) {
    shelf.clear(CHOSEN);
}

/// What was typed for a candidate in a batch, as far as the candidate's own form asks for it.
pub fn typed(shelf: &impl Shelf, form: &Form) -> Option<Draft> {
    draft::restore_at(shelf, &draft_key(&form.candidate), form)
}

/// The missing fields of one candidate as a form.
pub fn form_of(candidate: &BatchCandidate) -> Form {
    Form {
        sections: vec![Section {
            title: candidate.name.clone(),
            fields: candidate.missing.clone(),
        }],
        ..Form::new(candidate.id.clone())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::form_model::FormModel;
    use crate::form_model::sample::{form, text};
    use crate::shelf::MemoryShelf;
    use handoff::{FieldId, Prefill, Submission, batch_missing};

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
        forget_choice(&shelf);
        assert_eq!(chosen(&shelf), []);
        let kept: Vec<_> = shelf.0.borrow().keys().cloned().collect();
        assert_eq!(
            kept,
            ["batch:cand_1", "batch:cand_2"],
            "nobody has arrived yet"
        );
    }

    #[test]
    fn what_was_typed_in_a_batch_is_there_in_the_candidates_own_form() {
        let (shelf, form) = (MemoryShelf::default(), form());
        assert_eq!(typed(&shelf, &form), None);
        let kept = r#"{"entries":{"city":"Oslo"}}"#;
        shelf.put(&draft_key(&form.candidate), kept);
        let model = FormModel::new(form.clone(), typed(&shelf, &form));
        let entries = &model.entries().entries;
        assert_eq!(entries.get(&FieldId::new("city")), Some(&text("Oslo")));
        let first_name = FieldId::new("firstName");
        assert_eq!(
            entries.get(&first_name),
            form.prefilled().entries.get(&first_name),
            "the rest is as the form offers it"
        );
    }

    #[test]
    fn a_field_that_is_missing_only_because_of_another_is_asked_for() {
        let mut whole = form();
        whole
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.fields)
            .filter(|field| field.id.as_str() == "city")
            .for_each(|city| {
                city.prefill = Some(Prefill {
                    entry: text("Oslo"),
                    origin: "the candidate’s profile".to_owned(),
                    found: None,
                });
            });
        let mut missing = batch_missing(&whole, &Submission::default());
        missing.retain(|field| field.id.as_str() == "country");
        let candidate = BatchCandidate {
            id: id("cand_1"),
            name: "Ann Example".to_owned(),
            job_title: String::new(),
            obstacle: None,
            send: None,
            missing,
        };
        let mut model = FormModel::new(form_of(&candidate), None);
        assert!(!model.is_complete());
        model.enter(&FieldId::new("country"), text("Norway"));
        assert!(model.is_complete());
    }
}
