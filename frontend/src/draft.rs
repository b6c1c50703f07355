//! A recruiter's typing for one candidate, kept so that a reload or a failed send loses nothing.
//!
//! It lies in the tab's `sessionStorage` and nowhere else: the entries are personal data (address, pay)
//! of somebody who never agreed to have them on this computer, so they must end with the tab. They
//! must not be written to `localStorage`, to a URL or to the console.

use handoff::{CandidateId, Entry, FieldKind, Form, FormField, Submission, read_date};

use crate::form_model::is_long_list;
use crate::shelf::Shelf;

fn key(candidate: &CandidateId) -> String {
    format!("draft:{}", candidate.as_str())
}

/// Keeps the entries, or forgets the draft when they are what the form offers anyway.
pub fn save(shelf: &impl Shelf, form: &Form, entries: &Submission) {
    let is_news = entries
        .entries
        .iter()
        .any(|(id, entry)| !is_as_offered(form.field(id), entry));
    match serde_json::to_string(entries) {
        Ok(text) if is_news => shelf.put(&key(&form.candidate), &text),
        _ => forget(shelf, &form.candidate),
    }
}

/// The entries of the last visit, as far as the form still asks for them and would show them.
/// `None` when there are none or when they say nothing new.
pub fn restore(shelf: &impl Shelf, form: &Form) -> Option<Submission> {
    let text = shelf.text(&key(&form.candidate))?;
    let mut draft: Submission = serde_json::from_str(&text).ok()?;
    draft
        .entries
        .retain(|id, entry| form.field(id).is_some_and(|field| can_show(field, entry)));
    let is_news = draft
        .entries
        .iter()
        .any(|(id, entry)| !is_as_offered(form.field(id), entry));
    is_news.then_some(draft)
}

/// Forgets the draft: the person is in BambooHR, or the recruiter starts over.
pub fn forget(shelf: &impl Shelf, candidate: &CandidateId) {
    shelf.clear(&key(candidate));
}

fn is_as_offered(field: Option<&FormField>, entry: &Entry) -> bool {
    match field.and_then(|field| field.prefill.as_ref()) {
        Some(prefill) => prefill.entry == *entry,
        None => entry.is_blank(),
    }
}

/// A select or a date input shows nothing for a value it does not know; such an entry would be sent
/// without anybody having seen it.
fn can_show(field: &FormField, entry: &Entry) -> bool {
    match (field.kind, entry) {
        (FieldKind::Money, Entry::Money { .. }) => true,
        (FieldKind::Money, Entry::Text(_)) | (_, Entry::Money { .. }) => false,
        (_, entry) if entry.is_blank() => true,
        (FieldKind::Choice, Entry::Text(_)) if is_long_list(field) => true,
        (FieldKind::Choice, Entry::Text(text)) => {
            field.choices.iter().any(|choice| choice.value == *text)
        }
        (FieldKind::Date, Entry::Text(text)) => read_date(text).is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]

    use super::*;
    use crate::form_model::sample::{form, text};
    use crate::shelf::MemoryShelf;
    use handoff::{Choice, FieldId};

    fn typed(form: &Form, alias: &str, entry: Entry) -> Submission {
        let mut entries = form.prefilled();
        entries.entries.insert(FieldId::new(alias), entry);
        entries
    }

    #[test]
    fn typing_comes_back_for_the_same_candidate_only() {
        let (shelf, form) = (MemoryShelf::default(), form());
        let entries = typed(&form, "city", text("Oslo"));
        save(&shelf, &form, &entries);
        assert_eq!(restore(&shelf, &form), Some(entries));

        let mut other = form;
        other.candidate = CandidateId::parse("cand_2").unwrap();
        assert_eq!(restore(&shelf, &other), None);
    }

    #[test]
    fn entries_as_offered_are_no_draft() {
        let (shelf, form) = (MemoryShelf::default(), form());
        save(&shelf, &form, &typed(&form, "city", text("Oslo")));
        save(&shelf, &form, &typed(&form, "city", text("")));
        assert!(shelf.0.borrow().is_empty());
    }

    #[test]
    fn a_cleared_prefill_is_a_draft() {
        let (shelf, form) = (MemoryShelf::default(), form());
        let entries = typed(&form, "firstName", text(""));
        save(&shelf, &form, &entries);
        assert_eq!(restore(&shelf, &form), Some(entries));
    }

    #[test]
    fn entries_the_form_could_not_show_are_left_out() {
        let (shelf, mut form) = (MemoryShelf::default(), form());
        let mut entries = typed(&form, "country", text("Norway"));
        entries
            .entries
            .insert(FieldId::new("hireDate"), text("incomplete"));
        entries.entries.insert(FieldId::new("city"), text("Oslo"));
        entries.entries.insert(FieldId::new("gone"), text("x"));
        save(&shelf, &form, &entries);

        let country = form
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.fields);
        country
            .filter(|field| field.id.as_str() == "country")
            .for_each(|field| {
                field.choices = vec![Choice::new("Sweden")];
            });
        let restored = restore(&shelf, &form).unwrap().entries;
        assert_eq!(restored.get(&FieldId::new("city")), Some(&text("Oslo")));
        for alias in ["country", "hireDate", "gone"] {
            assert_eq!(restored.get(&FieldId::new(alias)), None, "{alias}");
        }
    }

    #[test]
    fn a_forgotten_draft_is_gone() {
        let (shelf, form) = (MemoryShelf::default(), form());
        save(&shelf, &form, &typed(&form, "city", text("Oslo")));
        forget(&shelf, &form.candidate);
        assert_eq!(restore(&shelf, &form), None);
    }

    #[test]
    fn a_damaged_draft_is_ignored() {
        let (shelf, form) = (MemoryShelf::default(), form());
        shelf.put("draft:cand_1", "{broken");
        assert_eq!(restore(&shelf, &form), None);
    }
}
