//! The fields of a company: what `meta/fields` lists, and the vocabularies that are documented but not
//! listed.

use serde::{Deserialize, Serialize};

use crate::answer::{lenient_text, text_or_nothing, yes_or_no};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::FieldId;

/// A field of the company: an entry of `GET /meta/fields`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct MetaField {
    /// For example `18`, `-38` or `"19.1"`.
    pub id: FieldId,
    /// The company's label.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub name: String,
    /// For example `list`, `date`, `currency`, `pay_type`.
    #[serde(rename = "type", default, deserialize_with = "text_or_nothing")]
    pub kind: String,
    /// The name to use in calls; most fields have none.
    #[serde(
        default,
        deserialize_with = "lenient_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub alias: Option<String>,
    /// Replaced by another field.
    #[serde(
        default,
        deserialize_with = "yes_or_no",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub deprecated: bool,
}

/// The texts BambooHR accepts for a field type with a fixed vocabulary, the usual ones first. Empty for
/// every other type: the options of lists are the company's own.
pub fn vocabulary(kind: &str) -> &'static [&'static str] {
    match kind {
        "pay_type" => &[
            "Salary",
            "Hourly",
            "Commission",
            "Exception Hourly",
            "Monthly",
            "Weekly",
            "Piece Rate",
            "Contract",
            "Daily",
            "Pro Rata",
        ],
        "paid_per" => &[
            "Year",
            "Month",
            "Week",
            "Day",
            "Hour",
            "Quarter",
            "Pay Period",
            "Piece",
        ],
        "exempt" => &["Exempt", "Non-exempt"],
        "gender" => &["Female", "Male", "Non-binary"],
        "marital_status" => &["Single", "Married", "Domestic Partnership"],
        _ => &[],
    }
}

impl Client {
    /// All fields the key can see: `GET /meta/fields`.
    pub async fn fields(&self) -> Result<Vec<MetaField>, Error> {
        let call = Call::get("read fields", &["meta", "fields"]);
        self.read(call).await?.json()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oddities_of_field_ids_and_aliases_are_read_without_loss() {
        let text = r#"[{"id":19,"name":"Pay rate","type":"currency","alias":"payRate"},
            {"id":"19.1","name":"Pay rate - Currency code","type":"text","alias":"payRate"},
            {"id":-38,"name":"Termination Date","type":"date","alias":"terminationDate"},
            {"id":1358,"name":"Nickname","type":"text","alias":"nickname","deprecated":"yes"},
            {"id":4711,"name":"Shoe size","type":"something_new"}]"#;
        let fields: Vec<MetaField> = serde_json::from_str(text).unwrap();
        let read: Vec<_> = fields
            .iter()
            .map(|field| {
                (
                    field.id.to_string(),
                    field.alias.as_deref(),
                    field.deprecated,
                )
            })
            .collect();
        assert_eq!(
            read,
            [
                ("19".to_owned(), Some("payRate"), false),
                ("19.1".to_owned(), Some("payRate"), false),
                ("-38".to_owned(), Some("terminationDate"), false),
                ("1358".to_owned(), Some("nickname"), true),
                ("4711".to_owned(), None, false)
            ]
        );
    }

    #[test]
    fn types_with_fixed_texts_have_a_vocabulary_and_others_have_none() {
        for (kind, text) in [
            ("pay_type", "Exception Hourly"),
            ("paid_per", "Pay Period"),
            ("exempt", "Non-exempt"),
            ("gender", "Non-binary"),
            ("marital_status", "Domestic Partnership"),
        ] {
            assert!(vocabulary(kind).contains(&text), "{kind}");
        }
        for kind in ["list", "text", "country", ""] {
            assert!(vocabulary(kind).is_empty(), "{kind}");
        }
    }
}
