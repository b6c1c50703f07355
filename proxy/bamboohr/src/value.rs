//! One value of a field or of a table's column, as it is written and as it is read.
//!
//! BambooHR has many ways to say "empty"; they all become [`FieldValue::Empty`] here, so that nobody
//! parses `0000-00-00` as a day. What a value means (a date, an option) is the catalogue's business.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A value of a field or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Nothing. Read from `null`, `""`, `0000-00-00` and an amount without a number (`" USD"`); written as
    /// `""`, which clears the field.
    Empty,
    /// Text, a date `YYYY-MM-DD`, the text of a list's option, or an amount as employees carry it
    /// (`"65000.00 USD"`).
    Text(String),
    /// Several options of a list.
    Several(Vec<String>),
    /// An amount with its currency.
    Money {
        /// Decimal text, `60000.00`, without separators.
        value: String,
        /// ISO 4217 code; an empty one is the company's own currency.
        currency: String,
    },
}

impl FieldValue {
    /// A text to write; a blank one is [`FieldValue::Empty`].
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A text as BambooHR gave it.
    pub(crate) fn read(text: String) -> Self {
        if means_empty(&text) {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn of_json(value: &Value) -> Self {
        match value {
            Value::Null => Self::Empty,
            Value::String(text) => Self::read(text.clone()),
            Value::Bool(_) | Value::Number(_) => Self::Text(value.to_string()),
            Value::Array(items) => {
                let texts = items.iter().map(|item| Self::of_json(item).to_string());
                let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
                if texts.is_empty() {
                    Self::Empty
                } else {
                    Self::Several(texts)
                }
            }
            Value::Object(object) => match (object.get("value"), object.get("currency")) {
                (Some(value), currency) => {
                    let currency = currency.map(Self::of_json).unwrap_or(Self::Empty);
                    Self::money(Self::of_json(value).to_string(), currency.to_string())
                }
                (None, _) if object.is_empty() => Self::Empty,
                (None, _) => Self::Text(value.to_string()),
            },
        }
    }

    /// An amount; without a number it is [`FieldValue::Empty`].
    pub(crate) fn money(value: String, currency: String) -> Self {
        if value.trim().is_empty() {
            Self::Empty
        } else {
            Self::Money { value, currency }
        }
    }
}

/// `""`, blanks, the date of no day, and the currency of no amount (a blank, then three capitals).
fn means_empty(text: &str) -> bool {
    let rest = text.trim();
    let is_code = rest.len() == 3 && rest.bytes().all(|byte| byte.is_ascii_uppercase());
    rest.is_empty() || rest == "0000-00-00" || (text.starts_with(' ') && is_code)
}

/// As a person reads it: options joined by commas, an amount with its currency behind it.
impl fmt::Display for FieldValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => formatter.write_str(text),
            Self::Several(texts) => formatter.write_str(&texts.join(", ")),
            Self::Money { value, currency } => {
                formatter.write_str(format!("{value} {currency}").trim_end())
            }
        }
    }
}

impl Serialize for FieldValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_str(""),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Several(texts) => texts.serialize(serializer),
            Self::Money { value, currency } if currency.is_empty() => {
                serializer.serialize_str(value)
            }
            Self::Money { value, currency } => {
                let parts = BTreeMap::from([("currency", currency), ("value", value)]);
                parts.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for FieldValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of_json(&Value::deserialize(deserializer)?))
    }
}

/// What was read of one employee: the values BambooHR gave, by the names that were asked for.
///
/// A name that is not here is unknown to BambooHR or may not be read with this key: it says nothing about
/// what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, FieldValue>);

impl Values {
    pub(crate) fn insert(&mut self, name: String, value: FieldValue) {
        self.0.insert(name, value);
    }

    /// The value; `None` when BambooHR did not show it, [`FieldValue::Empty`] when it is empty.
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.0.get(name)
    }

    /// The text of a value that is shown and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(FieldValue::as_text)
    }

    /// Everything shown, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Everything shown as texts, empty ones as empty texts.
    pub fn into_texts(self) -> BTreeMap<String, String> {
        let texts = self.0.into_iter();
        texts
            .map(|(name, value)| (name, value.to_string()))
            .collect()
    }
}

impl FromIterator<(String, FieldValue)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, FieldValue)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'de> Deserialize<'de> for Values {
    /// PHP writes an object without members as `[]`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::answer::object_or_empty_array(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_way_to_say_empty_is_empty() {
        for value in [
            json!(null),
            json!(""),
            json!("  "),
            json!("0000-00-00"),
            json!(" USD"),
            json!({"value": "", "currency": "USD"}),
            json!({"value": null, "currency": "USD"}),
            json!([]),
            json!({}),
            json!([null, ""]),
        ] {
            assert_eq!(FieldValue::of_json(&value), FieldValue::Empty, "{value}");
        }
    }

    #[test]
    fn a_value_is_read_as_what_it_is_and_printed_as_a_person_reads_it() {
        for (value, printed) in [
            (json!("Ann"), "Ann"),
            (json!("USD"), "USD"),
            (json!(" Ann "), " Ann "),
            (json!("65000.00 USD"), "65000.00 USD"),
            (json!(7), "7"),
            (json!(-1), "-1"),
            (json!(true), "true"),
            (
                json!(["First aid", "Fire warden"]),
                "First aid, Fire warden",
            ),
            (
                json!({"value": "50000.00", "currency": "USD"}),
                "50000.00 USD",
            ),
            (json!({"value": 50000, "currency": null}), "50000"),
            (json!({"street": "High St"}), r#"{"street":"High St"}"#),
        ] {
            assert_eq!(FieldValue::of_json(&value).to_string(), printed, "{value}");
        }
    }

    #[test]
    fn what_was_read_can_be_written_and_read_again() {
        for value in [
            json!(null),
            json!("Ann"),
            json!(7),
            json!(["First aid"]),
            json!({"value": "50000.00", "currency": "USD"}),
        ] {
            let read = FieldValue::of_json(&value);
            let written = serde_json::to_value(&read).unwrap();
            assert_eq!(FieldValue::of_json(&written), read, "{value}");
        }
    }

    #[test]
    fn what_is_shown_is_told_apart_from_what_is_empty_and_what_is_not_there() {
        let values: Values = serde_json::from_value(json!({"a": "x", "b": null})).unwrap();
        assert_eq!(values.text("a"), Some("x"));
        assert!(values.get("b").is_some_and(FieldValue::is_empty));
        assert_eq!(values.get("c"), None);
        assert_eq!(values.iter().count(), 2);
        let texts = values.into_texts();
        assert_eq!((texts["a"].as_str(), texts["b"].as_str()), ("x", ""));
        let nobody: Values = serde_json::from_value(json!([])).unwrap();
        assert_eq!(nobody, Values::default());
    }

    #[test]
    fn a_text_to_write_is_never_taken_for_one_of_bamboohrs_ways_to_say_empty() {
        for text in [" APT", "0000-00-00", " USD"] {
            assert_eq!(FieldValue::text(text).as_text(), Some(text));
        }
        assert!(FieldValue::text(" ").is_empty());
        let without_currency = FieldValue::Money {
            value: "50000".to_owned(),
            currency: String::new(),
        };
        assert_eq!(
            serde_json::to_value(without_currency).unwrap(),
            json!("50000")
        );
    }
}
