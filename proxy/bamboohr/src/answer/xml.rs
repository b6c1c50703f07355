//! BambooHR's XML: one employee, or the rows of a table. Nothing else is read from XML.
//!
//! ```xml
//! <employee id="8"><field id="firstName">Ann</field><field id="hireDate"/></employee>
//! <table><row id="38563" employeeId="4"><field id="date">2023-03-03</field></row></table>
//! ```
//!
//! Document types and entities of the document's own are refused, so nothing is ever expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::value::{FieldValue, Values};

/// The XML is broken, or is none of the shapes above.
#[derive(Debug)]
pub(crate) struct Unreadable;

/// An element `row` or `employee`: its attributes and its fields.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) id: Option<String>,
    pub(crate) employee_id: Option<String>,
    pub(crate) fields: Values,
}

/// The fields of the document's one `employee`.
pub(crate) fn employee(text: &[u8]) -> Result<Element, Unreadable> {
    let mut employees = elements(text, "employee", None)?;
    match (employees.pop(), employees.is_empty()) {
        (Some(employee), true) => Ok(employee),
        _ => Err(Unreadable),
    }
}

/// The rows of the document's `table`.
pub(crate) fn rows(text: &[u8]) -> Result<Vec<Element>, Unreadable> {
    elements(text, "row", Some("table"))
}

/// Where the reader is: outside, in an element, or in a field of it.
struct Open {
    element: Option<Element>,
    field: Option<Field>,
}

struct Field {
    name: String,
    currency: Option<String>,
    text: String,
}

impl Field {
    fn value(self) -> FieldValue {
        match self.currency {
            Some(currency) => FieldValue::money(self.text, currency),
            None => FieldValue::text(self.text),
        }
    }
}

fn elements(text: &[u8], wanted: &str, around: Option<&str>) -> Result<Vec<Element>, Unreadable> {
    let text = std::str::from_utf8(text).map_err(|_| Unreadable)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut saw_root = false;
    let mut open = Open {
        element: None,
        field: None,
    };
    loop {
        match reader.read_event().map_err(|_| Unreadable)? {
            Event::Start(start) => {
                let name = start.local_name();
                let name = name.as_ref();
                if depth == 0 && !saw_root {
                    saw_root = true;
                    if name != around.unwrap_or(wanted) {
                        return Err(Unreadable);
                    }
                }
                depth += 1;
                if name == wanted && open.element.is_none() {
                    open.element = Some(Element {
                        id: attribute(&start, "id")?,
                        employee_id: attribute(&start, "employeeId")?,
                        fields: Values::default(),
                    });
                } else if name == "field" && open.element.is_some() && open.field.is_none() {
                    open.field = Some(Field {
                        name: attribute(&start, "id")?.ok_or(Unreadable)?,
                        currency: attribute(&start, "currency")?,
                        text: String::new(),
                    });
                } else if open.field.is_some() {
                    // A field holds text only.
                    return Err(Unreadable);
                }
            }
            Event::Text(piece) => {
                if let Some(field) = &mut open.field {
                    field.text.push_str(&piece.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(field) = &mut open.field {
                    field.text.push(character(&reference)?);
                }
            }
            Event::CData(piece) => {
                if let Some(field) = &mut open.field {
                    field.text.push_str(&piece);
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                let name = end.local_name();
                if let Some(field) = open.field.take() {
                    let element = open.element.as_mut().ok_or(Unreadable)?;
                    element.fields.insert(field.name.clone(), field.value());
                } else if name.as_ref() == wanted {
                    found.extend(open.element.take());
                }
            }
            Event::DocType(_) => return Err(Unreadable),
            Event::Eof if saw_root && depth == 0 => return Ok(found),
            Event::Eof => return Err(Unreadable),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// `&amp;`, `&#38;` and the like; an entity that XML does not define itself is refused.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Result<char, Unreadable> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Unreadable)? {
        return Ok(character);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Unreadable),
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Unreadable)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| Unreadable)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_employee_is_read_with_entities_and_empty_fields() {
        let text = br#"<?xml version="1.0"?>
            <employee id="8"><field id="firstName">A&amp;B &#233; &lt;i&gt;</field><field id="hireDate"/>
              <field id="payRate">65000.00 USD</field></employee>"#;
        let employee = employee(text).unwrap();
        assert_eq!(employee.id.as_deref(), Some("8"));
        assert_eq!(employee.fields.text("firstName"), Some("A&B é <i>"));
        assert_eq!(employee.fields.get("hireDate"), Some(&FieldValue::Empty));
        assert_eq!(employee.fields.text("payRate"), Some("65000.00 USD"));
    }

    #[test]
    fn rows_are_read_with_their_ids_and_amounts() {
        let text = br#"<table><row id="38563" employeeId="4"><field id="startDate">2023-03-03</field>
            <field id="rate" currency="USD">50000.00</field></row><row id="2" employeeId="5"/></table>"#;
        let rows = rows(text).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].employee_id.as_deref(), Some("4"));
        assert_eq!(
            rows[0]
                .fields
                .get("rate")
                .map(ToString::to_string)
                .as_deref(),
            Some("50000.00 USD")
        );
        assert_eq!(rows[1].id.as_deref(), Some("2"));
        assert!(rows_of("<table/>").is_empty());
    }

    fn rows_of(text: &str) -> Vec<Element> {
        rows(text.as_bytes()).unwrap()
    }

    #[test]
    fn what_is_broken_or_something_else_is_refused_and_never_expanded() {
        for text in [
            "",
            "<html><body>busy</body></html>",
            "<employee id=\"8\">",
            "<employee id=\"8\"><field>x</field></employee>",
            "<employee><field id=\"a\"><b>x</b></field></employee>",
            "<employee><field id=\"a\">&nbsp;</field></employee>",
            "<!DOCTYPE x [<!ENTITY a \"b\">]><employee><field id=\"f\">&a;</field></employee>",
            "<employees/>",
            "<table><employee id=\"1\"/></table>",
        ] {
            assert!(employee(text.as_bytes()).is_err(), "{text}");
        }
        assert!(rows(b"<employee id=\"8\"/>").is_err());
        assert!(employee(&[b'<', 0xff]).is_err());
    }
}
