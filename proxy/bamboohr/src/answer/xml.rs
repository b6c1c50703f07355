//! BambooHR's XML: one employee, or the rows of a table. Nothing else is read from XML.
//!
//! ```xml
//! <employee id="8"><field id="firstName">Ann</field><field id="hireDate"/></employee>
//! <table><row id="38563" employeeId="4"><field id="date">2023-03-03</field></row></table>
//! ```
//!
//! Document types are refused, so no entity of the document's own is ever expanded.

use roxmltree::{Document, Node, ParsingOptions};

use crate::value::{FieldValue, Values};

/// BambooHR's own tags have fewer than a hundred bytes.
const LONGEST_TAG: usize = 4096;
/// Most elements and texts: a node takes four bytes of XML (`<a/>`) and a hundred in memory.
const MOST_NODES: u32 = 200_000;

/// The XML is broken, or is none of the shapes above.
#[derive(Debug)]
pub(crate) struct Unreadable;

/// An element `row` or `employee`: its attributes and its fields.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: Option<String>,
    pub(crate) employee_id: Option<String>,
    pub(crate) fields: Values,
}

/// The document's `employee`.
pub(crate) fn employee(text: &[u8]) -> Result<Element, Unreadable> {
    read(text, "employee", element)
}

/// The rows of the document's `table`.
pub(crate) fn rows(text: &[u8]) -> Result<Vec<Element>, Unreadable> {
    read(text, "table", |table| {
        let rows = table.children().filter(Node::is_element);
        rows.map(|row| {
            if row.has_tag_name("row") {
                element(row)
            } else {
                Err(Unreadable)
            }
        })
        .collect()
    })
}

fn read<T>(
    text: &[u8],
    root: &str,
    reader: impl FnOnce(Node<'_, '_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let text = std::str::from_utf8(text).map_err(|_| Unreadable)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if has_a_huge_tag(text) {
        return Err(Unreadable);
    }
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|_| Unreadable)?;
    let element = document.root_element();
    if !element.has_tag_name(root) {
        return Err(Unreadable);
    }
    reader(element)
}

/// The parser compares each attribute of a tag with all others: a tag of a million attributes would keep it
/// busy for hours.
fn has_a_huge_tag(text: &str) -> bool {
    let tags = text.split('<').skip(1);
    tags.filter(|tag| !tag.starts_with("![CDATA["))
        .any(|tag| tag.find('>').unwrap_or(tag.len()) > LONGEST_TAG)
}

fn element(node: Node<'_, '_>) -> Result<Element, Unreadable> {
    let attribute = |name: &str| node.attribute(name).map(str::to_owned);
    let fields = node.children().filter(Node::is_element);
    Ok(Element {
        id: attribute("id"),
        employee_id: attribute("employeeId"),
        fields: fields.map(field).collect::<Result<_, _>>()?,
    })
}

/// A field holds text only.
fn field(node: Node<'_, '_>) -> Result<(String, FieldValue), Unreadable> {
    let name = node.attribute("id").ok_or(Unreadable)?;
    if !node.has_tag_name("field") || node.children().any(|child| child.is_element()) {
        return Err(Unreadable);
    }
    let text: String = node.children().filter_map(|child| child.text()).collect();
    let value = match node.attribute("currency") {
        Some(currency) => FieldValue::money(text, currency.to_owned()),
        None => FieldValue::read(text),
    };
    Ok((name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_employee_is_read_with_entities_and_empty_fields() {
        let text = br#"<?xml version="1.0"?>
            <employee id="8"><field id="firstName">A&amp;B &#233; &lt;i&gt;</field><field id="hireDate"/>
              <field id="payRate">65000.00 USD</field><field id="note"><![CDATA[<x>]]></field></employee>"#;
        let employee = employee(text).unwrap();
        assert_eq!(employee.id.as_deref(), Some("8"));
        assert_eq!(employee.fields.text("firstName"), Some("A&B é <i>"));
        assert_eq!(employee.fields.get("hireDate"), Some(&FieldValue::Empty));
        assert_eq!(employee.fields.text("payRate"), Some("65000.00 USD"));
        assert_eq!(employee.fields.text("note"), Some("<x>"));
    }

    #[test]
    fn rows_are_read_with_their_ids_and_amounts() {
        let text = br#"<table><row id="38563" employeeId="4"><field id="startDate">2023-03-03</field>
            <field id="rate" currency="USD">50000.00</field></row><row id="2" employeeId="5"/></table>"#;
        let rows = rows(text).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].employee_id.as_deref(), Some("4"));
        assert_eq!(
            rows[0].fields.get("rate").map(ToString::to_string),
            Some("50000.00 USD".to_owned())
        );
        assert_eq!(rows[1].id.as_deref(), Some("2"));
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
            assert!(rows(text.as_bytes()).is_err(), "{text}");
        }
        let attributes: String = (0..2000).map(|number| format!(" a{number}=''")).collect();
        assert!(employee(format!("<employee{attributes}/>").as_bytes()).is_err());
        assert!(rows(b"<employee id=\"8\"/>").is_err());
        assert!(employee(&[b'<', 0xff]).is_err());
    }
}
