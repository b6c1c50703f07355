//! Which options of a list a written text means, on the employee and in rows of tables alike. What becomes of
//! a text that is no option is for whoever asks.

use serde_json::Value;

use super::catalogue::FieldId;
use super::settings::{ArchivedOption, OptionIds};
use super::{Company, values};

/// The options found for a text or array, as they are stored, and whether something was no option.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// With commas in between; `None` when nothing was asked for or found.
    pub(super) text: Option<String>,
    pub(super) misses_some: bool,
}

impl Company {
    /// The option of the list of this field or column. Archived ones count if the company lets them.
    pub(super) fn choose(&self, owner: FieldId, text: &str) -> Option<String> {
        let FieldId::Number(id) = owner else {
            return None;
        };
        let list = self.list_of_field(id)?;
        let archived = || match self.settings.archived_option {
            ArchivedOption::AsUnknown => None,
            ArchivedOption::Accept => list.canonical_archived(text),
        };
        let by_id = || match self.settings.option_ids {
            OptionIds::Unknown => None,
            OptionIds::Accept => list.text_of_current_id(text),
        };
        let found = list.canonical(text).or_else(archived).or_else(by_id);
        found.map(str::to_owned)
    }

    /// Several options, in an array or in one text with commas. An object is neither: `None`.
    pub(super) fn choose_several(&self, owner: FieldId, value: &Value) -> Option<Chosen> {
        let wanted: Vec<Option<String>> = match value {
            Value::Array(items) => items.iter().map(values::scalar).collect(),
            Value::Object(_) => return None,
            simple => {
                let text = values::scalar(simple).unwrap_or_default();
                text.split(',').map(|part| Some(part.to_owned())).collect()
            }
        };
        let mut found = Vec::new();
        let mut misses_some = false;
        for text in wanted {
            match text {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => match self.choose(owner, &text) {
                    Some(option) => found.push(option),
                    None => misses_some = true,
                },
                None => misses_some = true,
            }
        }
        Some(Chosen {
            text: (!found.is_empty()).then(|| found.join(",")),
            misses_some,
        })
    }
}
