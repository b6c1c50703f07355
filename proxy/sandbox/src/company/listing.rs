//! The list of employees: columns, filters and pages. Its names differ from those of a single
//! employee (`jobTitleName`, `birthDate`, …), and a column the caller may not read is null and named
//! in `_restrictedFields` instead of being left out.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::employee::Employee;
use super::reading::View;
use super::{Caller, Company};

const DEFAULT_LIMIT: usize = 250;
const LARGEST_LIMIT: usize = 2500;

/// Columns everybody gets besides `employeeId`.
const ALWAYS: [&str; 6] = [
    "firstName",
    "lastName",
    "preferredName",
    "photoUrl",
    "jobTitleName",
    "status",
];

/// List name and storage key.
const COLUMNS: &[(&str, &str)] = &[
    ("firstName", "firstName"),
    ("lastName", "lastName"),
    ("preferredName", "preferredName"),
    ("photoUrl", "photoUrl"),
    ("jobTitleName", "jobTitle"),
    ("status", "status"),
    ("middleName", "middleName"),
    ("displayName", "displayName"),
    ("employeeNumber", "employeeNumber"),
    ("workEmail", "workEmail"),
    ("homeEmail", "homeEmail"),
    ("bestEmail", "bestEmail"),
    ("homePhone", "homePhone"),
    ("mobilePhone", "mobilePhone"),
    ("workPhone", "workPhone"),
    ("addressLine1", "address1"),
    ("addressLine2", "address2"),
    ("city", "city"),
    ("state", "state"),
    ("country", "country"),
    ("birthDate", "dateOfBirth"),
    ("hireDate", "hireDate"),
    ("originalHireDate", "originalHireDate"),
    ("terminationDate", "terminationDate"),
    ("departmentName", "department"),
    ("divisionName", "division"),
    ("locationName", "location"),
    ("employmentStatusName", "employmentHistoryStatus"),
    ("reportsToId", "supervisorEId"),
];

const SUBSTRING_FILTERS: [&str; 6] = [
    "firstName",
    "lastName",
    "preferredName",
    "workEmail",
    "homeEmail",
    "employeeNumber",
];

/// Why a list request was refused. Unlike elsewhere the reason goes into a JSON body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ListRefusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// One page. The cursors are opaque texts for `page[after]` and `page[before]`.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Value>,
    pub(crate) total: usize,
    pub(crate) limit: usize,
    pub(crate) next_cursor: Option<String>,
    pub(crate) previous_cursor: Option<String>,
}

enum Start {
    First,
    At(u64),
    Before(u64),
}

impl Company {
    /// The page asked for by decoded query parameters, ordered by id. Parameters that are neither
    /// `fields`, `filter[…]` nor `page[…]` mean nothing.
    pub(crate) fn list(
        &self,
        caller: Caller,
        query: &[(String, String)],
        today: Date,
    ) -> Result<Page, ListRefusal> {
        let view = View {
            today,
            only_current: true,
        };
        let mut limit = DEFAULT_LIMIT;
        let mut start = Start::First;
        let mut columns: Vec<&(&str, &str)> = COLUMNS
            .iter()
            .filter(|(name, _)| ALWAYS.contains(name))
            .collect();
        let mut people: Vec<&Employee> = self.employees.values().collect();
        for (name, value) in query {
            if let Some(key) = name
                .strip_prefix("filter[")
                .and_then(|rest| rest.strip_suffix(']'))
            {
                check_filter(key, value)?;
                people.retain(|employee| {
                    caller.may_read(key) && self.matches(employee, key, value, view)
                });
            }
            match name.as_str() {
                "page[limit]" => limit = parse_limit(value)?,
                "page[after]" => start = Start::At(read_cursor(value, "nextEmployee")?),
                "page[before]" => start = Start::Before(read_cursor(value, "previousEmployee")?),
                "fields" => {
                    let extra = value
                        .split(',')
                        .filter_map(|name| COLUMNS.iter().find(|column| column.0 == name));
                    columns.extend(extra.filter(|column| !ALWAYS.contains(&column.0)));
                }
                _ => {}
            }
        }
        let from = match start {
            Start::First => 0,
            Start::At(id) => people.partition_point(|employee| employee.id < id),
            Start::Before(id) => people
                .partition_point(|employee| employee.id < id)
                .saturating_sub(limit),
        };
        let shown = people.iter().skip(from).take(limit);
        let next = people
            .get(from + limit)
            .map(|employee| cursor("nextEmployee", employee.id));
        let previous = people
            .get(from)
            .filter(|_| from > 0)
            .map(|first| cursor("previousEmployee", first.id));
        Ok(Page {
            rows: shown
                .map(|employee| self.show(caller, employee, &columns, view))
                .collect(),
            total: people.len(),
            limit,
            next_cursor: next,
            previous_cursor: previous,
        })
    }

    fn matches(&self, employee: &Employee, key: &str, wanted: &str, view: View) -> bool {
        let text = self
            .text(employee, key, view)
            .unwrap_or_default()
            .to_lowercase();
        let wanted = wanted.to_lowercase();
        if key == "status" {
            text == wanted
        } else {
            text.contains(&wanted)
        }
    }

    fn show(
        &self,
        caller: Caller,
        employee: &Employee,
        columns: &[&(&str, &str)],
        view: View,
    ) -> Value {
        let mut row = Map::from_iter([("employeeId".to_owned(), json!(employee.id.to_string()))]);
        let mut restricted = Vec::new();
        for (name, key) in columns {
            let may_read = caller.may_read(key);
            if !may_read {
                restricted.push(json!(name));
            }
            let text = self.text(employee, key, view).filter(|_| may_read);
            row.insert((*name).to_owned(), json!(text));
        }
        row.insert("_restrictedFields".to_owned(), Value::Array(restricted));
        Value::Object(row)
    }
}

fn bad_request(message: impl Into<String>) -> ListRefusal {
    ListRefusal {
        status: 400,
        code: "BadRequest",
        message: message.into(),
    }
}

fn check_filter(key: &str, value: &str) -> Result<(), ListRefusal> {
    let is_status = value.eq_ignore_ascii_case("active") || value.eq_ignore_ascii_case("inactive");
    match key {
        "status" if is_status => Ok(()),
        "status" => Err(bad_request("filter[status] takes active or inactive")),
        key if SUBSTRING_FILTERS.contains(&key) => Ok(()),
        key => {
            let message = format!("Unknown filter: {key}");
            Err(ListRefusal {
                status: 422,
                code: "UnprocessableEntity",
                message,
            })
        }
    }
}

fn parse_limit(text: &str) -> Result<usize, ListRefusal> {
    let limit = text
        .parse()
        .ok()
        .filter(|limit| (1..=LARGEST_LIMIT).contains(limit));
    limit.ok_or_else(|| {
        bad_request(format!(
            "page[limit] takes a number from 1 to {LARGEST_LIMIT}"
        ))
    })
}

fn cursor(name: &str, id: u64) -> String {
    STANDARD.encode(json!({ name: id }).to_string())
}

fn read_cursor(text: &str, name: &str) -> Result<u64, ListRefusal> {
    let decoded = STANDARD.decode(text).ok();
    let parsed = decoded.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let id = parsed.and_then(|value| value.get(name).and_then(Value::as_u64));
    id.ok_or_else(|| ListRefusal {
        status: 400,
        code: "BadPage",
        message: "The page cursor is not valid".to_owned(),
    })
}

#[cfg(test)]
mod tests;
