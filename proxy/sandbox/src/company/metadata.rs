//! What the `meta` endpoints answer: fields, lists, tables, countries and provinces, as JSON values
//! in BambooHR's shapes (ids as numbers or texts, flags as `yes` and `no`).

use serde_json::{Map, Value, json};

use super::catalogue::{Field, FieldId};
use super::lists::{ListOption, OptionList};
use super::places::Country;
use super::{Company, Refusal, places, tables};

impl Company {
    /// `meta/lists`: every list with all its options, archived ones too.
    pub(crate) fn lists(&self) -> Value {
        self.lists.iter().map(list).collect()
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
    tables::TABLES.iter().map(table).collect()
}

/// `meta/countries/options`: all countries.
pub(crate) fn describe_countries() -> Value {
    places::countries().iter().map(country).collect()
}

/// `meta/countries/options?isoCode=`: one country.
pub(crate) fn describe_country_with_code(iso: &str) -> Result<Value, Refusal> {
    let found = places::countries()
        .iter()
        .find(|country| country.iso.eq_ignore_ascii_case(iso));
    found.map(country).ok_or(Refusal::CountryNotFound)
}

/// `meta/provinces/{countryId}`: no options for countries whose states are not listed.
pub(crate) fn describe_provinces(country_id: &str) -> Result<Value, Refusal> {
    let wanted: usize = country_id.parse().map_err(|_| Refusal::CountryIdNotValid)?;
    let country = places::countries()
        .iter()
        .find(|country| country.id == wanted);
    let provinces = country
        .map(|country| places::provinces(country.iso))
        .unwrap_or_default();
    let options: Value = provinces
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
    shown.insert("manageable".to_owned(), yes_or_no(list.manageable));
    shown.insert("multiple".to_owned(), yes_or_no(list.multiple));
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
        "createdDate": "2021-02-08T10:15:00+0000",
        "archivedDate": option.archived.then_some("2024-05-31T16:40:00+0000"),
        "manageable": yes_or_no(option.manageable),
    })
}

fn id(id: FieldId) -> Value {
    match id {
        FieldId::Number(number) => json!(number),
        FieldId::Dotted(text) => json!(text),
    }
}

fn yes_or_no(flag: bool) -> Value {
    json!(if flag { "yes" } else { "no" })
}
