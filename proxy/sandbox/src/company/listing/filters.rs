//! The filters of the list. All must match; one on a field that the caller may not read matches nobody,
//! so that nothing can be guessed. A filter that does not exist is refused.

use jiff::civil::Date;

use super::super::employee::Employee;
use super::super::{Caller, Company, View};
use super::columns::{Column, Comparison, column};
use super::{ListRefusal, bad_request};

/// `filter[name]=text` on one column.
pub(super) struct Filter<'a> {
    column: &'static Column,
    text: &'a str,
}

impl<'a> Filter<'a> {
    /// The filter in a query parameter; `None` when it is none, or is the one on ids.
    pub(super) fn of(name: &str, text: &'a str) -> Result<Option<Self>, ListRefusal> {
        let Some(key) = key(name).filter(|key| *key != "ids") else {
            return Ok(None);
        };
        let column = column(key)
            .filter(|column| column.filter != Comparison::None)
            .ok_or_else(|| ListRefusal {
                status: 422,
                code: "UnprocessableEntity",
                message: format!("Unknown filter: {key}"),
            })?;
        let is_status =
            text.eq_ignore_ascii_case("active") || text.eq_ignore_ascii_case("inactive");
        match column.filter {
            Comparison::IsStatus if !is_status => {
                Err(bad_request("filter[status] takes active or inactive"))
            }
            Comparison::IsDate if text.parse::<Date>().is_err() => Err(bad_request(format!(
                "filter[{key}] takes a date, YYYY-MM-DD"
            ))),
            _ => Ok(Some(Self { column, text })),
        }
    }
}

impl Company {
    pub(super) fn passes(
        &self,
        caller: &Caller,
        employee: &Employee,
        filter: &Filter<'_>,
        view: View,
    ) -> bool {
        if !caller.may_read(filter.column.key) {
            return false;
        }
        let value = self.text(employee, filter.column.key, view);
        let value = value.unwrap_or_default().to_lowercase();
        let wanted = filter.text.to_lowercase();
        match filter.column.filter {
            Comparison::Contains => value.contains(&wanted),
            _ => value == wanted,
        }
    }
}

/// `filter[ids]=1,2` and `filter[ids][]=1&filter[ids][]=2`; everybody when there is none.
pub(super) struct Ids(Option<Vec<u64>>);

impl Ids {
    pub(super) fn of(query: &[(String, String)]) -> Result<Self, ListRefusal> {
        let named = query
            .iter()
            .filter(|(name, _)| matches!(name.as_str(), "filter[ids]" | "filter[ids][]"));
        let mut texts = named.flat_map(|(_, text)| text.split(',')).peekable();
        if texts.peek().is_none() {
            return Ok(Self(None));
        }
        let ids: Result<Vec<u64>, _> = texts.map(|text| text.trim().parse()).collect();
        match ids {
            Ok(ids) => Ok(Self(Some(ids))),
            Err(_) => Err(bad_request("filter[ids] takes employee ids")),
        }
    }

    pub(super) fn contain(&self, employee: &Employee) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(&employee.id))
    }
}

/// The name in `filter[…]`.
fn key(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("filter[")?;
    rest.strip_suffix("][]").or_else(|| rest.strip_suffix(']'))
}
