//! Where a value goes: to the employee, or to a dated row of a table. Decision record 0011 says why.

use super::{PlannedField, Step};
use crate::calendar::read_date;
use crate::catalogue::{Catalogue, Table, column_of, is_only_in_rows};

/// Whether the values of a table go into a row of ours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// They are sent with the employee.
    WithEmployee,
    /// They are sent as a row.
    ToRow,
    /// They are sent with the employee, as far as BambooHR takes them there, and all of them as a row.
    ToBoth,
}

/// Values by where they go.
pub(super) struct Placed {
    /// Sent with the employee.
    pub(super) plain: Vec<PlannedField>,
    /// One step for each table that gets a row.
    pub(super) rows: Vec<Step>,
}

/// Puts the values of a table into its row of `date`, if there is a date, the key can see all columns they need, and
/// that is where they go. The values of one table stay together.
pub(super) fn place(
    fields: Vec<PlannedField>,
    catalogue: &Catalogue,
    date: Option<&str>,
    goes: impl Fn(Table, &[PlannedField]) -> Goes,
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
        if values.is_empty() || !has_columns(catalogue, table, &values) {
            continue;
        }
        let goes = goes(table, &values);
        if goes == Goes::WithEmployee {
            continue;
        }
        placed.plain.retain(|field| {
            let stays = goes == Goes::ToBoth && !is_only_in_rows(&field.id);
            Table::of(&field.id) != Some(table) || stays
        });
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
/// the payroll rule, which wants everything in one call; what that cannot carry follows in a row of the same day, which
/// says the rest of the job again so that no row of BambooHR's own is left without it.
pub(super) fn of_a_new_hire(
    hire: &[PlannedField],
) -> impl Fn(Table, &[PlannedField]) -> Goes + use<> {
    let has_schedule = hire.iter().any(|field| field.id.as_str() == "paySchedule");
    move |table, values| match table {
        Table::EmploymentStatus | Table::Compensation if !has_schedule => Goes::ToRow,
        Table::JobInformation if values.iter().any(|field| is_only_in_rows(&field.id)) => {
            match has_schedule {
                true => Goes::ToBoth,
                false => Goes::ToRow,
            }
        }
        _ => Goes::WithEmployee,
    }
}
