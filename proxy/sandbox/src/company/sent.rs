//! What a JSON body holds: the fields of a person or a row, or the changes of a list. What they mean is decided
//! elsewhere.

use serde_json::{Map, Value};

use super::Refusal;
use super::options::{OptionChange, OptionRefusal};
use super::values;

/// The fields of a body by name. A field that stands there twice counts once, with its last value.
pub(crate) fn fields(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::NotAnObject),
        Err(_) => Err(Refusal::NotJson),
    }
}

/// The changes of a list: `{"options": [{"id": 1, "value": "…", "archived": "yes"}]}`.
pub(crate) fn options(body: &[u8]) -> Result<Vec<OptionChange>, Refusal> {
    let sent = fields(body)?;
    let options = sent.get("options").and_then(Value::as_array);
    let changes = options.and_then(|options| options.iter().map(option).collect());
    changes.ok_or_else(|| OptionRefusal::NotOptions.into())
}

fn option(option: &Value) -> Option<OptionChange> {
    let option = option.as_object()?;
    let text = |name: &str| option.get(name).and_then(values::scalar);
    Some(OptionChange {
        id: text("id").filter(|id| !id.is_empty()),
        value: text("value"),
        archived: text("archived"),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn an_option_may_be_named_by_number_or_text_and_has_what_was_sent() {
        let change = |id: Option<&str>, value: Option<&str>, archived: Option<&str>| OptionChange {
            id: id.map(str::to_owned),
            value: value.map(str::to_owned),
            archived: archived.map(str::to_owned),
        };
        let body = br#"{"options": [{"value": "A&B"}, {"id": 7, "archived": "yes"}, {"id": "8", "value": ""}]}"#;
        let expected = [
            change(None, Some("A&B"), None),
            change(Some("7"), None, Some("yes")),
            change(Some("8"), Some(""), None),
        ];
        assert_eq!(options(body).unwrap(), expected);
        for body in ["[]", "{}", r#"{"options": {}}"#, r#"{"options": ["x"]}"#] {
            let refusal = options(body.as_bytes()).unwrap_err();
            assert_eq!(refusal.status(), 400, "{body}");
        }
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for (body, refusal) in [
            ("{", Refusal::NotJson),
            ("<row/>", Refusal::NotJson),
            ("", Refusal::NotJson),
            ("[]", Refusal::NotAnObject),
            ("null", Refusal::NotAnObject),
        ] {
            assert_eq!(fields(body.as_bytes()), Err(refusal), "{body}");
        }
    }
}
