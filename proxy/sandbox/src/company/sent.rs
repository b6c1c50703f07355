//! A request body as the fields that were sent: one flat JSON object, or an XML document of `field` elements.
//! What the fields mean is decided elsewhere.

use serde_json::{Map, Value, json};

use super::Refusal;

/// How a body is written. Told by its content type; everything that is not XML is taken for JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// The fields of a body by name. A field that stands there twice counts once, with its last value.
pub(crate) fn fields(body: &[u8], format: Format) -> Result<Map<String, Value>, Refusal> {
    match format {
        Format::Json => match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(Refusal::NotAnObject),
            Err(_) => Err(Refusal::NotJson),
        },
        Format::Xml => xml_fields(body).ok_or(Refusal::NotXml),
    }
}

/// `<row><field id="date">2026-12-01</field></row>`; the name of the outer element does not matter. An amount may
/// name its currency in an attribute.
fn xml_fields(body: &[u8]) -> Option<Map<String, Value>> {
    let text = std::str::from_utf8(body).ok()?;
    let document = roxmltree::Document::parse(text).ok()?;
    let fields = document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name("field"));
    fields
        .map(|field| {
            let name = field.attribute("id")?.to_owned();
            let text = field.text().unwrap_or_default();
            let value = match field.attribute("currency") {
                Some(currency) => json!({"value": text, "currency": currency}),
                None => json!(text),
            };
            Some((name, value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn json_and_xml_say_the_same() {
        let json =
            br#"{"reason": "R&D", "comment": "", "rate": {"value": "1.50", "currency": "EUR"}}"#;
        let xml =
            br#"<?xml version="1.0"?><row><field id="reason">R&amp;D</field><field id="comment"/>
            <field id="rate" currency="EUR">1.50</field></row>"#;
        assert_eq!(
            fields(json, Format::Json).unwrap(),
            fields(xml, Format::Xml).unwrap()
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for (body, format, refusal) in [
            ("{", Format::Json, Refusal::NotJson),
            ("<row/>", Format::Json, Refusal::NotJson),
            ("[]", Format::Json, Refusal::NotAnObject),
            ("<row>", Format::Xml, Refusal::NotXml),
            ("{}", Format::Xml, Refusal::NotXml),
            ("", Format::Xml, Refusal::NotXml),
            ("<row><field>1</field></row>", Format::Xml, Refusal::NotXml),
            (
                "<!DOCTYPE row [<!ENTITY a \"b\">]><row/>",
                Format::Xml,
                Refusal::NotXml,
            ),
        ] {
            assert_eq!(fields(body.as_bytes(), format), Err(refusal), "{body}");
        }
    }
}
