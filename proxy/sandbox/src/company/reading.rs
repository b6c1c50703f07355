//! Reading one employee's fields, as `GET employees/{id}` does. A field that is unknown or that the
//! caller may not see is simply missing from the answer; an empty one looks different by type.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::catalogue::{Field, Kind};
use super::employee::{AsOf, Employee};
use super::settings::EmptyDates;
use super::values::COMPANY_CURRENCY;
use super::{Caller, Company, Refusal};

mod computed;

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
    /// Id `0` is the caller's own record, if there is one.
    pub(crate) fn read(
        &self,
        caller: &Caller,
        id: &str,
        asked: &[&str],
        view: View,
    ) -> Result<Value, Refusal> {
        if asked.len() > MOST_FIELDS {
            return Err(Refusal::TooManyFields);
        }
        let own = || caller.employee_id().and_then(|id| self.employee(id).ok());
        let employee = match (id, own()) {
            ("0", None) => return Ok(json!({"id": "0"})),
            ("0", Some(own)) => own,
            _ => self.employee_for(caller, id)?,
        };
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
        caller: &Caller,
        employee: &Employee,
        name: &str,
        view: View,
    ) -> Option<Value> {
        let field = self.field(name);
        let key = field.map_or_else(|| name.to_owned(), Field::key);
        let is_readable = field.map_or(computed::NAMES.contains(&name), |field| field.readable);
        if !is_readable || !caller.may_read(&key) {
            return None;
        }
        let kind = field.map_or(Kind::Text, |field| field.kind);
        let text = match kind {
            Kind::CurrencyCode => {
                let amount = self.field(key.strip_suffix(".1")?)?.key();
                if !caller.may_read(&amount) {
                    return None;
                }
                let text = employee.text(&amount, view.as_of());
                text.and_then(|text| text.split_once(' '))
                    .map(|(_, code)| code.to_owned())
            }
            _ => self.text(employee, &key, view),
        };
        Some(text.map_or_else(|| self.unset(kind), |text| json!(text)))
    }

    fn unset(&self, kind: Kind) -> Value {
        match (kind, self.settings.empty_dates) {
            (Kind::Date, EmptyDates::Zeros) => json!("0000-00-00"),
            (Kind::Currency, _) => json!(format!(" {COMPANY_CURRENCY}")),
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests;
