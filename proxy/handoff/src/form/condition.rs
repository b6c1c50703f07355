//! When a field must have a value: always, never, or because of what is in others.

use serde::{Deserialize, Serialize};

use super::{Entry, Submission};
use crate::catalogue::{FieldId, same_text};

/// Whether a field must have a value, whatever is in the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// It need not.
    Optional,
    /// BambooHR refuses the employee otherwise.
    #[serde(rename = "required_by_bamboohr")]
    RequiredByBambooHr,
    /// The company decided so.
    RequiredBySetup,
}

/// What makes a field needed that is optional otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// One of these is enough.
    pub any_of: Vec<Trigger>,
    /// A value in one of these does instead: a social security number, or else an employer's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<FieldId>,
    /// Why, as the end of a sentence that begins with the field's label.
    pub reason: String,
}

/// Another field with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trigger {
    /// The other field.
    pub field: FieldId,
    /// The texts that count, in any case; empty when every value does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
}

impl Condition {
    /// Whether a value is needed with these entries.
    pub fn holds(&self, submission: &Submission) -> bool {
        let is_met = |trigger: &Trigger| trigger.is_met(submission.given(&trigger.field));
        let has_instead = |id: &FieldId| submission.given(id).is_some();
        self.any_of.iter().any(is_met) && !self.unless.iter().any(has_instead)
    }
}

impl Trigger {
    /// Any value of this field.
    pub fn any(alias: &str) -> Self {
        Self {
            field: FieldId::new(alias),
            is: Vec::new(),
        }
    }

    /// One of these texts in this field.
    pub fn one_of(alias: &str, texts: &[String]) -> Self {
        Self {
            field: FieldId::new(alias),
            is: texts.to_vec(),
        }
    }

    /// Whether this entry of the field counts; `None` is a blank one.
    pub(crate) fn is_met(&self, entry: Option<&Entry>) -> bool {
        match entry {
            None => false,
            Some(_) if self.is.is_empty() => true,
            Some(Entry::Text(text)) => self.is.iter().any(|one| same_text(one, text)),
            Some(Entry::Money { .. }) => false,
        }
    }
}
