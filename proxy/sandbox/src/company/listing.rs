//! The list of employees: columns, filters and pages. Its names differ from those of a single
//! employee (`jobTitleName`, `birthDate`, …), and a column the caller may not read is null and named
//! in `_restrictedFields` instead of being left out.

use std::cmp::Reverse;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::employee::Employee;
use super::reading::View;
use super::{Caller, Company, Moment};
use columns::{Column, column};

mod columns;
mod filters;

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

const SORTABLE: [&str; 5] = [
    "firstName",
    "lastName",
    "preferredName",
    "jobTitleName",
    "status",
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
    /// The page asked for by decoded query parameters, ordered by id unless `sort` says otherwise.
    /// Parameters that are none of `fields`, `sort`, `filter[…]` and `page[…]` mean nothing.
    pub(crate) fn list(
        &self,
        caller: &Caller,
        query: &[(String, String)],
        moment: Moment,
    ) -> Result<Page, ListRefusal> {
        let view = View {
            today: moment.today,
            only_current: true,
        };
        let mut limit = DEFAULT_LIMIT;
        let mut start = Start::First;
        let mut columns: Vec<&Column> = ALWAYS.iter().filter_map(|name| column(name)).collect();
        let mut people: Vec<&Employee> = self.findable(caller, moment.now).collect();
        let ids = filters::Ids::of(query)?;
        people.retain(|employee| ids.contain(employee));
        for (name, value) in query {
            if let Some(filter) = filters::Filter::of(name, value)? {
                people.retain(|employee| self.passes(caller, employee, &filter, view));
            }
            match name.as_str() {
                "page[limit]" => limit = parse_limit(value)?,
                "page[after]" => start = Start::At(read_cursor(value, "nextEmployee")?),
                "page[before]" => start = Start::Before(read_cursor(value, "previousEmployee")?),
                "sort" => self.sort(caller, &mut people, value, view)?,
                "fields" => {
                    let extra = value.split(',').filter_map(|name| column(name.trim()));
                    columns.extend(extra.filter(|column| !ALWAYS.contains(&column.name)));
                }
                _ => {}
            }
        }
        let position_of = |id: u64| {
            let position = people.iter().position(|employee| employee.id == id);
            position.unwrap_or_else(|| people.partition_point(|employee| employee.id < id))
        };
        let from = match start {
            Start::First => 0,
            Start::At(id) => position_of(id),
            Start::Before(id) => position_of(id).saturating_sub(limit),
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

    /// Sorts by one or more fields; people whose field the caller may not read are taken out.
    fn sort(
        &self,
        caller: &Caller,
        people: &mut Vec<&Employee>,
        order: &str,
        view: View,
    ) -> Result<(), ListRefusal> {
        let names: Vec<&str> = order.split(',').map(str::trim).collect();
        // The last name counts least, so it is sorted by first: the sort is stable.
        for name in names.into_iter().rev() {
            let (name, is_descending) = match name.strip_prefix('-') {
                Some(name) => (name, true),
                None => (name, false),
            };
            if name == "employeeId" {
                order_by(people, is_descending, |employee| Some(employee.id));
            } else {
                let known = column(name).filter(|column| SORTABLE.contains(&column.name));
                let column =
                    known.ok_or_else(|| bad_request(format!("Unknown sort field: {name}")))?;
                if !caller.may_read(column.key) {
                    people.clear();
                }
                order_by(people, is_descending, |employee| {
                    let text = self.text(employee, column.key, view);
                    text.map(|text| text.to_lowercase())
                });
            }
        }
        Ok(())
    }

    fn show(&self, caller: &Caller, employee: &Employee, columns: &[&Column], view: View) -> Value {
        let mut row = Map::from_iter([("employeeId".to_owned(), json!(employee.id.to_string()))]);
        let mut restricted = Vec::new();
        for column in columns {
            let may_read = caller.may_read(column.key);
            if !may_read {
                restricted.push(json!(column.name));
            }
            let text = self.text(employee, column.key, view);
            row.insert(column.name.to_owned(), json!(text.filter(|_| may_read)));
        }
        row.insert("_restrictedFields".to_owned(), Value::Array(restricted));
        Value::Object(row)
    }
}

/// Empty values come first, and last when descending.
fn order_by<T: Ord>(
    people: &mut [&Employee],
    is_descending: bool,
    value: impl Fn(&Employee) -> Option<T>,
) {
    if is_descending {
        people.sort_by_cached_key(|employee| Reverse(value(employee)));
    } else {
        people.sort_by_cached_key(|employee| value(employee));
    }
}

fn bad_request(message: impl Into<String>) -> ListRefusal {
    ListRefusal {
        status: 400,
        code: "BadRequest",
        message: message.into(),
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
