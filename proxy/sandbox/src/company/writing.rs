//! Creating and updating employees. Everything sent is judged before anything is stored, so a refused
//! request leaves no trace. Unknown fields, and values a vocabulary does not have, are left out in
//! silence: that is the behaviour a client has to survive.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::catalogue::{self, Field, FieldId, Kind};
use super::employee::{AsOf, Employee, Row};
use super::values::{self, Verdict};
use super::{Caller, Company, Moment, Refusal, places, tables};

/// A stored request: whose record, and the JSON object BambooHR answers with.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) id: u64,
    pub(crate) echo: Value,
}

/// One accepted change. `text` is `None` when the field is emptied.
struct Change {
    name: String,
    key: String,
    text: Option<String>,
}

const ADDRESS_PARTS: [&str; 5] = ["address1", "address2", "city", "state", "zipcode"];
const EMAILS: [&str; 2] = ["homeEmail", "workEmail"];
const NAMES: [&str; 2] = ["firstName", "lastName"];

impl Company {
    /// Adds a person from a JSON object of field name to value.
    pub(crate) fn create(
        &mut self,
        caller: Caller,
        body: &[u8],
        moment: Moment,
    ) -> Result<Written, Refusal> {
        if !caller.may_add_people() {
            return Err(Refusal::NotPermitted);
        }
        let sent = parse(body)?;
        for name in NAMES {
            let text = sent.get(name).and_then(values::scalar).unwrap_or_default();
            if text.trim().is_empty() {
                return Err(Refusal::NameMissing(name));
            }
        }
        let changes = self.judge(None, &sent)?;
        let id = self.next_employee;
        self.next_employee += 1;
        let added = Some(moment.now);
        let person = Employee {
            id,
            has_left: false,
            fields: BTreeMap::new(),
            rows: Vec::new(),
            added,
        };
        Ok(self.store(person, &changes, moment, true))
    }

    /// Changes the fields sent; the others stay.
    pub(crate) fn update(
        &mut self,
        caller: Caller,
        id: &str,
        body: &[u8],
        moment: Moment,
    ) -> Result<Written, Refusal> {
        let existing = self.employee(id)?;
        if !caller.may_write("firstName") {
            return Err(Refusal::NotPermitted);
        }
        let changes = self.judge(Some(existing), &parse(body)?)?;
        let person = existing.clone();
        Ok(self.store(person, &changes, moment, false))
    }

    fn judge(
        &self,
        existing: Option<&Employee>,
        sent: &Map<String, Value>,
    ) -> Result<Vec<Change>, Refusal> {
        let mut changes = Vec::new();
        for (name, value) in sent {
            let Some(field) = catalogue::resolve(name).filter(|field| field.writable) else {
                continue;
            };
            let text = match self.judge_value(field, value) {
                Verdict::Store(text) => Some(text),
                Verdict::Clear => None,
                Verdict::Ignore => continue,
                Verdict::Conflict => return Err(Refusal::ValueNotValid(name.clone())),
            };
            changes.push(Change {
                name: name.clone(),
                key: field.key(),
                text,
            });
        }
        check_names(&changes)?;
        check_address(existing, &mut changes)?;
        self.check_emails(existing, &changes)?;
        Ok(changes)
    }

    fn judge_value(&self, field: &Field, value: &Value) -> Verdict {
        match field.kind {
            Kind::List | Kind::Employee | Kind::Country => {}
            kind => return values::judge(kind, value),
        }
        let text = match values::scalar(value) {
            Some(text) if text.is_empty() => return Verdict::Clear,
            Some(text) => text,
            None => return Verdict::Ignore,
        };
        if field.kind == Kind::Country {
            return places::country(&text).map_or(Verdict::Conflict, |country| {
                Verdict::Store(country.name.to_owned())
            });
        }
        let found = match (field.kind, field.id) {
            (Kind::Employee, _) => self.by_display_name(&text).map(Employee::display_name),
            (_, FieldId::Number(id)) => self
                .list_of_field(id)
                .and_then(|list| list.canonical(&text))
                .map(str::to_owned),
            (_, FieldId::Dotted(_)) => None,
        };
        found.map_or(Verdict::Ignore, Verdict::Store)
    }

    /// No work or home e-mail may be anybody else's work or home e-mail, active or not.
    fn check_emails(&self, existing: Option<&Employee>, changes: &[Change]) -> Result<(), Refusal> {
        let own_id = existing.map(|employee| employee.id);
        let others = || {
            self.employees
                .values()
                .filter(|employee| Some(employee.id) != own_id)
        };
        let taken: Vec<String> = others()
            .flat_map(|other| EMAILS.iter().filter_map(|key| other.fields.get(*key)))
            .map(lower)
            .collect();
        let sent = changes
            .iter()
            .filter(|change| EMAILS.contains(&change.key.as_str()));
        match sent
            .filter_map(|change| change.text.as_ref())
            .any(|text| taken.contains(&lower(text)))
        {
            true => Err(Refusal::DuplicateEmail),
            false => Ok(()),
        }
    }

    fn store(
        &mut self,
        mut person: Employee,
        changes: &[Change],
        moment: Moment,
        is_new: bool,
    ) -> Written {
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
        let written = Written {
            id: person.id,
            echo: echo(&person, changes, moment),
        };
        let before = self.employees.insert(person.id, person);
        self.note_written(before.as_ref(), written.id, moment);
        written
    }
}

fn parse(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::NotAnObject),
        Err(_) => Err(Refusal::NotJson),
    }
}

fn check_names(changes: &[Change]) -> Result<(), Refusal> {
    let is_blank = |change: &&Change| change.text.as_deref().unwrap_or_default().trim().is_empty();
    let mut names = changes
        .iter()
        .filter(|change| NAMES.contains(&change.key.as_str()));
    names.find(is_blank).map_or(Ok(()), |change| {
        Err(Refusal::ValueNotValid(change.name.clone()))
    })
}

/// An address needs a country, and a state must be one of the country's if those are known.
fn check_address(existing: Option<&Employee>, changes: &mut [Change]) -> Result<(), Refusal> {
    let sent_country = changes
        .iter()
        .rev()
        .find(|change| change.key == "country")
        .map(|change| change.text.clone());
    let stored_country = || existing.and_then(|employee| employee.fields.get("country").cloned());
    let country = sent_country
        .unwrap_or_else(stored_country)
        .and_then(|name| places::country(&name));
    for change in changes {
        let (true, Some(text)) = (
            ADDRESS_PARTS.contains(&change.key.as_str()),
            change.text.as_ref(),
        ) else {
            continue;
        };
        let country = country.ok_or_else(|| Refusal::ValueNotValid("country".to_owned()))?;
        if change.key != "state" {
            continue;
        }
        match places::state(country.iso, text) {
            places::StateMatch::Known(abbreviation) => change.text = Some(abbreviation.to_owned()),
            places::StateMatch::Unknown => return Err(Refusal::ValueNotValid("state".to_owned())),
            places::StateMatch::NotListed => {}
        }
    }
    Ok(())
}

fn echo(person: &Employee, changes: &[Change], moment: Moment) -> Value {
    let name = |key: &str| person.fields.get(key).cloned();
    let mut echo = Map::new();
    echo.insert("id".to_owned(), json!(person.id.to_string()));
    for key in NAMES {
        echo.insert(key.to_owned(), json!(name(key)));
    }
    echo.insert("status".to_owned(), json!(person.status(moment.today)));
    echo.extend(
        changes
            .iter()
            .map(|change| (change.name.clone(), json!(change.text))),
    );
    Value::Object(echo)
}

fn set(values: &mut BTreeMap<String, String>, key: &str, text: Option<&String>) {
    match text {
        Some(text) => values.insert(key.to_owned(), text.clone()),
        None => values.remove(key),
    };
}

fn lower(text: impl AsRef<str>) -> String {
    text.as_ref().trim().to_lowercase()
}

#[cfg(test)]
mod tests;
