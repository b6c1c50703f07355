//! Values of fields, in the shapes in which they may arrive. What could be two values is none.

use serde_json::{Map, Value};

use super::{DateForm, Dialect};

/// The text of a value: a text, a number, a yes or no, an option as a whole, or the only one of a list. A variable that
/// was not filled in is nothing.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Object(option) => return text(option.get("value")?),
        Value::Array(values) => match values.as_slice() {
            [one] => return text(one),
            _ => return None,
        },
        Value::Null => return None,
    };
    (!text.is_empty() && !is_template(&text)).then_some(text)
}

/// What stands in an object under a name, with dots into objects in it.
pub(super) fn within<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let mut parts = name.split('.');
    let mut value = object.get(parts.next()?)?;
    for part in parts {
        value = value.get(part)?;
    }
    Some(value)
}

/// Whether a variable was left as it stands in the mapping.
pub fn is_template(text: &str) -> bool {
    text.contains("{{")
}

/// The texts of a list.
pub fn texts(value: &Value) -> Vec<String> {
    let values = value.as_array().into_iter().flatten();
    values.filter_map(text).collect()
}

/// The day that a text names, as `YYYY-MM-DD`; `None` when it names none for certain. Whether the day exists is not
/// looked at.
pub fn date(text: &str, dialect: &Dialect) -> Option<String> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let is_taken = match time {
        None => dialect.dates.contains(&DateForm::Date),
        Some(time) => dialect.dates.contains(&DateForm::DateTime) && begins_a_day(time),
    };
    (is_taken && is_day(day)).then(|| day.to_owned())
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize| {
        let part = parts.next();
        part.is_some_and(|part| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    part(4) && part(2) && part(2) && parts.next().is_none()
}

/// Midnight, with or without seconds, parts of seconds and an offset.
fn begins_a_day(time: &str) -> bool {
    let end = time.find(['Z', 'z', '+', '-', ' ']).unwrap_or(time.len());
    let (clock, _) = time.split_at(end);
    clock.len() >= "00:00".len() && clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_read_from_whatever_holds_one() {
        for (value, expected) in [
            (json!(" 17 "), Some("17")),
            (json!(17), Some("17")),
            (json!(true), Some("yes")),
            (json!({ "label": "Sales", "value": "17" }), Some("17")),
            (json!(["17"]), Some("17")),
            (json!(""), None),
            (json!("  "), None),
            (json!(null), None),
            (json!([]), None),
            (json!(["1", "2"]), None),
            (json!({}), None),
            (json!("{{candidate_email}}"), None),
            (json!("Dear {{candidate_first_name}}"), None),
        ] {
            assert_eq!(text(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn the_texts_of_a_list_are_those_that_say_something() {
        assert_eq!(texts(&json!(["a", null, "b", ""])), ["a", "b"]);
        assert_eq!(texts(&json!("a, b")), [""; 0]);
    }

    #[test]
    fn a_day_is_one_only_when_it_is_the_same_day_everywhere() {
        let usual = Dialect::default();
        for (written, expected) in [
            ("2027-01-31", Some("2027-01-31")),
            ("2027-01-31T00:00", Some("2027-01-31")),
            ("2027-01-31T00:00:00Z", Some("2027-01-31")),
            ("2027-01-31T00:00:00.000Z", Some("2027-01-31")),
            ("2027-01-31T00:00:00+01:00", Some("2027-01-31")),
            ("2027-01-31 00:00:00 UTC", Some("2027-01-31")),
            ("2027-01-30T23:00:00Z", None),
            ("2027-01-31T", None),
            ("31/01/2027", None),
            ("2027-1-31", None),
            ("soon", None),
        ] {
            assert_eq!(date(written, &usual).as_deref(), expected, "{written}");
        }
    }
}
