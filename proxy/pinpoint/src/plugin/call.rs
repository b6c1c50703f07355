//! A call of Pinpoint's server, whatever it looks like: what was configured, and what is in the fields.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;
use serde_json::{Map, Value};

use super::value::within;
use crate::size::holds_too_much;

const CONFIGURATION: &str = "configurationValues";
const FIELDS: &str = "formFields";
/// What the key of a field ends with that stands for the one of the same key without it: no mapping has such a key, so nothing
/// but what was entered can be in it.
const ENTERED: &str = "_entered";

/// The key under which a field is drawn that no mapping shall fill in.
pub fn entered_key(key: &str) -> String {
    format!("{key}{ENTERED}")
}

/// Whether this is such a key, and so none that a mapping may have.
pub fn is_entered_key(key: &str) -> bool {
    key.ends_with(ENTERED)
}

/// What a call says. What nobody knows of is left out.
#[derive(Default)]
pub struct Call {
    /// By name in lower case. Some of it is secret.
    configuration: BTreeMap<String, SecretString>,
    fields: BTreeMap<String, Value>,
    /// Fields that came under their [`entered_key`].
    entered: BTreeSet<String>,
    /// Everything else at the top, for questions about lists.
    others: Map<String, Value>,
}

/// The body is no JSON, or holds more values than any call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body is no JSON")]
pub struct NotReadable;

impl Call {
    /// Reads a body. An empty one, and JSON that is no object, says nothing.
    pub fn read(body: &[u8]) -> Result<Self, NotReadable> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        if holds_too_much(body) {
            return Err(NotReadable);
        }
        let body: Value = serde_json::from_slice(body).map_err(|_| NotReadable)?;
        let Value::Object(mut body) = body else {
            return Ok(Self::default());
        };
        let configuration = pairs(body.remove(CONFIGURATION));
        let configuration = configuration.into_iter().filter_map(|(key, value)| {
            let value = super::text(&value)?;
            Some((key.to_ascii_lowercase(), SecretString::from(value)))
        });
        let (mut fields, mut entered) = (BTreeMap::new(), BTreeMap::new());
        for (key, value) in pairs(body.remove(FIELDS)) {
            match key.strip_suffix(ENTERED) {
                Some(key) => entered.insert(key.to_owned(), value),
                None => fields.insert(key, value),
            };
        }
        let keys = entered.keys().cloned().collect();
        fields.extend(entered);
        Ok(Self {
            configuration: configuration.collect(),
            fields,
            entered: keys,
            others: body,
        })
    }

    /// What was configured under this name, in any case.
    pub fn configured(&self, name: &str) -> Option<&SecretString> {
        self.configuration.get(&name.to_ascii_lowercase())
    }

    /// The value of a field; `None` when it is absent or null.
    pub fn field(&self, key: &str) -> Option<&Value> {
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// The text of a field, if there is any.
    pub fn text(&self, key: &str) -> Option<String> {
        super::text(self.field(key)?)
    }

    /// The keys of the fields that came under their [`entered_key`].
    pub fn entered(&self) -> &BTreeSet<String> {
        &self.entered
    }

    /// Takes a field out, for values that are too large to be there twice.
    pub fn take(&mut self, key: &str) -> Option<Value> {
        self.fields.remove(key)
    }

    /// Whether any field says anything.
    pub fn says_something(&self) -> bool {
        self.fields
            .values()
            .any(|value| super::text(value).is_some())
    }

    /// The text under the first of these names beside the fields that has one. Dots lead into objects.
    pub fn named(&self, names: &[String]) -> Option<String> {
        let text = |name: &String| super::text(within(&self.others, name)?);
        names.iter().find_map(text)
    }

    /// A text at the top of the body.
    pub fn other(&self, name: &str) -> Option<&str> {
        self.others.get(name)?.as_str()
    }
}

/// A list of pairs, as every example has it, or an object. Of a key that is there twice the last one counts.
fn pairs(value: Option<Value>) -> BTreeMap<String, Value> {
    match value {
        Some(Value::Array(pairs)) => pairs.into_iter().filter_map(pair).collect(),
        Some(Value::Object(object)) => object.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}

fn pair(value: Value) -> Option<(String, Value)> {
    let Value::Object(mut pair) = value else {
        return None;
    };
    let Some(Value::String(key)) = pair.remove("key") else {
        return None;
    };
    Some((key, pair.remove("value").unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read(body: &str) -> Call {
        Call::read(body.as_bytes()).unwrap()
    }

    #[test]
    fn pairs_are_read_and_what_is_not_known_is_left_out() {
        let call = read(
            r#"{"configurationValues":[{"key":"Connection-Code","value":" stbk_x "},7],"generatedUuid":"u",
                "formFields":[{"key":"a","value":"1"},{"key":"b","value":null},{"key":"c"},{"value":"d"},{"key":"a","value":"2"}]}"#,
        );
        let code = call.configured("connection-code").unwrap();
        assert_eq!(code.expose_secret(), "stbk_x");
        assert_eq!(call.text("a").as_deref(), Some("2"));
        assert!(call.field("b").is_none() && call.field("c").is_none());
        assert_eq!(call.other("generatedUuid"), Some("u"));
    }

    #[test]
    fn what_stands_beside_the_fields_is_found_under_its_name() {
        let call = read(r#"{"applicationId":7,"application":{"uuid":" u "},"candidate":"c"}"#);
        let named = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            call.named(&names)
        };
        assert_eq!(named(&["none", "application.uuid"]).as_deref(), Some("u"));
        assert_eq!(named(&["applicationId"]).as_deref(), Some("7"));
        for nothing in ["", "candidate.id", "application.none", "application"] {
            assert_eq!(named(&[nothing]), None, "{nothing}");
        }
    }

    #[test]
    fn what_was_entered_counts_more_than_what_a_mapping_says_also_when_it_is_blank() {
        for fields in [
            r#"[{"key":"city_entered","value":"Leeds"},{"key":"city","value":"York"},{"key":"phone_entered","value":""},{"key":"phone","value":"1"}]"#,
            r#"{"city":"York","city_entered":"Leeds","phone":"1","phone_entered":null}"#,
        ] {
            let call = read(&format!(r#"{{"formFields":{fields}}}"#));
            assert_eq!(call.text("city").as_deref(), Some("Leeds"));
            assert_eq!(call.text("phone"), None);
            let entered: Vec<_> = call.entered().iter().map(String::as_str).collect();
            assert_eq!(entered, ["city", "phone"]);
        }
        assert_eq!(entered_key("city"), "city_entered");
        assert!(is_entered_key("city_entered") && !is_entered_key("city"));
    }

    #[test]
    fn a_body_that_says_nothing_is_a_call_and_one_that_is_no_json_is_not() {
        for body in ["", " \n", "{}", "[]", "7", "null", r#"{"formFields":{}}"#] {
            assert!(!read(body).says_something(), "{body}");
        }
        assert!(read(r#"{"formFields":{"a":"1"}}"#).says_something());
        for body in ["{", "a=b", "\u{feff}{}"] {
            assert!(Call::read(body.as_bytes()).is_err(), "{body}");
        }
        let many = format!("[{}1]", "1,".repeat(300_000));
        assert!(Call::read(many.as_bytes()).is_err());
    }
}
