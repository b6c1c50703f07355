//! Reading the rows of a table. Rows come in no useful order, on purpose: clients must sort by date.

use serde_json::{Map, Value, json};

use super::catalogue::Kind;
use super::employee::{Employee, Row};
use super::tables::{self, Column, Table};
use super::{Caller, Company, Refusal, mix};

impl Company {
    /// The rows of one employee, or of everybody when `id` is `all`. Columns the caller may not read
    /// are left out; amounts are objects of `currency` and `value`.
    pub(crate) fn rows(
        &self,
        caller: &Caller,
        id: &str,
        table: &str,
    ) -> Result<Vec<Map<String, Value>>, Refusal> {
        let employees: Vec<&Employee> = match id {
            "all" => {
                let everybody = self.employees.values();
                everybody.filter(|one| caller.may_see(one.id)).collect()
            }
            id => vec![self.employee_for(caller, id)?],
        };
        let table = tables::table(table).ok_or(Refusal::TableNotFound)?;
        let mut answer = Vec::new();
        for employee in employees {
            let rows = employee.rows.iter().filter(|row| row.table == table.alias);
            answer.extend(rows.map(|row| (row.id, show(caller, employee, row, table))));
        }
        // In no order that means anything, but in the same one whenever the seed is the same.
        answer.sort_by_key(|(id, _)| mix(self.origin.seed, *id));
        Ok(answer.into_iter().map(|(_, row)| row).collect())
    }
}

fn show(caller: &Caller, employee: &Employee, row: &Row, table: &Table) -> Map<String, Value> {
    let mut shown = Map::new();
    shown.insert("id".to_owned(), json!(row.id.to_string()));
    shown.insert("employeeId".to_owned(), json!(employee.id.to_string()));
    for column in table
        .columns
        .iter()
        .filter(|column| caller.may_read_column(table, column))
    {
        let value = match table.date_column {
            Some(date_column) if date_column == column.alias => json!(row.date.to_string()),
            _ => cell(row, column),
        };
        shown.insert(column.alias.to_owned(), value);
    }
    shown
}

fn cell(row: &Row, column: &Column) -> Value {
    let text = row.values.get(column.alias);
    if column.kind == Kind::MultiList {
        return json!(text.map(|text| text.split(',').collect::<Vec<_>>()));
    }
    match (column.kind, text.and_then(|text| text.split_once(' '))) {
        (Kind::Currency, Some((amount, code))) => json!({"currency": code, "value": amount}),
        _ => json!(text),
    }
}
