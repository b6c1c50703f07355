//! What a candidate's words could mean when they are no option, and options that are added to a list.

use handoff::{Entry, FieldId, FieldKind, FormField};

use super::FormModel;

/// What is said at a field about the candidate's own value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A sentence or two.
    pub words: String,
    /// Options that could be meant, the likeliest first.
    pub likely: Vec<String>,
    /// The option that could be added to the list.
    pub can_add: Option<String>,
    /// Whether an answer was found: then this is only to be known.
    pub is_settled: bool,
}

impl FormModel {
    /// What is said at a field.
    pub fn notice(&self, id: &FieldId) -> Option<Notice> {
        let field = self.form.field(id)?;
        let found = field.found.as_ref();
        let Some(found) = found.filter(|_| field.kind == FieldKind::Choice) else {
            return Some(Notice {
                words: field.notice.clone()?,
                likely: Vec::new(),
                can_add: None,
                is_settled: false,
            });
        };
        let chosen = match self.draft.entries.given(id) {
            Some(Entry::Text(text)) => field.choices.iter().find(|choice| choice.is_named(text)),
            _ => None,
        };
        Some(match chosen {
            Some(chosen) => Notice {
                words: match chosen.is_named(found) {
                    true => format!("“{found}” is an option of {} in BambooHR now.", field.label),
                    false => format!(
                        "“{found}” is “{}” in BambooHR. It will be remembered for your company when this hire is sent.",
                        chosen.value
                    ),
                },
                likely: Vec::new(),
                can_add: None,
                is_settled: true,
            },
            None => Notice {
                words: field.notice.clone().unwrap_or_else(|| {
                    format!("“{found}” is not an option of {} in BambooHR.", field.label)
                }),
                likely: field.likely.clone(),
                can_add: field.can_add.then(|| found.clone()),
                is_settled: false,
            },
        })
    }

    /// Takes a field as BambooHR has it now, with an option that was just added, and chooses that option.
    pub fn take_field(&mut self, field: FormField, option: &str) {
        let id = field.id.clone();
        let fields = self.form.sections.iter_mut();
        let mut fields = fields.flat_map(|section| &mut section.fields);
        let Some(place) = fields.find(|other| other.id == id) else {
            return;
        };
        // What was found and where the first value came from is known better here.
        place.choices = field.choices;
        let is_there = place.choices.iter().any(|choice| choice.is_named(option));
        self.revise(&id);
        if is_there {
            self.enter(&id, Entry::Text(option.to_owned()));
        }
    }

    /// Counts the changes of a field's own options, for who draws them.
    pub fn revision(&self, id: &FieldId) -> usize {
        self.revised.iter().filter(|revised| *revised == id).count()
    }

    pub(super) fn revise(&mut self, id: &FieldId) {
        self.revised.push(id.clone());
    }
}
