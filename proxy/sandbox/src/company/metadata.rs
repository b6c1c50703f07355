//! What the `meta` endpoints answer: fields, lists, tables, countries and provinces, as JSON values
//! in BambooHR's shapes (ids as numbers or texts, flags as `yes` and `no`).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::catalogue::{Field, FieldId};
use super::lists::{ListOption, OptionList};
use super::places::Country;
use super::{Company, Refusal, places, tables, time_in_text};

impl Company {
    /// `meta/lists`: every list with all its options, archived ones too.
    pub(crate) fn lists(&self) -> Value {
        self.lists.iter().map(list).collect()
    }

    /// One list as `meta/lists` shows it, by the id of its field.
    pub(crate) fn described_list(&self, field_id: i32) -> Option<Value> {
        self.list_of_field(field_id).map(list)
    }

    /// `meta/fields`: `alias` and `deprecated` appear only where they apply.
    pub(crate) fn describe_fields(&self) -> Value {
        self.fields().map(field).collect()
    }
}

/// `meta/tables`.
pub(crate) fn describe_tables() -> Value {
    let column = |column: &tables::Column| {
        json!({
            "id": id(column.id), "name": column.name, "alias": column.alias, "type": column.kind.wire_name(),
        })
    };
    let table = |table: &tables::Table| json!({"alias": table.alias, "fields": table.columns.iter().map(column).collect::<Value>()});
    tables::all().map(table).collect()
}

/// `meta/countries/options`: all countries.
pub(crate) fn describe_countries() -> Value {
    places::countries().iter().map(country).collect()
}

/// `meta/countries/options?isoCode=`: one country.
pub(crate) fn describe_country_with_code(iso: &str) -> Result<Value, Refusal> {
    if iso.len() != 2 || !iso.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Refusal::CountryCodeNotValid);
    }
    let found = places::countries()
        .iter()
        .find(|country| country.iso.eq_ignore_ascii_case(iso));
    found.map(country).ok_or(Refusal::CountryNotFound)
}

/// `meta/provinces/{countryId}`: no options for countries whose states are not listed.
pub(crate) fn describe_provinces(country_id: &str) -> Result<Value, Refusal> {
    let country = places::countries()
        .iter()
        .find(|country| country.id.to_string() == country_id)
        .ok_or(Refusal::CountryIdNotValid)?;
    let options: Value = places::provinces(country.iso)
        .iter()
        .map(|province| {
            json!({
                "id": province.id, "label": province.abbreviation, "iso": province.iso, "name": province.name,
            })
        })
        .collect();
    Ok(json!({"options": options}))
}

fn country(country: &Country) -> Value {
    json!({"id": country.id, "name": country.name, "isoCode": country.iso})
}

fn field(field: &Field) -> Value {
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id(field.id));
    shown.insert("name".to_owned(), json!(field.name));
    shown.insert("type".to_owned(), json!(field.kind.wire_name()));
    if let Some(alias) = field.alias {
        shown.insert("alias".to_owned(), json!(alias));
    }
    if field.deprecated {
        shown.insert("deprecated".to_owned(), json!(true));
    }
    Value::Object(shown)
}

fn list(list: &OptionList) -> Value {
    let mut shown = Map::new();
    if let Some(id) = list.id {
        shown.insert("id".to_owned(), json!(id));
    }
    shown.insert("fieldId".to_owned(), json!(list.field_id));
    shown.insert("name".to_owned(), json!(list.name));
    if let Some(alias) = list.alias {
        shown.insert("alias".to_owned(), json!(alias));
    }
    shown.insert("manageable".to_owned(), json!(yes_or_no(list.manageable)));
    shown.insert("multiple".to_owned(), json!(yes_or_no(list.multiple)));
    shown.insert(
        "options".to_owned(),
        list.options.iter().map(option).collect(),
    );
    Value::Object(shown)
}

fn option(option: &ListOption) -> Value {
    json!({
        "id": option.id,
        "name": option.name,
        "archived": yes_or_no(option.archived),
        "createdDate": date_text(option.created, "2021-02-08T10:15:00+0000"),
        "archivedDate": option.archived.then(|| date_text(option.archived_on, "2024-05-31T16:40:00+0000")),
        "manageable": yes_or_no(option.manageable),
    })
}

fn date_text(date: Option<Timestamp>, from_the_start: &str) -> String {
    date.map_or_else(|| from_the_start.to_owned(), time_in_text)
}

fn id(id: FieldId) -> Value {
    match id {
        FieldId::Number(number) => json!(number),
        FieldId::Dotted(text) => json!(text),
    }
}

/// How BambooHR writes most flags.
pub(crate) fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
