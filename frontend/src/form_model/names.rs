//! What strikes about an answer without being a mistake, and how a name of several parts will be stored.

use handoff::{Entry, FieldId, FieldKind, hints};

use super::FormModel;

const FIRST_NAME: &str = "firstName";
const LAST_NAME: &str = "lastName";

impl FormModel {
    /// What is to be known about the answer of a field, in sentences. It hinders nothing.
    pub fn remarks(&self, id: &FieldId) -> Option<String> {
        // What is wrong is said already.
        if self.shown.contains_key(id) {
            return None;
        }
        let name = self.stored_name(id);
        let all: Vec<String> = name.into_iter().chain(self.slips(id)).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// What looks like a slip; only dates and amounts do.
    fn slips(&self, id: &FieldId) -> Vec<String> {
        let field = self.form.field(id);
        let kind = field.map(|field| field.kind);
        let Some((FieldKind::Date | FieldKind::Money, today)) = kind.zip(self.today) else {
            return Vec::new();
        };
        let all = hints(&self.form, &self.draft.entries, today).into_iter();
        all.filter(|hint| hint.field == *id)
            .map(|hint| hint.message)
            .collect()
    }

    /// Under the last of the two names, when either has several parts: which is stored as what.
    fn stored_name(&self, id: &FieldId) -> Option<String> {
        if id.as_str() != LAST_NAME {
            return None;
        }
        let (first, last) = (self.name(FIRST_NAME)?, self.name(LAST_NAME)?);
        let has_parts = first.contains(' ') || last.contains(' ');
        // A notice about a name that was split says the same.
        let is_said = self.form.field(id).is_some_and(|field| {
            let prefill = field.prefill.as_ref();
            field.notice.is_some() && prefill.is_some_and(|prefill| prefill.entry == text(&last))
        });
        (has_parts && !is_said)
            .then(|| format!("Will be stored as: first name “{first}”, last name “{last}”."))
    }

    fn name(&self, alias: &str) -> Option<String> {
        let name = self.text(&FieldId::new(alias));
        let words: Vec<&str> = name.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}
