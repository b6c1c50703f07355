//! Where a first value came from, and that it was changed.

use handoff::{Entry, FieldId, FieldKind, date_in_words};

use super::FormModel;
use crate::words::grouped;

/// Longest value that is quoted whole, in characters.
const LONGEST_QUOTED: usize = 60;

/// What is said below a field about its first value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The sentence, without its full stop.
    pub words: String,
    /// Whether the value is another by now and can be put back.
    pub is_changed: bool,
}

impl FormModel {
    /// What is said about the first value of a field; nothing when it had none.
    pub fn origin(&self, id: &FieldId) -> Option<Origin> {
        let field = self.form.field(id)?;
        let prefill = field.prefill.as_ref()?;
        if field.is_constant {
            return Some(Origin {
                words: "The same for everybody in your company".to_owned(),
                is_changed: false,
            });
        }
        let (origin, value) = (&prefill.origin, in_words(field.kind, &prefill.entry));
        let is_changed = self.draft.entries.entries.get(id) != Some(&prefill.entry);
        let words = match (&prefill.found, is_changed) {
            (None, false) => format!("From {origin}"),
            (Some(found), false) => {
                format!("From {origin}: “{found}”, which your company calls {value}")
            }
            (None, true) => format!("Changed; {origin} says {value}"),
            (Some(found), true) => {
                format!("Changed; {origin} says “{found}”, which your company calls {value}")
            }
        };
        Some(Origin { words, is_changed })
    }

    /// Puts the first value of a field back.
    pub fn put_back(&mut self, id: &FieldId) {
        let field = self.form.field(id);
        let prefill = field.and_then(|field| field.prefill.as_ref());
        if let Some(entry) = prefill.map(|prefill| prefill.entry.clone()) {
            self.enter(id, entry);
        }
    }
}

/// A value inside a sentence.
fn in_words(kind: FieldKind, entry: &Entry) -> String {
    match entry {
        Entry::Money { amount, currency } => format!("{} {currency}", grouped(amount)),
        Entry::Text(text) => match (kind, date_in_words(text)) {
            (FieldKind::Date, Some(date)) => date,
            _ if text.chars().count() > LONGEST_QUOTED => {
                let beginning: String = text.chars().take(LONGEST_QUOTED).collect();
                format!("“{}…”", beginning.trim_end())
            }
            _ => format!("“{text}”"),
        },
    }
}
