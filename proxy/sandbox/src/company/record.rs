//! What a test or a page sees of an employee: plain texts, independent of keys and of `onlyCurrent`.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::cabinet::Cabinet;
use super::employee::{AsOf, Employee};
use super::tables;

/// A copy of one employee as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployeeRecord {
    /// Digits, as in URLs.
    pub id: String,
    /// Every field that is not empty, by alias (by id for fields without one), as BambooHR would read
    /// it: `payRate` is `"27000.00 USD"`, `state` an abbreviation, `country` a full name. Job, pay and
    /// employment status are those of the newest row, even when its date is still to come.
    pub fields: BTreeMap<String, String>,
    /// `Active` or `Inactive`, today.
    pub status: String,
    /// Rows by table alias, oldest first. Each row holds `id`, its date (`date` or `startDate`) and
    /// the columns that are not empty.
    pub tables: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// The files, oldest first.
    pub files: Vec<FileRecord>,
    /// How many bytes the photo has, if there is one.
    pub photo: Option<u64>,
}

/// A copy of what is known of a file, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// Digits, as in URLs.
    pub id: String,
    /// The id of the category it was put into.
    pub category: u32,
    /// What people see, as `fileName` said.
    pub name: String,
    /// What it was called where it came from.
    pub original_name: String,
    /// In bytes.
    pub size: u64,
    /// Whether the employee may see it.
    pub shared: bool,
    /// When it was uploaded.
    pub added: Timestamp,
}

impl EmployeeRecord {
    pub(crate) fn of(employee: &Employee, today: Date) -> Self {
        let mut fields = employee.fields.clone();
        for dated in tables::DATED {
            if let Some(text) = employee.text(dated.key, AsOf::Whenever) {
                fields.insert(dated.key.to_owned(), text.to_owned());
            }
        }
        let mut rows: Vec<_> = employee.rows.iter().collect();
        rows.sort_by_key(|row| (row.date, row.id));
        let mut by_table: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for row in rows {
            let mut values = row.values.clone();
            values.insert("id".to_owned(), row.id.to_string());
            if let Some(column) = tables::table(row.table).and_then(|table| table.date_column) {
                values.insert(column.to_owned(), row.date.to_string());
            }
            by_table
                .entry(row.table.to_owned())
                .or_default()
                .push(values);
        }
        Self {
            id: employee.id.to_string(),
            fields,
            status: employee.status(today).to_owned(),
            tables: by_table,
            files: Vec::new(),
            photo: None,
        }
    }

    /// With the files and the photo.
    pub(crate) fn with_cabinet(mut self, cabinet: &Cabinet, employee: u64) -> Self {
        let files = cabinet.files(employee).iter();
        self.files = files
            .map(|file| FileRecord {
                id: file.id.to_string(),
                category: file.category,
                name: file.name.clone(),
                original_name: file.original_name.clone(),
                size: file.size,
                shared: file.is_shared,
                added: file.added,
            })
            .collect();
        self.photo = cabinet.photo(employee).map(|photo| photo.size);
        self
    }
}
