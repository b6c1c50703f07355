//! Metadata: fields, lists, countries and provinces.
//!
//! BambooHR's ids here are integers, negative integers or dotted texts; one alias can stand at two
//! fields and one id at two aliases. So these are plain lists; nothing is keyed by alias or id.

use serde::Deserialize;

use crate::client::Client;
use crate::error::Error;
use crate::wire::{id_text, yes_or_no};

/// A field of the company: an entry of `GET /meta/fields`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MetaField {
    /// For example `18`, `-38` or `19.1`.
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    /// The company's label.
    #[serde(default)]
    pub name: String,
    /// For example `list`, `date`, `currency`, `pay_type`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The name to use in calls; many fields have none.
    pub alias: Option<String>,
    /// Replaced by another field.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub deprecated: bool,
}

/// A list of options: an entry of `GET /meta/lists`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    /// Id of the field whose options these are.
    #[serde(deserialize_with = "id_text")]
    pub field_id: String,
    /// The list's name.
    #[serde(default)]
    pub name: String,
    /// The field's alias; many lists have none.
    pub alias: Option<String>,
    /// All options, archived ones included.
    #[serde(default)]
    pub options: Vec<ListOption>,
}

/// An option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListOption {
    /// Option id.
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    /// Its text, which is also its value; `None` is an option without a name.
    pub name: Option<String>,
    /// No longer to be chosen.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub archived: bool,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Country {
    /// BambooHR's id.
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    /// English name.
    pub name: String,
    /// Two letters.
    pub iso_code: Option<String>,
}

/// A state or province.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Province {
    /// Abbreviation, `UT`.
    pub label: String,
    /// English name, `Utah`.
    pub name: String,
}

#[derive(Deserialize)]
struct Provinces {
    #[serde(default)]
    options: Vec<Province>,
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
        self.read("read fields", &["meta", "fields"], &[]).await
    }

    /// All lists with their options: `GET /meta/lists`.
    pub async fn lists(&self) -> Result<Vec<List>, Error> {
        self.read("read lists", &["meta", "lists"], &[]).await
    }

    /// All countries: `GET /meta/countries/options`.
    pub async fn countries(&self) -> Result<Vec<Country>, Error> {
        self.read("read countries", &["meta", "countries", "options"], &[])
            .await
    }

    /// States or provinces of a country: `GET /meta/provinces/{countryId}`; empty for most countries.
    pub async fn provinces(&self, country: &Country) -> Result<Vec<Province>, Error> {
        let provinces: Provinces = self
            .read("read provinces", &["meta", "provinces", &country.id], &[])
            .await?;
        Ok(provinces.options)
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
            .map(|field| (field.id.as_str(), field.alias.as_deref(), field.deprecated))
            .collect();
        assert_eq!(
            read,
            [
                ("19", Some("payRate"), false),
                ("19.1", Some("payRate"), false),
                ("-38", Some("terminationDate"), false),
                ("1358", Some("nickname"), true),
                ("4711", None, false)
            ]
        );
    }
}
