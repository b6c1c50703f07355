//! Where a value goes: to the employee, or to a dated row of a table. Decision record 0011 says why.

use super::{PlannedField, Step};
use crate::calendar::read_date;
use crate::catalogue::{Catalogue, Table, column_of, is_only_in_rows};

/// Values by where they go; each is in exactly one place.
pub(super) struct Placed {
    /// Sent with the employee.
    pub(super) plain: Vec<PlannedField>,
    /// One step for each table that gets a row.
    pub(super) rows: Vec<Step>,
}

/// Puts the values of a table into its row of `date`, if there is a date, the key can see all columns they need, and
/// the row is `wanted`. The values of one table stay together.
pub(super) fn place(
    fields: Vec<PlannedField>,
    catalogue: &Catalogue,
    date: Option<&str>,
    wanted: impl Fn(Table, &[PlannedField]) -> bool,
) -> Placed {
    let mut placed = Placed {
        plain: fields,
        rows: Vec::new(),
    };
    let Some(date) = date.and_then(read_date) else {
        return placed;
    };
    for table in Table::ALL {
        let values: Vec<PlannedField> = placed
            .plain
            .iter()
            .filter(|field| Table::of(&field.id) == Some(table))
            .cloned()
            .collect();
        if values.is_empty() || !has_columns(catalogue, table, &values) || !wanted(table, &values) {
            continue;
        }
        placed
            .plain
            .retain(|field| Table::of(&field.id) != Some(table));
        placed.rows.push(Step::SetRow {
            table,
            date: date.to_string(),
            fields: values,
        });
    }
    placed
}

fn has_columns(catalogue: &Catalogue, table: Table, values: &[PlannedField]) -> bool {
    let given = values.iter().filter_map(|field| column_of(&field.id));
    table
        .needed_columns()
        .iter()
        .copied()
        .chain(given)
        .all(|column| catalogue.shows(table, column))
}

/// Which rows a new hire with these values gets. From job values of the create call BambooHR makes the row by itself;
/// only what the create call cannot carry sends them to a row of ours. Whoever gets a pay schedule may fall under
/// the payroll rule, which wants everything in one call.
pub(super) fn goes_to_a_row(
    hire: &[PlannedField],
) -> impl Fn(Table, &[PlannedField]) -> bool + use<> {
    let has_schedule = hire.iter().any(|field| field.id.as_str() == "paySchedule");
    move |table, values| match table {
        _ if has_schedule => false,
        Table::EmploymentStatus | Table::Compensation => true,
        Table::JobInformation => values.iter().any(|field| is_only_in_rows(&field.id)),
    }
}
