//! The dated tables of an employee: their columns, and which employee fields are only a view of the
//! newest row. Rows themselves belong to the employee.

use super::catalogue::{FieldId, Kind};

mod more;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) id: FieldId,
    pub(crate) name: &'static str,
    pub(crate) alias: &'static str,
    pub(crate) kind: Kind,
}

/// A table. `date_column` is the column that holds the effective date, if it is a dated one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) alias: &'static str,
    pub(crate) date_column: Option<&'static str>,
    pub(crate) columns: &'static [Column],
}

const fn column(id: i32, name: &'static str, alias: &'static str, kind: Kind) -> Column {
    Column {
        id: FieldId::Number(id),
        name,
        alias,
        kind,
    }
}

/// The tables that job, pay and status are read from.
const DATED_TABLES: &[Table] = &[
    Table {
        alias: "jobInfo",
        date_column: Some("date"),
        columns: &[
            column(4047, "Job Information: Date", "date", Kind::Date),
            column(18, "Location", "location", Kind::List),
            column(4, "Department", "department", Kind::List),
            column(1355, "Division", "division", Kind::List),
            column(17, "Job Title", "jobTitle", Kind::List),
            column(91, "Reports To", "reportsTo", Kind::Employee),
            column(4530, "Teams", "teams", Kind::MultiList),
        ],
    },
    Table {
        alias: "employmentStatus",
        date_column: Some("date"),
        columns: &[
            column(1936, "Employment Status: Date", "date", Kind::Date),
            column(16, "Employment Status", "employmentStatus", Kind::List),
            column(4045, "Comment", "comment", Kind::TextArea),
            column(4314, "Termination Type", "terminationTypeId", Kind::List),
            column(
                4315,
                "Termination Reason",
                "terminationReasonId",
                Kind::List,
            ),
            column(
                4316,
                "Eligible For Rehire",
                "terminationRehireId",
                Kind::List,
            ),
        ],
    },
    Table {
        alias: "compensation",
        date_column: Some("startDate"),
        columns: &[
            column(4021, "Compensation Date", "startDate", Kind::Date),
            column(4022, "End Date", "endDate", Kind::Date),
            column(19, "Pay rate", "rate", Kind::Currency),
            column(156, "Pay type", "type", Kind::PayType),
            column(4042, "Overtime Status", "exempt", Kind::Exempt),
            column(4017, "Change Reason", "reason", Kind::List),
            column(4018, "Comment", "comment", Kind::TextArea),
            column(4330, "Paid per", "paidPer", Kind::PaidPer),
            column(4386, "Pay Schedule", "paySchedule", Kind::List),
            column(4403, "Overtime Rate", "overtimeRate", Kind::Currency),
        ],
    },
];

/// The table with this alias; `contacts` is the old name of `emergencyContacts`.
pub(crate) fn table(alias: &str) -> Option<&'static Table> {
    let current = if alias == "contacts" {
        "emergencyContacts"
    } else {
        alias
    };
    all().find(|table| table.alias == current)
}

/// Every table of the company.
pub(crate) fn all() -> impl Iterator<Item = &'static Table> {
    DATED_TABLES.iter().chain(more::MORE)
}

/// A field of the employee that is really a column of the newest row of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dated {
    pub(crate) key: &'static str,
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
}

const fn dated(key: &'static str, table: &'static str, column: &'static str) -> Dated {
    Dated { key, table, column }
}

impl Table {
    /// The column a caller means by this alias or id.
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| {
            let is_id = matches!(column.id, FieldId::Number(id) if id.to_string() == name);
            column.alias == name || is_id
        })
    }
}

/// All such fields. Writing one adds a row; reading one reads a row.
pub(crate) const DATED: &[Dated] = &[
    dated("jobTitle", "jobInfo", "jobTitle"),
    dated("department", "jobInfo", "department"),
    dated("division", "jobInfo", "division"),
    dated("location", "jobInfo", "location"),
    dated("reportsTo", "jobInfo", "reportsTo"),
    dated("payRate", "compensation", "rate"),
    dated("payType", "compensation", "type"),
    dated("payPer", "compensation", "paidPer"),
    dated("exempt", "compensation", "exempt"),
    dated("paySchedule", "compensation", "paySchedule"),
    dated("payChangeReason", "compensation", "reason"),
    dated("overtimeRate", "compensation", "overtimeRate"),
    dated(
        "employmentHistoryStatus",
        "employmentStatus",
        "employmentStatus",
    ),
];

/// How this field is kept in a table, if it is.
pub(crate) fn dated_field(key: &str) -> Option<&'static Dated> {
    DATED.iter().find(|dated| dated.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::catalogue;

    #[test]
    fn every_dated_field_names_a_field_and_a_column_that_exist() {
        for dated in DATED {
            assert!(catalogue::resolve(dated.key).is_some(), "{}", dated.key);
            let columns = table(dated.table)
                .map(|table| table.columns)
                .unwrap_or_default();
            assert!(
                columns.iter().any(|column| column.alias == dated.column),
                "{}",
                dated.column
            );
        }
    }

    #[test]
    fn every_list_column_has_a_list_and_no_two_columns_share_an_alias() {
        let lists = crate::company::lists::standard_lists();
        for table in all() {
            for column in table.columns {
                let (alias, name) = (table.alias, column.alias);
                let same = |other: &&Column| other.alias == column.alias;
                assert_eq!(
                    table.columns.iter().filter(same).count(),
                    1,
                    "{alias}.{name}"
                );
                if matches!(column.kind, Kind::List | Kind::MultiList) {
                    let owns = |id: i32| column.id == FieldId::Number(id);
                    let list = lists.iter().find(|list| owns(list.field_id));
                    let is_multiple = column.kind == Kind::MultiList;
                    assert_eq!(
                        list.map(|list| list.multiple),
                        Some(is_multiple),
                        "{alias}.{name}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_old_name_of_the_emergency_contacts_still_works() {
        assert_eq!(
            table("contacts").map(|table| table.alias),
            Some("emergencyContacts")
        );
        assert!(table("unheardOf").is_none());
    }
}
