//! A request body as the fields that were sent: one flat JSON object, or an XML document of `field` elements.
//! What the fields mean is decided elsewhere.

use serde_json::{Map, Value, json};

use super::Refusal;
use super::options::{OptionChange, OptionRefusal};
use super::values;

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

/// The changes of a list: `{"options": [{"id": 1, "value": "…", "archived": "yes"}]}`, or in XML
/// `<options><option id="1" archived="yes">…</option></options>`.
pub(crate) fn options(body: &[u8], format: Format) -> Result<Vec<OptionChange>, Refusal> {
    match format {
        Format::Json => {
            let sent = fields(body, format)?;
            let options = sent.get("options").and_then(Value::as_array);
            let changes = options.and_then(|options| options.iter().map(json_option).collect());
            changes.ok_or_else(|| OptionRefusal::NotOptions.into())
        }
        Format::Xml => xml_options(body).ok_or(Refusal::NotXml),
    }
}

fn json_option(option: &Value) -> Option<OptionChange> {
    let option = option.as_object()?;
    let text = |name: &str| option.get(name).and_then(values::scalar);
    Some(OptionChange {
        id: text("id").filter(|id| !id.is_empty()),
        value: text("value"),
        archived: text("archived"),
    })
}

fn xml_options(body: &[u8]) -> Option<Vec<OptionChange>> {
    let text = std::str::from_utf8(body).ok()?;
    let document = roxmltree::Document::parse(text).ok()?;
    let options = document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name("option"));
    let changes = options.map(|option| OptionChange {
        id: option.attribute("id").map(str::to_owned),
        value: option.text().map(str::to_owned),
        archived: option.attribute("archived").map(str::to_owned),
    });
    Some(changes.collect())
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
    fn the_options_of_a_list_may_be_json_or_xml() {
        let json = br#"{"options": [{"value": "A&B"}, {"id": 7, "archived": "yes"}]}"#;
        let xml = br#"<options><option>A&amp;B</option><option id="7" archived="yes"/></options>"#;
        let of_json = options(json, Format::Json).unwrap();
        assert_eq!(of_json.len(), 2);
        assert_eq!(of_json, options(xml, Format::Xml).unwrap());
        for body in ["[]", "{}", r#"{"options": {}}"#, r#"{"options": ["x"]}"#] {
            let refusal = options(body.as_bytes(), Format::Json).unwrap_err();
            assert_eq!(refusal.status(), 400, "{body}");
        }
        assert_eq!(options(b"<options>", Format::Xml), Err(Refusal::NotXml));
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
