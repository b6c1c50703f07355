//! From BambooHR's metadata to the catalogue the rules work with.
//!
//! BambooHR's oddities end here: an alias that stands at two fields, a deprecated twin, lists tied to
//! a field by number or by alias, vocabularies that are documented but not listed.

use std::collections::BTreeSet;

use bamboohr::{
    Client, Country, Error, FileCategory, List, ListQuery, MetaField, RefusalReason, vocabulary,
};
use handoff::catalogue::row_only_fields;
use handoff::{
    Catalogue, Choice, DocumentCategory, Field, FieldId, FieldKind, ListOf, Table, TableColumns,
};

/// Countries whose states BambooHR gives back as abbreviations.
const ABBREVIATED: [&str; 2] = ["US", "CA"];

/// Reads everything the form needs to know of one company.
pub(crate) async fn read(client: &Client) -> Result<Catalogue, Error> {
    let fields = client.fields().await?;
    let lists = client.lists().await?;
    // A key that may not read countries still makes a form: the country becomes a text.
    let countries = refused_is_empty(client.countries().await)?;
    let mut states = Vec::new();
    for country in countries.iter().filter(|country| {
        country
            .iso_code
            .as_deref()
            .is_some_and(|code| ABBREVIATED.contains(&code))
    }) {
        for province in refused_is_empty(client.provinces(&country.id).await)? {
            states.push(Choice {
                value: province.label,
                also: vec![province.name],
                within: Some(country.name.clone()),
            });
        }
    }
    // Without the tables every value goes into the create call.
    let tables = refused_is_empty(client.tables().await)?;
    let catalogue = catalogue(&fields, &lists, &countries, &states);
    Ok(with_tables(catalogue, &tables, &lists))
}

/// Where this key can put documents. BambooHR tells it only of somebody who is there; of nobody there is nothing to tell.
pub(crate) async fn categories(client: &Client) -> Result<Vec<DocumentCategory>, Error> {
    let somebody = client.list(&ListQuery::new().page_size(1)).await?;
    let Some(somebody) = somebody.people.first() else {
        return Ok(Vec::new());
    };
    let categories = refused_is_empty(client.files(&somebody.id).await)?;
    Ok(usable(&categories))
}

/// Those into which files can be put.
pub(crate) fn usable(categories: &[FileCategory]) -> Vec<DocumentCategory> {
    let usable = categories
        .iter()
        .filter(|category| category.can_upload_files);
    let usable = usable.map(|category| DocumentCategory {
        id: category.id.as_str().to_owned(),
        name: category.name.clone(),
    });
    usable.collect()
}

/// Adds the tables, and as fields those of their columns that the employee has no field for. Where the table does not
/// show such a column, the value would have no place to go: then there is no field either.
fn with_tables(mut catalogue: Catalogue, tables: &[bamboohr::Table], lists: &[List]) -> Catalogue {
    let seen = Table::ALL.into_iter();
    catalogue.tables = seen.filter_map(|table| columns(table, tables)).collect();
    for (table, alias) in row_only_fields() {
        let of_table = tables.iter().find(|found| found.alias == table.code());
        let columns = of_table.map(|found| found.columns.as_slice());
        let mut columns = columns.unwrap_or_default().iter();
        let column = columns.find(|column| column.alias == alias);
        let known = catalogue.field(&FieldId::new(alias)).is_some();
        match column {
            Some(column) if !known => catalogue.fields.push(column_field(column, lists)),
            None => catalogue.fields.retain(|field| field.id.as_str() != alias),
            Some(_) => {}
        }
    }
    catalogue
}

/// A column as a field.
fn column_field(column: &bamboohr::Column, lists: &[List]) -> Field {
    let meta = MetaField {
        id: column.id.clone(),
        name: column.name.clone(),
        kind: column.kind.clone(),
        alias: Some(column.alias.clone()),
        deprecated: false,
    };
    field(&meta, &column.alias, lists, &[], &[])
}

fn columns(table: Table, tables: &[bamboohr::Table]) -> Option<TableColumns> {
    let found = tables.iter().find(|found| found.alias == table.code())?;
    let columns = found.columns.iter().map(|column| column.alias.clone());
    Some(TableColumns {
        table,
        columns: columns.filter(|alias| !alias.is_empty()).collect(),
    })
}

/// What a key may not read is empty; anything else may be readable a moment later and must not be kept.
fn refused_is_empty<T>(outcome: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match outcome {
        Err(Error::Refused(refusal))
            if matches!(
                refusal.reason,
                RefusalReason::NotPermitted | RefusalReason::NotFound
            ) =>
        {
            Ok(Vec::new())
        }
        other => other,
    }
}

fn catalogue(
    fields: &[MetaField],
    lists: &[List],
    countries: &[Country],
    states: &[Choice],
) -> Catalogue {
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    // `19.1` is a part of field `19` under the same alias; the whole number is the field itself.
    let (whole, parts): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|field| !field.deprecated)
        .partition(|field| !field.id.is_part());
    for field in whole.into_iter().chain(parts) {
        let Some(alias) = field.alias.as_deref().filter(|alias| !alias.is_empty()) else {
            continue;
        };
        if !seen.insert(alias) {
            continue;
        }
        read.push(self::field(field, alias, lists, countries, states));
    }
    Catalogue {
        fields: read,
        tables: Vec::new(),
    }
}

fn field(
    meta: &MetaField,
    alias: &str,
    lists: &[List],
    countries: &[Country],
    states: &[Choice],
) -> Field {
    let list = lists
        .iter()
        .find(|list| list.field_id == meta.id || list.alias.as_deref() == Some(alias));
    let (kind, choices) = kind_and_choices(meta, list, countries, states);
    let label = match meta.name.trim() {
        "" => alias,
        name => name,
    };
    Field {
        choices,
        list: list.map(|list| ListOf {
            id: list.field_id.to_string(),
            can_add: list.manageable,
        }),
        ..Field::new(alias, label, kind)
    }
}

fn kind_and_choices(
    field: &MetaField,
    list: Option<&List>,
    countries: &[Country],
    states: &[Choice],
) -> (FieldKind, Vec<Choice>) {
    let fixed = vocabulary(&field.kind);
    if !fixed.is_empty() {
        return (
            FieldKind::Choice,
            fixed.iter().copied().map(Choice::new).collect(),
        );
    }
    match field.kind.as_str() {
        // Of several options at once the form asks for one.
        "list" | "multilist" => {
            let options = list.map(|list| list.options.as_slice()).unwrap_or_default();
            let current = options
                .iter()
                .filter(|option| !option.archived)
                .filter_map(|option| option.name.as_deref());
            (
                FieldKind::Choice,
                current
                    .filter(|name| !name.trim().is_empty())
                    .map(Choice::new)
                    .collect(),
            )
        }
        "country" if countries.is_empty() => (FieldKind::Text, Vec::new()),
        "country" => (
            FieldKind::Choice,
            countries.iter().map(country_choice).collect(),
        ),
        "state" => (FieldKind::State, states.to_vec()),
        "currency" => (FieldKind::Money, Vec::new()),
        "date" => (FieldKind::Date, Vec::new()),
        "email" => (FieldKind::Email, Vec::new()),
        "phone" => (FieldKind::Phone, Vec::new()),
        "employee" => (FieldKind::Employee, Vec::new()),
        // Any other text than “yes” is off for BambooHR, “true” too.
        "checkbox" => (
            FieldKind::Choice,
            vec![either("yes", "true"), either("no", "false")],
        ),
        "textarea" => (FieldKind::LongText, Vec::new()),
        "text" => (FieldKind::Text, Vec::new()),
        _ => (FieldKind::Other, Vec::new()),
    }
}

fn either(value: &str, also: &str) -> Choice {
    Choice {
        also: vec![also.to_owned()],
        ..Choice::new(value)
    }
}

fn country_choice(country: &Country) -> Choice {
    Choice {
        value: country.name.clone(),
        also: country.iso_code.iter().cloned().collect(),
        within: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(id: &str, alias: &str, kind: &str) -> MetaField {
        MetaField {
            id: serde_json::from_value(id.into()).unwrap(),
            name: format!("Label {id}"),
            kind: kind.to_owned(),
            alias: Some(alias.to_owned()),
            deprecated: false,
        }
    }

    #[test]
    fn the_field_wins_over_its_part_and_over_its_deprecated_twin() {
        let nickname = MetaField {
            deprecated: true,
            ..meta("1358", "nickname", "text")
        };
        let fields = [
            meta("19.1", "payRate", "text"),
            nickname,
            meta("19", "payRate", "currency"),
            meta("1358", "preferredName", "text"),
        ];
        let read = catalogue(&fields, &[], &[], &[]);
        let kinds: Vec<_> = read
            .fields
            .iter()
            .map(|field| (field.id.as_str(), field.kind))
            .collect();
        assert_eq!(
            kinds,
            [
                ("payRate", FieldKind::Money),
                ("preferredName", FieldKind::Text)
            ]
        );
    }

    #[test]
    fn archived_and_nameless_options_are_not_offered() {
        let list: List = serde_json::from_str(
            r#"{"fieldId":17,"name":"Job Title","options":[{"id":1,"name":"Recruiter","archived":"no"},
               {"id":2,"name":"Webmaster","archived":"yes"},{"id":3,"name":null,"archived":"no"}]}"#,
        )
        .unwrap();
        let read = catalogue(&[meta("17", "jobTitle", "list")], &[list], &[], &[]);
        assert_eq!(read.fields[0].choices, [Choice::new("Recruiter")]);
    }

    #[test]
    fn a_type_we_do_not_know_is_sent_as_text() {
        let read = catalogue(&[meta("4711", "customAura", "aura_colour")], &[], &[], &[]);
        assert_eq!(read.fields[0].kind, FieldKind::Other);
    }

    #[test]
    fn a_field_says_whose_it_is_and_where_options_can_be_added() {
        let lists: Vec<List> = serde_json::from_str(
            r#"[{"fieldId":4507,"name":"Laptop","manageable":"yes","options":[{"id":1,"name":"Light","archived":"no"}]},
                {"fieldId":18,"name":"Location","alias":"location","manageable":"no","options":[]}]"#,
        )
        .unwrap();
        let fields = [
            meta("4507", "customLaptop", "list"),
            meta("18", "location", "list"),
            meta("7", "ssn", "ssn"),
            meta("91", "reportsTo", "employee"),
            meta("4519", "customParkingNeeded", "checkbox"),
        ];
        let read = catalogue(&fields, &lists, &[], &[]);
        let [laptop, location, ssn, manager, parking] = read.fields.as_slice() else {
            panic!("{read:?}")
        };
        assert!(laptop.is_custom && !laptop.is_sensitive && !location.is_custom);
        let list = |id: &str, can_add| {
            Some(ListOf {
                id: id.to_owned(),
                can_add,
            })
        };
        assert_eq!(
            (&laptop.list, &location.list),
            (&list("4507", true), &list("18", false))
        );
        assert!(ssn.is_sensitive && ssn.list.is_none());
        assert_eq!(manager.kind, FieldKind::Employee);
        // A checkbox is on for “yes” only, whatever a candidate calls it.
        assert!(parking.choices[0].is_named("TRUE") && parking.choices[0].value == "yes");
    }

    #[test]
    fn a_column_that_is_no_field_is_asked_where_its_table_shows_it_and_nowhere_else() {
        let table = |columns: &str| -> Vec<bamboohr::Table> {
            let text = format!(r#"[{{"alias":"jobInfo","fields":[{columns}]}}]"#);
            serde_json::from_str(&text).unwrap()
        };
        let lists: Vec<List> = serde_json::from_str(
            r#"[{"fieldId":4530,"name":"Teams","manageable":"yes","multiple":"yes",
                 "options":[{"id":1,"name":"Growth","archived":"no"}]}]"#,
        )
        .unwrap();
        let shown = table(
            r#"{"id":91,"name":"Reports To","alias":"reportsTo","type":"employee"},
               {"id":4530,"name":"Teams","alias":"teams","type":"multilist"}"#,
        );
        let fields = |tables: &[bamboohr::Table]| {
            let known = catalogue(&[meta("91", "reportsTo", "employee")], &[], &[], &[]);
            with_tables(known, tables, &lists).fields
        };
        let with = fields(&shown);
        let named: Vec<_> = with
            .iter()
            .map(|field| (field.id.as_str(), field.kind, field.choices.len()))
            .collect();
        assert_eq!(
            named,
            [
                ("reportsTo", FieldKind::Employee, 0),
                ("teams", FieldKind::Choice, 1)
            ]
        );
        let hidden = table(r#"{"id":4047,"name":"Date","alias":"date","type":"date"}"#);
        assert!(fields(&hidden).is_empty() && fields(&[]).is_empty());
    }
}
