//! Action meta: the form that Pinpoint draws.

use serde::Serialize;
use serde_json::{Map, Value};

/// The answer to action meta.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionMeta {
    /// See [`super::Dialect::action_version`].
    pub action_version: String,
    /// [`super::EXPORT_CANDIDATE`].
    pub key: &'static str,
    /// The menu entry.
    pub label: String,
    /// One sentence.
    pub description: String,
    /// In the order in which they are shown.
    pub form_fields: Vec<FormField>,
    /// Where what was entered is handed over.
    pub submit_endpoint: String,
    /// Declared lists, if any.
    #[serde(flatten)]
    pub lists: Map<String, Value>,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Text, or with options a dropdown.
    String,
    /// A date picker.
    Date,
    /// One file.
    File,
    /// Several files.
    Files,
    /// A heading.
    Heading,
    /// Something to read.
    Callout,
}

/// An option of a dropdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SelectOption {
    /// What is shown.
    pub label: String,
    /// What is submitted.
    pub value: String,
}

/// One field, or something that stands between fields. What is not said is left out, because a strict reader could
/// refuse what no example has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// Its key, once in a form.
    pub key: String,
    /// What is shown beside it.
    pub label: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// More words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How a callout looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// Whether it must be filled in.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether nobody may change it.
    #[serde(skip_serializing_if = "is_false")]
    pub readonly: bool,
    /// What is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Options of a dropdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_select_options: Option<Vec<SelectOption>>,
    /// The declared list that has them instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_select_options_list_key: Option<String>,
    /// Options of which several may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_select_options: Option<Vec<SelectOption>>,
    /// Whether the form is asked for anew when it changes.
    #[serde(skip_serializing_if = "is_false")]
    pub perform_refetch_on_change: bool,
    /// Whether its value is told then.
    #[serde(skip_serializing_if = "is_false")]
    pub include_value_in_refetch: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

impl FormField {
    /// A field with nothing in it.
    pub fn new(key: impl Into<String>, label: impl Into<String>, kind: FieldType) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            kind,
            description: None,
            intent: None,
            required: false,
            readonly: false,
            value: None,
            single_select_options: None,
            single_select_options_list_key: None,
            multi_select_options: None,
            perform_refetch_on_change: false,
            include_value_in_refetch: false,
        }
    }

    /// Something to read.
    pub fn callout(key: impl Into<String>, label: &str, description: &str, intent: &str) -> Self {
        Self {
            description: Some(description.to_owned()),
            intent: Some(intent.to_owned()),
            ..Self::new(key, label, FieldType::Callout)
        }
    }
}

impl SelectOption {
    /// An option that is submitted as it is shown.
    pub fn of(text: &str) -> Self {
        Self {
            label: text.to_owned(),
            value: text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_left_out() {
        let heading = FormField::new("section_1", "Person", FieldType::Heading);
        let written = serde_json::to_value(heading).unwrap();
        assert_eq!(
            written,
            serde_json::json!({ "key": "section_1", "label": "Person", "type": "heading" })
        );
    }
}
