//! The dated tables that a hire has values in, and which field of the employee is which column of them.
//!
//! The one place that knows it, used both ways: a value finds its column here when a plan is made, and a row that
//! was read is compared column by column. Which columns a key can see is the catalogue's to say, not this module's.

use serde::{Deserialize, Serialize};

use super::FieldId;

/// A dated table of the employee. Its rows say what holds from which day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Table {
    /// Whether somebody works full-time, part-time and so on.
    #[serde(rename = "employmentStatus")]
    EmploymentStatus,
    /// Title, place and manager.
    #[serde(rename = "jobInfo")]
    JobInformation,
    /// Pay.
    #[serde(rename = "compensation")]
    Compensation,
}

/// The columns of one table that the key can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableColumns {
    /// Which table.
    pub table: Table,
    /// Aliases of its columns.
    pub columns: Vec<String>,
}

/// A field of the employee that is really a column of a table.
struct Place {
    field: &'static str,
    table: Table,
    column: &'static str,
    /// The employee has no such field that could be written: only a row can hold the value.
    is_only_in_rows: bool,
}

const fn place(field: &'static str, table: Table, column: &'static str) -> Place {
    Place {
        field,
        table,
        column,
        is_only_in_rows: false,
    }
}

const fn only_in_rows(field: &'static str, table: Table) -> Place {
    Place {
        field,
        table,
        column: field,
        is_only_in_rows: true,
    }
}

const PLACES: [Place; 14] = [
    place(
        "employmentHistoryStatus",
        Table::EmploymentStatus,
        "employmentStatus",
    ),
    place("location", Table::JobInformation, "location"),
    place("department", Table::JobInformation, "department"),
    place("division", Table::JobInformation, "division"),
    place("jobTitle", Table::JobInformation, "jobTitle"),
    only_in_rows("reportsTo", Table::JobInformation),
    only_in_rows("teams", Table::JobInformation),
    place("payRate", Table::Compensation, "rate"),
    place("payType", Table::Compensation, "type"),
    place("exempt", Table::Compensation, "exempt"),
    place("payChangeReason", Table::Compensation, "reason"),
    place("payPer", Table::Compensation, "paidPer"),
    place("paySchedule", Table::Compensation, "paySchedule"),
    place("overtimeRate", Table::Compensation, "overtimeRate"),
];

impl Table {
    /// All tables, in the order in which their rows are set.
    pub const ALL: [Self; 3] = [
        Self::EmploymentStatus,
        Self::JobInformation,
        Self::Compensation,
    ];

    /// BambooHR's alias of the table, for example `jobInfo`.
    pub fn code(self) -> &'static str {
        match self {
            Self::EmploymentStatus => "employmentStatus",
            Self::JobInformation => "jobInfo",
            Self::Compensation => "compensation",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.code() == code)
    }

    /// The column that says from which day on a row holds.
    pub fn date_column(self) -> &'static str {
        match self {
            Self::EmploymentStatus | Self::JobInformation => "date",
            Self::Compensation => "startDate",
        }
    }

    /// The table in which this field of the employee is a column.
    pub(crate) fn of(field: &FieldId) -> Option<Self> {
        found(field).map(|place| place.table)
    }

    /// The columns without which no row of this table makes sense.
    pub(crate) fn needed_columns(self) -> &'static [&'static str] {
        match self {
            Self::EmploymentStatus => &["date", "employmentStatus"],
            Self::JobInformation => &["date"],
            Self::Compensation => &["startDate", "rate"],
        }
    }
}

/// The column that holds this field of the employee.
pub(crate) fn column_of(field: &FieldId) -> Option<&'static str> {
    found(field).map(|place| place.column)
}

/// Whether only a row can hold this field.
pub fn is_only_in_rows(field: &FieldId) -> bool {
    found(field).is_some_and(|place| place.is_only_in_rows)
}

/// Every field that only a row can hold, with its table. Its alias is that of the column.
pub fn row_only_fields() -> impl Iterator<Item = (Table, &'static str)> {
    let places = PLACES.iter().filter(|place| place.is_only_in_rows);
    places.map(|place| (place.table, place.column))
}

fn found(field: &FieldId) -> Option<&'static Place> {
    PLACES.iter().find(|place| place.field == field.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_has_two_columns_and_no_column_two_fields() {
        for (nth, place) in PLACES.iter().enumerate() {
            for other in PLACES.iter().skip(nth + 1) {
                assert_ne!(place.field, other.field);
                assert_ne!((place.table, place.column), (other.table, other.column));
            }
            assert_ne!(place.column, place.table.date_column());
        }
    }

    #[test]
    fn a_table_goes_by_the_same_name_everywhere() {
        for table in Table::ALL {
            assert_eq!(Table::from_code(table.code()), Some(table));
            let written = serde_json::to_string(&table).unwrap();
            assert_eq!(written, format!("\"{}\"", table.code()));
            assert!(table.needed_columns().contains(&table.date_column()));
        }
        assert_eq!(Table::from_code("dependents"), None);
    }
}
