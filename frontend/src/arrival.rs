//! The end of what the tab keeps about a candidate: as soon as it is known that the employee exists.
//!
//! Every room that hears how a send stands passes it on to here, because nobody knows in which one a
//! person will hear it.

use handoff::CandidateId;
use handoff::interface::SendState;

use crate::shelf::Shelf;
use crate::{attempt, batch, draft};

/// Forgets everything kept about the candidate when the employee exists.
pub fn note(shelf: &impl Shelf, candidate: &CandidateId, state: SendState) {
    if state.employee_exists() {
        draft::forget(shelf, candidate);
        attempt::forget(shelf, candidate);
        shelf.clear(&batch::draft_key(candidate));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form_model::sample::{form, text};
    use crate::shelf::MemoryShelf;
    use handoff::FieldId;

    #[test]
    fn everything_is_forgotten_when_the_employee_exists_and_not_before() {
        for state in SendState::ALL {
            let (shelf, form) = (MemoryShelf::default(), form());
            let mut entries = form.prefilled();
            entries.entries.insert(FieldId::new("city"), text("Oslo"));
            let draft = draft::Draft {
                entries: entries.clone(),
                ..draft::Draft::default()
            };
            draft::save(&shelf, &form, &draft);
            draft::kept::note(&shelf, &form.candidate, draft::kept::Kept::default());
            attempt::key_for(&shelf, form.candidate.as_str(), "{}", String::new);
            attempt::became(&shelf, &form.candidate, "s1", &entries);
            draft::save_at(&shelf, &batch::draft_key(&form.candidate), &form, &draft);
            note(&shelf, &form.candidate, state);
            let exists = ["created", "incomplete", "done"].contains(&state.code());
            assert_eq!(shelf.0.borrow().is_empty(), exists, "{state:?}");
        }
    }
}
