//! Creating and updating employees. Everything sent is judged before anything is stored, so a refused
//! request leaves no trace. Unknown fields, fields the caller may not write, and values a vocabulary
//! does not have are left out in silence: that is the behaviour a client has to survive.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::employee::{AsOf, Employee, Row};
use super::settings::{EmployeeNumbers, JobFields, WriteAnswer};
use super::{Caller, Company, Moment, Refusal, sent, tables, values};
use judging::Change;

mod judging;
mod payroll;

/// A stored request: whose record, and the JSON object BambooHR answers with, if it answers with one.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) id: u64,
    pub(crate) echo: Option<Value>,
}

const NAMES: [&str; 2] = ["firstName", "lastName"];

impl Company {
    /// Adds a person from a JSON object of field name to value.
    pub(crate) fn create(
        &mut self,
        caller: &Caller,
        body: &[u8],
        moment: Moment,
    ) -> Result<Written, Refusal> {
        if !caller.may_add_people() {
            return Err(Refusal::NotPermitted);
        }
        let sent = sent::fields(body)?;
        for name in NAMES {
            let text = sent.get(name).and_then(values::scalar).unwrap_or_default();
            if text.trim().is_empty() {
                return Err(Refusal::NameMissing(name));
            }
        }
        self.check_employee_limit()?;
        let mut changes = self.judge(caller, None, &sent)?.accepted;
        if self.settings.job_fields_on_create == JobFields::NoRow {
            changes.retain(|change| tables::dated_field(&change.key).is_none());
        }
        if self.settings.employee_numbers == EmployeeNumbers::Automatic {
            changes.retain(|change| change.key != "employeeNumber");
        }
        let mut person = Employee {
            id: self.next_employee,
            has_left: false,
            fields: BTreeMap::new(),
            rows: Vec::new(),
            added: Some(moment.now),
        };
        if self.settings.employee_numbers == EmployeeNumbers::Automatic {
            let number = self.next_employee_number().to_string();
            person.fields.insert("employeeNumber".to_owned(), number);
        }
        self.check_payroll(&person, &changes)?;
        self.next_employee = person.id.saturating_add(1);
        let answer = self.settings.create_answer;
        Ok(self.store(caller, person, &changes, moment, answer))
    }

    /// Changes the fields sent; the others stay.
    pub(crate) fn update(
        &mut self,
        caller: &Caller,
        id: &str,
        body: &[u8],
        moment: Moment,
    ) -> Result<Written, Refusal> {
        let existing = self.employee_for(caller, id)?;
        if caller.may_write_nothing() {
            return Err(Refusal::NotPermitted);
        }
        let judged = self.judge(caller, Some(existing), &sent::fields(body)?)?;
        if judged.all_were_forbidden {
            return Err(Refusal::NotPermitted);
        }
        self.check_payroll(existing, &judged.accepted)?;
        let person = existing.clone();
        let answer = self.settings.update_answer;
        Ok(self.store(caller, person, &judged.accepted, moment, answer))
    }

    fn check_employee_limit(&self) -> Result<(), Refusal> {
        let staying = self.employees.values().filter(|person| !person.has_left);
        match self.settings.employee_limit {
            Some(limit) if staying.count() >= limit => Err(Refusal::EmployeeLimitReached),
            _ => Ok(()),
        }
    }

    fn next_employee_number(&self) -> u64 {
        let numbers = self.employees.values().filter_map(|person| {
            person
                .fields
                .get("employeeNumber")
                .and_then(|number| number.parse::<u64>().ok())
        });
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    fn store(
        &mut self,
        caller: &Caller,
        mut person: Employee,
        changes: &[Change],
        moment: Moment,
        answer: WriteAnswer,
    ) -> Written {
        let is_new = !self.employees.contains_key(&person.id);
        let mut columns: BTreeMap<&'static str, Vec<(&'static str, Option<&String>)>> =
            BTreeMap::new();
        for change in changes {
            if let Some(dated) = tables::dated_field(&change.key) {
                columns
                    .entry(dated.table)
                    .or_default()
                    .push((dated.column, change.text.as_ref()));
            } else {
                set(&mut person.fields, &change.key, change.text.as_ref());
            }
        }
        let date = person.effective_date(moment, is_new);
        for (table, sent) in columns {
            let before = person
                .newest_row(table, AsOf::Day(date))
                .map(|row| row.values.clone())
                .unwrap_or_default();
            let mut after = before.clone();
            for (column, text) in sent {
                set(&mut after, column, text);
            }
            if after != before {
                let id = self.take_row_id();
                person.rows.push(Row {
                    id,
                    table,
                    date,
                    values: after,
                });
            }
        }
        let echo = match answer {
            WriteAnswer::Body => Some(self.echo(caller, &person, changes, moment)),
            WriteAnswer::Empty => None,
        };
        let written = Written {
            id: person.id,
            echo,
        };
        let before = self.employees.insert(person.id, person);
        self.note_written(before.as_ref(), written.id, moment);
        written
    }

    /// The person, and the stored fields that the caller may read.
    fn echo(
        &self,
        caller: &Caller,
        person: &Employee,
        changes: &[Change],
        moment: Moment,
    ) -> Value {
        let mut echo = Map::new();
        echo.insert("id".to_owned(), json!(person.id.to_string()));
        for key in NAMES {
            echo.insert(key.to_owned(), json!(person.fields.get(key)));
        }
        echo.insert("status".to_owned(), json!(person.status(moment.today)));
        if self.settings.echo_sent_fields {
            let shown = changes.iter().filter(|change| caller.may_read(&change.key));
            echo.extend(shown.map(|change| (change.name.clone(), json!(change.text))));
        }
        Value::Object(echo)
    }
}

fn set(values: &mut BTreeMap<String, String>, key: &str, text: Option<&String>) {
    match text {
        Some(text) => values.insert(key.to_owned(), text.clone()),
        None => values.remove(key),
    };
}

#[cfg(test)]
mod setting_tests;
#[cfg(test)]
mod tests;
