//! Adding, changing and deleting rows of a table. Everything sent is judged before anything is stored. Unlike
//! on the employee, a value that cannot be is refused; a column that the caller may not write is left out in
//! silence, and a column that does not exist too, as long as something is left.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::catalogue::Kind;
use super::employee::{Employee, Row};
use super::row_rules::{self, RowRefusal, RowRules};
use super::tables::{self, Column, Table};
use super::values::{self, Verdict};
use super::{Caller, Company, Moment, Refusal, places};

/// Which row is meant, in the words of a URL. Without `row`, one that is to be added.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowAddress<'url> {
    pub(crate) employee: &'url str,
    pub(crate) table: &'url str,
    pub(crate) row: Option<&'url str>,
}

/// What became of a row that was to be deleted. BambooHR answers 200 to both.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Deletion {
    Done,
    Failed(&'static str),
}

impl Company {
    /// Adds a row, or changes the columns sent of an existing one. Nothing tells the caller the new row's id.
    pub(crate) fn write_row(
        &mut self,
        caller: &Caller,
        address: RowAddress<'_>,
        sent: &Map<String, Value>,
        rules: RowRules,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let employee = self.employee_for(caller, address.employee)?;
        let table = tables::table(address.table).ok_or(Refusal::TableNotFound)?;
        let existing = match address.row {
            None => None,
            Some(id) => Some(find_row(employee, table, id).ok_or(RowRefusal::RowNotFound)?),
        };
        let is_new = existing.is_none();
        let known: Vec<(&Column, &Value)> = sent
            .iter()
            .filter_map(|(name, value)| table.column(name).map(|column| (column, value)))
            .collect();
        if is_new {
            check_required(table, &known, rules)?;
        }
        if known.is_empty() {
            return Err(RowRefusal::NoSuchColumn.into());
        }
        let permitted: Vec<_> = known
            .into_iter()
            .filter(|(column, _)| caller.may_write_column(table, column))
            .collect();
        // A new row without its date would count from today, and empty what the row before it said.
        let is_undated = |date| !permitted.iter().any(|(column, _)| column.alias == date);
        if permitted.is_empty() || (is_new && table.date_column.is_some_and(is_undated)) {
            return Err(Refusal::NotPermitted);
        }
        let mut row = existing.cloned().unwrap_or_else(|| Row {
            id: self.next_row,
            table: table.alias,
            date: moment.today,
            values: BTreeMap::new(),
        });
        for (column, value) in permitted {
            self.set_cell(&mut row, table, column, value)?;
        }
        settle_state(&mut row)?;
        row_rules::check(employee, &row, rules, is_new)?;
        self.check_supervisor(employee, &row)?;

        let (id, before) = (employee.id, employee.clone());
        if is_new {
            self.take_row_id();
        }
        if let Some(employee) = self.employees.get_mut(&id) {
            employee.rows.retain(|other| other.id != row.id);
            employee.rows.push(row.clone());
            row_rules::follow(employee, &row, rules);
        }
        self.note_written(Some(&before), id, moment);
        Ok(())
    }

    /// Deletes a row.
    pub(crate) fn delete_row(
        &mut self,
        caller: &Caller,
        address: RowAddress<'_>,
        moment: Moment,
    ) -> Result<Deletion, Refusal> {
        let employee = self.employee_for(caller, address.employee)?;
        let table = tables::table(address.table).ok_or(Refusal::TableNotFound)?;
        let row_id = address.row.unwrap_or_default();
        if super::id_number(row_id).is_none() {
            return Err(RowRefusal::RowIdNotValid.into());
        }
        let may_write = |column: &Column| caller.may_write_column(table, column);
        if !table.columns.iter().all(may_write) {
            return Err(Refusal::NotPermitted);
        }
        let Some(row) = find_row(employee, table, row_id) else {
            return Ok(Deletion::Failed("Row not found"));
        };
        row_rules::check_deletion(employee, row)?;
        let (id, row_id, before) = (employee.id, row.id, employee.clone());
        if let Some(employee) = self.employees.get_mut(&id) {
            employee.rows.retain(|row| row.id != row_id);
            row_rules::take_back_ending(employee);
        }
        self.note_written(Some(&before), id, moment);
        Ok(Deletion::Done)
    }

    /// A display name means the first who has it: a namesake of one's own may be one's supervisor.
    fn check_supervisor(&self, employee: &Employee, row: &Row) -> Result<(), RowRefusal> {
        let name = row
            .values
            .get("reportsTo")
            .filter(|_| row.table == "jobInfo");
        let supervisor = name.and_then(|name| self.by_display_name(name));
        if supervisor.is_some_and(|supervisor| supervisor.id == employee.id) {
            return Err(RowRefusal::AgainstTheRules(
                "Employees cannot report to themselves",
            ));
        }
        Ok(())
    }

    fn set_cell(
        &self,
        row: &mut Row,
        table: &Table,
        column: &Column,
        value: &Value,
    ) -> Result<(), RowRefusal> {
        let not_valid = || RowRefusal::CellNotValid(column.alias.to_owned());
        let text = match self.judge_cell(column, value) {
            Verdict::Store(text) => Some(text),
            Verdict::Clear => None,
            Verdict::Ignore | Verdict::Unknown | Verdict::BadDate | Verdict::Conflict => {
                return Err(not_valid());
            }
        };
        if table.date_column == Some(column.alias) {
            let date = text.and_then(|text| text.parse().ok());
            row.date = date.ok_or_else(not_valid)?;
            return Ok(());
        }
        match text {
            Some(text) => row.values.insert(column.alias.to_owned(), text),
            None => row.values.remove(column.alias),
        };
        Ok(())
    }

    fn judge_cell(&self, column: &Column, value: &Value) -> Verdict {
        if column.kind == Kind::MultiList {
            return match self.choose_several(column.id, value) {
                Some(chosen) if !chosen.misses_some => {
                    chosen.text.map_or(Verdict::Clear, Verdict::Store)
                }
                _ => Verdict::Conflict,
            };
        }
        let text = values::scalar(value).unwrap_or_default();
        if text.is_empty() && !value.is_object() && !value.is_array() {
            return Verdict::Clear;
        }
        let found = match column.kind {
            Kind::List => self.choose(column.id, &text),
            Kind::Employee => self.by_display_name(&text).map(Employee::display_name),
            Kind::Country => places::country(&text).map(|country| country.name.to_owned()),
            kind => return values::judge(kind, value),
        };
        found.map_or(Verdict::Conflict, Verdict::Store)
    }
}

fn find_row<'people>(employee: &'people Employee, table: &Table, id: &str) -> Option<&'people Row> {
    let id = super::id_number(id)?;
    employee
        .rows
        .iter()
        .find(|row| row.id == id && row.table == table.alias)
}

/// A new row of a dated table needs its date, and one of the employment status in version 1.1 its status.
fn check_required(
    table: &Table,
    sent: &[(&Column, &Value)],
    rules: RowRules,
) -> Result<(), RowRefusal> {
    let is_sent = |wanted: &str| {
        let filled = |value: &Value| values::scalar(value).is_none_or(|text| !text.is_empty());
        sent.iter()
            .any(|(column, value)| column.alias == wanted && filled(value))
    };
    if table.alias == "employmentStatus" && rules == RowRules::V1_1 {
        let missing = ["date", "employmentStatus"]
            .into_iter()
            .find(|column| !is_sent(column));
        return missing.map_or(Ok(()), |column| Err(RowRefusal::ColumnMissing(column)));
    }
    match table.date_column {
        Some(column) if !sent.is_empty() && !is_sent(column) => Err(RowRefusal::DateMissing),
        _ => Ok(()),
    }
}

/// A state must be one of the row's country, where those are known, and becomes its abbreviation.
fn settle_state(row: &mut Row) -> Result<(), RowRefusal> {
    let (Some(country), Some(state)) = (row.values.get("country"), row.values.get("state")) else {
        return Ok(());
    };
    let country = places::country(country);
    match country.map(|country| places::state(country.iso, state)) {
        Some(places::StateMatch::Unknown) => Err(RowRefusal::CellNotValid("state".to_owned())),
        Some(places::StateMatch::Known(abbreviation)) => {
            row.values
                .insert("state".to_owned(), abbreviation.to_owned());
            Ok(())
        }
        _ => Ok(()),
    }
}

impl From<RowRefusal> for Refusal {
    fn from(refusal: RowRefusal) -> Self {
        Self::Row(refusal)
    }
}

#[cfg(test)]
mod tests;
