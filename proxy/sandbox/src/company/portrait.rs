//! One employee as a page shows them: stored texts with the labels of the catalogue, and the rows of
//! tables as histories. It is made from the record alone and decides nothing about the company.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use super::cabinet::FileCategory;
use super::record::{EmployeeRecord, FileRecord};
use super::{catalogue, tables};

/// A stored text: what it is called, its API name, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) key: String,
    pub(crate) text: String,
}

/// Facts under a heading, and the labels of those that are empty.
#[derive(Debug)]
pub(crate) struct FactGroup {
    pub(crate) title: &'static str,
    pub(crate) facts: Vec<Fact>,
    pub(crate) empty: Vec<String>,
}

/// How a row stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its day is still to come.
    From(Date),
    Current,
    Past,
    /// The table has no dates.
    Undated,
}

/// A table of the employee, newest row first.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) title: String,
    pub(crate) table: String,
    /// Label and API name of every column that a row fills; the date first.
    pub(crate) columns: Vec<(String, String)>,
    pub(crate) rows: Vec<HistoryRow>,
}

/// A row. `cells` are in the order of the columns, empty ones `None`.
#[derive(Debug)]
pub(crate) struct HistoryRow {
    pub(crate) id: String,
    pub(crate) standing: Standing,
    pub(crate) cells: Vec<Option<String>>,
}

/// A file of the employee.
#[derive(Debug)]
pub(crate) struct StoredFile {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) original_name: String,
    pub(crate) category: String,
    pub(crate) bytes: u64,
    pub(crate) added: Timestamp,
    pub(crate) shared: bool,
}

const GROUPS: [(&str, &[&str]); 4] = [
    (
        "Identity",
        &[
            "firstName",
            "middleName",
            "lastName",
            "preferredName",
            "employeeNumber",
            "dateOfBirth",
            "gender",
            "maritalStatus",
            "ssn",
        ],
    ),
    (
        "Contact",
        &[
            "workEmail",
            "homeEmail",
            "workPhone",
            "workPhoneExtension",
            "mobilePhone",
            "homePhone",
            "linkedIn",
        ],
    ),
    (
        "Address",
        &[
            "address1", "address2", "city", "state", "zipcode", "country",
        ],
    ),
    ("Hire", &["hireDate", "originalHireDate", "terminationDate"]),
];

/// The tables with a section of their own, and what it is called.
const TITLES: [(&str, &str); 4] = [
    ("jobInfo", "Job"),
    ("compensation", "Pay"),
    ("employmentStatus", "Employment status"),
    ("emergencyContacts", "Emergency contacts"),
];

impl EmployeeRecord {
    /// All fields with their labels, by API name.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let facts = self.fields.iter();
        facts.map(|(key, text)| fact(key, text)).collect()
    }

    /// The fields that are not kept in a table, in groups. Those that belong to no group, such as the
    /// company's own fields, come last.
    pub(crate) fn personal(&self) -> Vec<FactGroup> {
        let mut left: BTreeMap<&str, &str> = self
            .fields
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
            .filter(|(key, _)| tables::dated_field(key).is_none())
            .collect();
        let mut groups: Vec<FactGroup> = Vec::new();
        for (title, keys) in GROUPS {
            let (mut facts, mut empty) = (Vec::new(), Vec::new());
            for key in keys {
                match left.remove(key) {
                    Some(text) => facts.push(fact(key, text)),
                    None => empty.push(label(key)),
                }
            }
            groups.push(FactGroup {
                title,
                facts,
                empty,
            });
        }
        if !left.is_empty() {
            let facts = left.into_iter().map(|(key, text)| fact(key, text));
            groups.push(FactGroup {
                title: "More",
                facts: facts.collect(),
                empty: Vec::new(),
            });
        }
        groups
    }

    /// Every table of the company and every other one that has rows: the well-known ones first.
    pub(crate) fn histories(&self, today: Date) -> Vec<History> {
        let known = TITLES.iter().map(|(table, _)| *table);
        let others = tables::all().map(|table| table.alias);
        let stored = self.tables.keys().map(String::as_str);
        let mut seen = BTreeSet::new();
        known
            .chain(others)
            .chain(stored)
            .filter(|table| seen.insert(*table))
            .map(|table| self.history(table, today))
            .collect()
    }

    fn history(&self, alias: &str, today: Date) -> History {
        let stored = self
            .tables
            .get(alias)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let table = tables::table(alias);
        let date_column = table.and_then(|table| table.date_column);
        let columns = columns_of(table, date_column, stored);
        let mut is_current_found = false;
        let rows = stored.iter().rev().map(|row| HistoryRow {
            id: row.get("id").cloned().unwrap_or_default(),
            standing: match date_column.map(|column| date_in(row, column)) {
                None => Standing::Undated,
                Some(Some(date)) if date > today => Standing::From(date),
                Some(_) if is_current_found => Standing::Past,
                Some(_) => {
                    is_current_found = true;
                    Standing::Current
                }
            },
            cells: columns
                .iter()
                .map(|(_, key)| row.get(key).cloned())
                .collect(),
        });
        History {
            rows: rows.collect(),
            title: title_of(alias),
            table: alias.to_owned(),
            columns,
        }
    }

    /// The files, oldest first, with the names of their categories.
    pub(crate) fn stored_files(&self, categories: &[FileCategory]) -> Vec<StoredFile> {
        let file = |file: &FileRecord| {
            let category = categories.iter().find(|known| known.id == file.category);
            StoredFile {
                id: file.id.clone(),
                name: file.name.clone(),
                original_name: file.original_name.clone(),
                category: category.map_or_else(String::new, |known| known.name.clone()),
                bytes: file.size,
                added: file.added,
                shared: file.shared,
            }
        };
        self.files.iter().map(file).collect()
    }
}

fn fact(key: &str, text: &str) -> Fact {
    Fact {
        label: label(key),
        key: key.to_owned(),
        text: text.to_owned(),
    }
}

/// The catalogue's name of a field; the API name when the catalogue has none.
fn label(key: &str) -> String {
    catalogue::resolve(key)
        .map_or(key, |field| field.name)
        .to_owned()
}

fn date_in(row: &BTreeMap<String, String>, column: &str) -> Option<Date> {
    row.get(column).and_then(|text| text.parse().ok())
}

/// The columns that some row fills: first the date, then in the order of the table.
fn columns_of(
    table: Option<&tables::Table>,
    date_column: Option<&str>,
    rows: &[BTreeMap<String, String>],
) -> Vec<(String, String)> {
    let mut filled: BTreeSet<&str> = rows
        .iter()
        .flat_map(BTreeMap::keys)
        .map(String::as_str)
        .filter(|key| *key != "id")
        .collect();
    let mut columns = Vec::new();
    if let Some(date) = date_column.filter(|date| filled.remove(date)) {
        columns.push(("Date".to_owned(), date.to_owned()));
    }
    for column in table.map(|table| table.columns).unwrap_or_default() {
        if filled.remove(column.alias) {
            columns.push((column.name.to_owned(), column.alias.to_owned()));
        }
    }
    columns.extend(
        filled
            .into_iter()
            .map(|key| (key.to_owned(), key.to_owned())),
    );
    columns
}

/// `customEquipmentHistory` reads `Equipment history`, `benefit_class` reads `Benefit class`.
fn title_of(table: &str) -> String {
    if let Some((_, title)) = TITLES.iter().find(|(alias, _)| *alias == table) {
        return (*title).to_owned();
    }
    let plain = table.strip_prefix("custom").unwrap_or(table);
    let plain = plain.strip_prefix("employee").unwrap_or(plain);
    let mut title = String::new();
    for character in plain.chars() {
        match character {
            _ if title.is_empty() => title.extend(character.to_uppercase()),
            '_' => title.push(' '),
            character if character.is_uppercase() => {
                title.push(' ');
                title.extend(character.to_lowercase());
            }
            character => title.push(character),
        }
    }
    title
}

#[cfg(test)]
mod tests;
