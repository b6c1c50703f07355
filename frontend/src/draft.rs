//! A recruiter's typing for one candidate, kept so that a reload or a failed send loses nothing.
//!
//! On this computer it lies in the tab's `sessionStorage` and nowhere else: the entries are personal data (address, pay)
//! of somebody who never agreed to have them here, so they must end with the tab. They must not be written to
//! `localStorage`, to a URL or to the console. The proxy keeps them as well, for other tabs and colleagues; [`kept`] says
//! how the two stand to each other.

pub mod kept;
pub mod setup;
pub mod subdomain;

use std::collections::BTreeSet;

use handoff::photo::Crop;
use handoff::{CandidateId, Entry, FieldKind, Form, FormField, Submission, read_date};
use serde::{Deserialize, Serialize};

use crate::form_model::is_long_list;
use crate::shelf::Shelf;

/// What a recruiter made of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Everything entered.
    #[serde(default)]
    pub entries: Submission,
    /// The files that stay behind.
    #[serde(default)]
    pub without: LeftOut,
    /// Categories that were chosen for documents: the document's name and the category's id.
    #[serde(default)]
    pub categories: Vec<(String, String)>,
    /// Names of documents that the employee may see.
    #[serde(default)]
    pub shared: BTreeSet<String>,
    /// The square of the photo, if somebody chose one.
    #[serde(default)]
    pub crop: Option<Crop>,
}

/// Files of a candidate that do not go along. Kept this way round, so that a file that arrives later goes along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Names of documents.
    #[serde(default)]
    pub documents: BTreeSet<String>,
    /// The photo.
    #[serde(default)]
    pub photo: bool,
}

fn key(candidate: &CandidateId) -> String {
    format!("draft:{}", candidate.as_str())
}

/// Keeps the draft, or forgets it when it is what the form offers anyway.
pub fn save(shelf: &impl Shelf, form: &Form, draft: &Draft) {
    save_at(shelf, &key(&form.candidate), form, draft);
}

/// The same for a form that is not the candidate's own, under a key of its own.
pub fn save_at(shelf: &impl Shelf, key: &str, form: &Form, draft: &Draft) {
    match serde_json::to_string(draft) {
        Ok(text) if is_news(form, draft) => shelf.put(key, &text),
        _ => shelf.clear(key),
    }
}

/// The draft of the last visit, as far as the form still asks for it and would show it.
/// `None` when there is none or when it says nothing new.
pub fn restore(shelf: &impl Shelf, form: &Form) -> Option<Draft> {
    restore_at(shelf, &key(&form.candidate), form)
}

/// The same for a form under a key of its own.
pub fn restore_at(shelf: &impl Shelf, key: &str, form: &Form) -> Option<Draft> {
    read(&shelf.text(key)?, form)
}

/// A draft that was written as JSON, as far as the form still asks for it and would show it. `None` when it cannot be
/// read or says nothing new.
pub fn read(text: &str, form: &Form) -> Option<Draft> {
    let mut draft: Draft = serde_json::from_str(text).ok()?;
    let entries = &mut draft.entries.entries;
    entries.retain(|id, entry| form.field(id).is_some_and(|field| can_show(field, entry)));
    let is_there = |name: &String| form.documents.iter().any(|document| document.name == *name);
    let is_category = |id: &String| form.categories.iter().any(|category| category.id == *id);
    draft.without.documents.retain(is_there);
    draft.shared.retain(is_there);
    let categories = &mut draft.categories;
    categories.retain(|(name, id)| is_there(name) && is_category(id));
    draft.without.photo &= form.has_photo();
    let size = form.photo.as_ref().and_then(|photo| photo.size);
    draft.crop = draft
        .crop
        .filter(|crop| size.is_some_and(|size| size.allows(*crop)));
    is_news(form, &draft).then_some(draft)
}

/// Whether a draft says anything but what the form offers by itself.
pub fn is_news(form: &Form, draft: &Draft) -> bool {
    let mut entries = draft.entries.entries.iter();
    draft.without != LeftOut::default()
        || !draft.categories.is_empty()
        || !draft.shared.is_empty()
        || draft.crop.is_some()
        || entries.any(|(id, entry)| !is_as_offered(form.field(id), entry))
}

/// Forgets the draft: the person is in BambooHR, or the recruiter starts over.
pub fn forget(shelf: &impl Shelf, candidate: &CandidateId) {
    shelf.clear(&key(candidate));
    kept::forget(shelf, candidate);
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
    use crate::form_model::sample::{document, form, photo, text};
    use crate::shelf::MemoryShelf;
    use handoff::{Choice, FieldId};

    fn typed(form: &Form, alias: &str, entry: Entry) -> Draft {
        let mut entries = form.prefilled();
        entries.entries.insert(FieldId::new(alias), entry);
        Draft {
            entries,
            ..Draft::default()
        }
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
        let typed = &mut entries.entries.entries;
        typed.insert(FieldId::new("hireDate"), text("incomplete"));
        typed.insert(FieldId::new("city"), text("Oslo"));
        typed.insert(FieldId::new("gone"), text("x"));
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
        let restored = restore(&shelf, &form).unwrap().entries.entries;
        assert_eq!(restored.get(&FieldId::new("city")), Some(&text("Oslo")));
        for alias in ["country", "hireDate", "gone"] {
            assert_eq!(restored.get(&FieldId::new(alias)), None, "{alias}");
        }
    }

    #[test]
    fn files_left_out_are_kept_as_long_as_the_candidate_has_them() {
        let (shelf, mut form) = (MemoryShelf::default(), form());
        form.documents = ["cv.pdf", "offer.pdf"].map(document).into();
        form.photo = Some(photo());
        let mut draft = Draft {
            entries: form.prefilled(),
            without: LeftOut {
                documents: form.documents.iter().map(|one| one.name.clone()).collect(),
                photo: true,
            },
            ..Draft::default()
        };
        save(&shelf, &form, &draft);
        assert_eq!(restore(&shelf, &form), Some(draft.clone()));

        form.documents = vec![document("cv.pdf")];
        form.photo = None;
        draft.without.documents.remove("offer.pdf");
        draft.without.photo = false;
        assert_eq!(restore(&shelf, &form), Some(draft));

        form.documents = Vec::new();
        assert_eq!(restore(&shelf, &form), None);
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
