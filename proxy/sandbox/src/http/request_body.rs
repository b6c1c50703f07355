//! Bodies of requests that write: JSON as it is, XML turned into the JSON that means the same. The
//! content type decides; what becomes of another one, or of none, is a setting.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use roxmltree::{Document, Node};
use serde_json::{Map, Value, json};

use crate::company::Refusal;
use crate::company::settings::OtherContentType;
use crate::state::SandboxState;

/// The body as JSON.
pub(super) fn as_json(
    state: &SandboxState,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Bytes, Refusal> {
    let essence = content_type(headers).split(';').next().unwrap_or_default();
    let is_xml = match essence.trim().to_ascii_lowercase().as_str() {
        "application/json" => false,
        "application/xml" | "text/xml" => true,
        _ => match state.company().settings.other_content_type {
            OtherContentType::Refuse => return Err(Refusal::ContentTypeNotAccepted),
            OtherContentType::Guess => body.trim_ascii_start().starts_with(b"<"),
        },
    };
    if is_xml {
        from_xml(&body).map(Bytes::from)
    } else {
        Ok(body)
    }
}

/// The content type as it was sent; empty when there is none.
pub(super) fn content_type(headers: &HeaderMap) -> &str {
    let content_type = headers.get(CONTENT_TYPE);
    content_type
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Documents that declare entities or any other document type are refused: nothing in them is expanded
/// or fetched.
fn from_xml(body: &[u8]) -> Result<String, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| not_xml("it is not UTF-8"))?;
    let document = Document::parse(text).map_err(|error| not_xml(&error.to_string()))?;
    let root = document.root_element();
    let value = match root.tag_name().name() {
        "employee" | "row" => fields(root)?,
        "options" => options(root),
        _ => return Err(not_xml("the root must be employee, row or options")),
    };
    Ok(value.to_string())
}

/// `<employee>` or `<row>` with `<field id="…">` as an object. A field that stands there twice counts
/// once, with its last value.
fn fields(root: Node<'_, '_>) -> Result<Value, Refusal> {
    let mut fields = Map::new();
    for field in root.children().filter(|node| node.has_tag_name("field")) {
        let Some(id) = field.attribute("id") else {
            return Err(not_xml("a field has no id"));
        };
        let text = text_in(field);
        let value = match field.attribute("currency") {
            Some(currency) => json!({"value": text, "currency": currency}),
            None => Value::String(text),
        };
        fields.insert(id.to_owned(), value);
    }
    Ok(Value::Object(fields))
}

/// `<options>` with `<option id="…" archived="…">`; what is left out is left out in JSON too.
fn options(root: Node<'_, '_>) -> Value {
    let options = root.children().filter(|node| node.has_tag_name("option"));
    let option = |option: Node<'_, '_>| {
        let mut members = Map::new();
        for name in ["id", "archived"] {
            if let Some(text) = option.attribute(name) {
                members.insert(name.to_owned(), json!(text));
            }
        }
        let value = text_in(option);
        if !value.is_empty() {
            members.insert("value".to_owned(), json!(value));
        }
        Value::Object(members)
    };
    json!({"options": options.map(option).collect::<Value>()})
}

fn text_in(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    texts.filter_map(|node| node.text()).collect()
}

/// The reason goes into a header, so it must be one line of ASCII.
fn not_xml(reason: &str) -> Refusal {
    let is_printable = |letter: &char| letter.is_ascii() && !letter.is_ascii_control();
    Refusal::NotXml(reason.chars().filter(is_printable).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn fields_become_members_and_an_amount_keeps_its_currency() {
        let xml = r#"<?xml version="1.0"?>
            <employee><field id="firstName">Ann &amp; Bo</field><field id="city"/>
            <field id="payRate" currency="EUR">100</field><field id="a"><![CDATA[<b>]]></field><other/></employee>"#;
        let json: Value = serde_json::from_str(&from_xml(xml.as_bytes()).unwrap()).unwrap();
        let expected = json!({
            "firstName": "Ann & Bo", "city": "", "payRate": {"value": "100", "currency": "EUR"}, "a": "<b>",
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn options_of_a_list_keep_only_what_was_sent() {
        let xml = r#"<options><option>A &amp; B</option><option id="7" archived="yes"/>
            <option id="8">C</option></options>"#;
        let json: Value = serde_json::from_str(&from_xml(xml.as_bytes()).unwrap()).unwrap();
        let expected = json!({"options": [
            {"value": "A & B"}, {"id": "7", "archived": "yes"}, {"id": "8", "value": "C"},
        ]});
        assert_eq!(json, expected);
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for xml in [
            "",
            "<employee>",
            "<person/>",
            "<employee><field>x</field></employee>",
            "<employee><field id='firstName'>R&D</field></employee>",
            r#"<!DOCTYPE employee [<!ENTITY x "y">]><employee><field id="firstName">&x;</field></employee>"#,
            r#"<!DOCTYPE employee SYSTEM "http://127.0.0.1/x.dtd"><employee/>"#,
        ] {
            let refusal = from_xml(xml.as_bytes()).unwrap_err();
            assert_eq!(refusal.status(), 400, "{xml}");
            assert!(refusal.message().is_ascii());
        }
        assert!(from_xml(&[b'<', 0xff]).is_err());
    }
}
