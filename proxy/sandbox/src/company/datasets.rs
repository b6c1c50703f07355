//! The dataset `employee`: people as rows of chosen fields, found by exact comparison. Its names differ from those of
//! a single employee (`eeid`, `email`, `jobInformationJobTitle`), and a field that the caller may not read is a
//! refusal and not an omission. Pay is not in it: under which names it would be is not known.

use serde_json::{Map, Value, json};

use super::catalogue::{self, Kind};
use super::employee::Employee;
use super::reading::View;
use super::{Caller, Company, Moment, tables};

mod filter;

use filter::Filter;

const DEFAULT_PAGE_SIZE: u64 = 500;
const LARGEST_PAGE_SIZE: u64 = 1000;

/// Dataset name and storage key, where they differ.
const RENAMED: [(&str, &str); 8] = [
    ("email", "workEmail"),
    ("employmentStatus", "employmentHistoryStatus"),
    ("jobInformationDepartment", "department"),
    ("jobInformationDivision", "division"),
    ("jobInformationJobTitle", "jobTitle"),
    ("jobInformationLocation", "location"),
    ("jobInformationReportsTo", "reportsTo"),
    ("supervisorEid", "supervisorEId"),
];

/// A refusal as a problem document says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) title: &'static str,
    pub(crate) detail: String,
}

/// One page of rows.
#[derive(Debug)]
pub(crate) struct DatasetPage {
    pub(crate) rows: Vec<Value>,
    pub(crate) page: u64,
    pub(crate) page_size: u64,
    pub(crate) total: u64,
}

impl DatasetPage {
    /// At least one, even when it is empty.
    pub(crate) fn pages(&self) -> u64 {
        self.total.div_ceil(self.page_size).max(1)
    }
}

/// A field under its name in the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    name: String,
    key: String,
    is_date: bool,
}

impl Company {
    /// The rows a request body asks for.
    pub(crate) fn dataset(
        &self,
        caller: &Caller,
        dataset: &str,
        body: &[u8],
        moment: Moment,
    ) -> Result<DatasetPage, Problem> {
        if dataset != "employee" {
            return Err(problem(404, format!("There is no dataset {dataset}")));
        }
        let sent: Value = serde_json::from_slice(body)
            .map_err(|_| problem(400, "The request body is not valid JSON"))?;
        let sent = sent
            .as_object()
            .ok_or_else(|| problem(400, "The request body must be a JSON object"))?;
        let columns = columns(caller, sent.get("fields"))?;
        let filter = match text_of(sent, "filter")? {
            Some(text) => Some(Filter::parse(text, |name| column(caller, name))?),
            None => None,
        };
        let order = order(caller, text_of(sent, "orderBy")?)?;
        let page = number(sent, "page", 1)?;
        let page_size = number(sent, "pageSize", DEFAULT_PAGE_SIZE)?;
        if page_size > LARGEST_PAGE_SIZE {
            let detail = format!("pageSize is at most {LARGEST_PAGE_SIZE}");
            return Err(problem(413, detail));
        }
        let view = View {
            today: moment.today,
            only_current: true,
        };
        let value = |employee: &Employee, column: &Column| self.value(employee, &column.key, view);
        let mut people: Vec<&Employee> = self.findable(caller, moment.now).collect();
        if let Some(filter) = filter {
            people.retain(|employee| filter.matches(|column| value(employee, column)));
        }
        // The last key first: sorting is stable.
        for (column, is_descending) in order.iter().rev() {
            people.sort_by_cached_key(|employee| value(employee, column));
            if *is_descending {
                people.reverse();
            }
        }
        let size = usize::try_from(page_size).unwrap_or(usize::MAX);
        let skipped = usize::try_from(page - 1).unwrap_or(usize::MAX);
        let shown = people.iter().skip(skipped.saturating_mul(size)).take(size);
        let row = |employee: &&Employee| {
            let fields: Map<String, Value> = columns
                .iter()
                .map(|column| (column.name.clone(), json!(value(employee, column))))
                .collect();
            json!({"fields": fields})
        };
        Ok(DatasetPage {
            rows: shown.map(row).collect(),
            page,
            page_size,
            total: u64::try_from(people.len()).unwrap_or(u64::MAX),
        })
    }

    fn value(&self, employee: &Employee, key: &str, view: View) -> Option<String> {
        match key {
            "id" => Some(employee.id.to_string()),
            key => self.text(employee, key, view),
        }
    }
}

fn columns(caller: &Caller, fields: Option<&Value>) -> Result<Vec<Column>, Problem> {
    let names: Option<Vec<&str>> = fields
        .and_then(Value::as_array)
        .and_then(|fields| fields.iter().map(Value::as_str).collect());
    match names {
        Some(names) if !names.is_empty() => {
            names.into_iter().map(|name| column(caller, name)).collect()
        }
        _ => Err(problem(400, "fields must be a list of names")),
    }
}

/// A plain field of the employee has its own alias here; what is read from a table has a name that says so.
fn column(caller: &Caller, name: &str) -> Result<Column, Problem> {
    let renamed = RENAMED.iter().find(|(known, _)| *known == name);
    let is_renamed_away = || RENAMED.iter().any(|(_, key)| *key == name);
    let key = match (name, renamed) {
        ("eeid", _) => Some("id".to_owned()),
        (_, Some((_, key))) => Some((*key).to_owned()),
        (name, None) => catalogue::resolve(name)
            .filter(|field| field.alias == Some(name) && field.readable && !field.deprecated)
            .map(catalogue::Field::key)
            .filter(|key| tables::dated_field(key).is_none() && !is_renamed_away()),
    };
    let key = key.ok_or_else(|| problem(422, format!("Unknown field: {name}")))?;
    if !caller.may_read(&key) {
        return Err(problem(403, format!("You may not read {name}")));
    }
    let field = catalogue::resolve(&key);
    Ok(Column {
        name: name.to_owned(),
        is_date: field.is_some_and(|field| field.kind == Kind::Date),
        key,
    })
}

/// `lastName desc, firstName`.
fn order(caller: &Caller, text: Option<&str>) -> Result<Vec<(Column, bool)>, Problem> {
    let parts = text.into_iter().flat_map(|text| text.split(','));
    let orders = parts.map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let (name, is_descending) = match words.as_slice() {
            [name] | [name, "asc"] => (*name, false),
            [name, "desc"] => (*name, true),
            _ => return Err(problem(400, "orderBy names fields, each with asc or desc")),
        };
        Ok((column(caller, name)?, is_descending))
    });
    orders.collect()
}

fn text_of<'sent>(
    sent: &'sent Map<String, Value>,
    name: &str,
) -> Result<Option<&'sent str>, Problem> {
    match sent.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(problem(400, format!("{name} must be a text"))),
    }
}

fn number(sent: &Map<String, Value>, name: &str, default: u64) -> Result<u64, Problem> {
    match sent.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value
            .as_u64()
            .filter(|number| *number > 0)
            .ok_or_else(|| problem(422, format!("{name} must be a number from 1"))),
    }
}

fn problem(status: u16, detail: impl Into<String>) -> Problem {
    let title = match status {
        403 => "Forbidden",
        404 => "Not Found",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        _ => "Bad Request",
    };
    Problem {
        status,
        title,
        detail: detail.into(),
    }
}

#[cfg(test)]
mod tests;
