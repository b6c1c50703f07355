//! One employee: plain fields, and dated rows from which the current job, pay and status are read.
//! Knows nothing of requests, permissions or other employees.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::moment::Moment;
use super::tables;

/// An alias out of [`tables::all`]. Under a name of its own, because serde would take a plain reference
/// for one into the text that is being read.
type TableAlias = &'static str;

/// A row of a table. Dates live in `date`; all other columns in `values`, empty ones left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: u64,
    #[serde(deserialize_with = "known_table")]
    pub(crate) table: TableAlias,
    pub(crate) date: Date,
    pub(crate) values: BTreeMap<String, String>,
}

/// An employee. `fields` is keyed by [`super::catalogue::Field::key`] and holds no empty text.
/// `added` is missing for people who were there from the start.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Employee {
    pub(crate) id: u64,
    pub(crate) has_left: bool,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) added: Option<Timestamp>,
}

fn known_table<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TableAlias, D::Error> {
    let alias = String::deserialize(deserializer)?;
    let table = tables::table(&alias);
    table.map(|table| table.alias).ok_or_else(|| {
        de::Error::invalid_value(de::Unexpected::Str(&alias), &"the name of a table")
    })
}

/// Which rows count when a dated field is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AsOf {
    /// Rows whose date has come.
    Day(Date),
    /// All rows, future ones too (`onlyCurrent=false`).
    Whenever,
}

impl Employee {
    /// The first day, when it is known.
    pub(crate) fn hire_date(&self) -> Option<Date> {
        self.fields
            .get("hireDate")
            .and_then(|text| text.parse().ok())
    }

    /// The last day, when it is known. It may still lie ahead.
    pub(crate) fn termination_date(&self) -> Option<Date> {
        self.fields
            .get("terminationDate")
            .and_then(|text| text.parse().ok())
    }

    /// Whether the record counts as active: not gone, and the first day has come.
    pub(crate) fn is_active(&self, today: Date) -> bool {
        !self.is_gone(today) && self.hire_date().is_none_or(|date| date <= today)
    }

    /// Whether the last day has come.
    pub(crate) fn is_gone(&self, today: Date) -> bool {
        self.has_left && self.termination_date().is_none_or(|date| date <= today)
    }

    /// `Active` or `Inactive`.
    pub(crate) fn status(&self, today: Date) -> &'static str {
        if self.is_active(today) {
            "Active"
        } else {
            "Inactive"
        }
    }

    /// The newest row of a table among those that count.
    pub(crate) fn newest_row(&self, table: &str, as_of: AsOf) -> Option<&Row> {
        let counts = |row: &&Row| match as_of {
            AsOf::Day(day) => row.date <= day,
            AsOf::Whenever => true,
        };
        self.rows
            .iter()
            .filter(|row| row.table == table)
            .filter(counts)
            .max_by_key(|row| (row.date, row.id))
    }

    /// A stored text by key, from the fields or from the newest row. `None` when empty.
    pub(crate) fn text(&self, key: &str, as_of: AsOf) -> Option<&str> {
        match tables::dated_field(key) {
            Some(dated) => self
                .newest_row(dated.table, as_of)?
                .values
                .get(dated.column)
                .map(String::as_str),
            None => self.fields.get(key).map(String::as_str),
        }
    }

    /// Preferred or first name.
    pub(crate) fn calling_name(&self) -> &str {
        let preferred = self
            .fields
            .get("preferredName")
            .or_else(|| self.fields.get("firstName"));
        preferred.map_or("", String::as_str)
    }

    /// Preferred or first name, space, last name: how one employee is named in another's row.
    pub(crate) fn display_name(&self) -> String {
        let last = self.fields.get("lastName").map_or("", String::as_str);
        format!("{} {last}", self.calling_name()).trim().to_owned()
    }

    /// The day a row written now takes effect: a first day still to come, else today.
    pub(crate) fn effective_date(&self, moment: Moment, is_new: bool) -> Date {
        match self.hire_date() {
            Some(date) if is_new || date > moment.today => date,
            _ => moment.today,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use jiff::civil::date;

    fn employee(hired: &str) -> Employee {
        let title = |id, day, title: &str| Row {
            id,
            table: "jobInfo",
            date: day,
            values: BTreeMap::from([("jobTitle".to_owned(), title.to_owned())]),
        };
        Employee {
            id: 1,
            has_left: false,
            fields: BTreeMap::from([("hireDate".to_owned(), hired.to_owned())]),
            rows: vec![
                title(3, date(2026, 9, 1), "Later"),
                title(1, date(2020, 1, 1), "First"),
                title(2, date(2020, 1, 1), "Corrected"),
            ],
            added: None,
        }
    }

    #[test]
    fn the_newest_row_that_counts_is_the_current_one() {
        let person = employee("2020-01-01");
        assert_eq!(
            person.text("jobTitle", AsOf::Day(date(2026, 8, 31))),
            Some("Corrected")
        );
        assert_eq!(
            person.text("jobTitle", AsOf::Day(date(2026, 9, 1))),
            Some("Later")
        );
        assert_eq!(person.text("jobTitle", AsOf::Day(date(2019, 1, 1))), None);
        assert_eq!(person.text("jobTitle", AsOf::Whenever), Some("Later"));
    }

    #[test]
    fn a_person_is_inactive_until_the_first_day_and_after_leaving() {
        let mut person = employee("2026-12-01");
        assert_eq!(person.status(date(2026, 11, 30)), "Inactive");
        assert_eq!(person.status(date(2026, 12, 1)), "Active");
        person.has_left = true;
        assert_eq!(person.status(date(2026, 12, 1)), "Inactive");
    }
}
