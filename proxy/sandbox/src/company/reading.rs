//! Reading one employee's fields, as `GET employees/{id}` does. A field that is unknown or that the
//! caller may not see is simply missing from the answer; an empty one looks different by type.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::catalogue::{self, Field, Kind};
use super::employee::{AsOf, Employee};
use super::values::COMPANY_CURRENCY;
use super::{Caller, Company, Refusal};

/// More than this many fields in one request are refused.
const MOST_FIELDS: usize = 400;

/// From which day one looks, and whether dated values still to come count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    pub(crate) today: Date,
    pub(crate) only_current: bool,
}

impl View {
    fn as_of(self) -> AsOf {
        if self.only_current {
            AsOf::Day(self.today)
        } else {
            AsOf::Whenever
        }
    }
}

impl Company {
    /// The asked fields of the employee with this id, under the names they were asked by, and `id`.
    /// Id `0` is the caller's own record; the sandbox's keys have none.
    pub(crate) fn read(
        &self,
        caller: Caller,
        id: &str,
        asked: &[&str],
        view: View,
    ) -> Result<Value, Refusal> {
        if asked.len() > MOST_FIELDS {
            return Err(Refusal::TooManyFields);
        }
        if id == "0" {
            return Ok(json!({"id": "0"}));
        }
        let employee = self.employee(id)?;
        let mut answer = Map::from_iter([("id".to_owned(), json!(employee.id.to_string()))]);
        for name in asked {
            if let Some(value) = self.read_field(caller, employee, name, view) {
                answer.insert((*name).to_owned(), value);
            }
        }
        Ok(Value::Object(answer))
    }

    fn read_field(
        &self,
        caller: Caller,
        employee: &Employee,
        name: &str,
        view: View,
    ) -> Option<Value> {
        let field = catalogue::resolve(name);
        let key = field.map_or_else(|| name.to_owned(), Field::key);
        let is_readable = field.map_or(DERIVED.contains(&name), |field| field.readable);
        if !is_readable || !caller.may_read(&key) {
            return None;
        }
        let kind = field.map_or(Kind::Text, |field| field.kind);
        let text = match kind {
            Kind::CurrencyCode => currency_code(employee, &key, view),
            _ => self.text(employee, &key, view),
        };
        Some(text.map_or_else(|| empty(kind), |text| json!(text)))
    }

    /// A stored or computed text by storage key, whoever asks. `None` when empty or unknown.
    pub(super) fn text(&self, employee: &Employee, key: &str, view: View) -> Option<String> {
        let stored = |key: &str| employee.text(key, view.as_of()).map(str::to_owned);
        let supervisor = || {
            employee
                .text("reportsTo", view.as_of())
                .and_then(|name| self.by_display_name(name))
        };
        match key {
            "status" => Some(employee.status(view.today).to_owned()),
            "payRateEffectiveDate" => employee
                .newest_row("compensation", view.as_of())
                .map(|row| row.date.to_string()),
            "displayName" => Some(employee.display_name()),
            "fullName1" => Some(format!("{} {}", stored("firstName")?, stored("lastName")?)),
            "fullName2" => Some(format!("{}, {}", stored("lastName")?, stored("firstName")?)),
            "bestEmail" => stored("workEmail").or_else(|| stored("homeEmail")),
            "supervisor" => Some(supervisor()?.display_name()),
            "supervisorEId" => Some(supervisor()?.id.to_string()),
            // The names read the other way round: this one is the employee number.
            "supervisorId" => supervisor()?.fields.get("employeeNumber").cloned(),
            "supervisorEmail" => supervisor()?.fields.get("workEmail").cloned(),
            "isPhotoUploaded" => Some(self.cabinet.photo(employee.id).is_some().to_string()),
            "photoUrl" => self.photo_url(employee.id),
            _ => stored(key),
        }
    }
}

/// Readable names that the catalogue does not list.
const DERIVED: [&str; 10] = [
    "displayName",
    "fullName1",
    "fullName2",
    "bestEmail",
    "supervisor",
    "supervisorEId",
    "supervisorId",
    "supervisorEmail",
    "isPhotoUploaded",
    "photoUrl",
];

/// The code of an amount, asked by the dotted id `{amount's id}.1`.
fn currency_code(employee: &Employee, dotted_id: &str, view: View) -> Option<String> {
    let amount = catalogue::resolve(dotted_id.strip_suffix(".1")?)?;
    let (_, code) = employee
        .text(&amount.key(), view.as_of())?
        .split_once(' ')?;
    Some(code.to_owned())
}

fn empty(kind: Kind) -> Value {
    match kind {
        Kind::Date => json!("0000-00-00"),
        Kind::Currency => json!(format!(" {COMPANY_CURRENCY}")),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests;
