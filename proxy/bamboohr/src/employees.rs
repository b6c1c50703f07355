//! Employees: create, update, read and delete one.

mod changes;
mod listing;
mod search;

use std::collections::BTreeMap;

use crate::answer::{Answer, location, xml};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::EmployeeId;
use crate::value::{FieldValue, Values};

#[cfg(any(test, fuzzing))]
pub(crate) use changes::read_changes;
pub use changes::{Change, ChangeKind, Changes};
#[cfg(any(test, fuzzing))]
pub(crate) use listing::read_people;
pub use listing::{Cursor, ListQuery, People, Person};
#[cfg(any(test, fuzzing))]
pub(crate) use search::read_rows;
pub use search::{DatasetRow, Matching};

/// Most fields that one read may ask for.
pub(crate) const MOST_FIELDS: usize = 400;

/// Which job, pay and status an employee is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// Those in force today. For somebody who starts later they are empty.
    Today,
    /// The newest ones, even when their date is still to come.
    Planned,
}

impl Client {
    /// Creates an employee: `POST /employees`. One call is at most one request; never repeated here.
    ///
    /// Needs `firstName` and `lastName`. BambooHR ignores names it does not know and drops list values
    /// that do not exist, so read the employee back. When the answer carries no id the result is
    /// [`Error::Undecodable`]: the person exists and must be looked for.
    pub async fn create_employee(
        &self,
        fields: &BTreeMap<String, FieldValue>,
    ) -> Result<EmployeeId, Error> {
        let call = Call::post("create employee", &["employees"])
            .json(fields)?
            .adds_an_employee();
        let answer = self.write(call).await?;
        match new_id(&answer) {
            Some(id) => Ok(id),
            None => Err(answer.whole()?.unreadable(
                "neither the Location header nor the body names the new employee's id",
            )),
        }
    }

    /// Changes these fields and no others: `POST /employees/{id}`. [`FieldValue::Empty`] clears one.
    ///
    /// BambooHR answers as if all went well when it skips a field that is unknown or that the key may not
    /// write; only when it may write none of them it refuses. Read the employee back.
    pub async fn update_employee(
        &self,
        id: &EmployeeId,
        fields: &BTreeMap<String, FieldValue>,
    ) -> Result<(), Error> {
        let segments = ["employees", id.as_str()];
        let call = Call::post("update employee", &segments).json(fields)?;
        self.write(call).await.map(|_| ())
    }

    /// Reads fields of one employee: `GET /employees/{id}`. Fields are named by alias or id; more than 400
    /// are [`Error::Invalid`].
    ///
    /// A name that is missing from the values is unknown to BambooHR or may not be read with this key.
    pub async fn employee(
        &self,
        id: &EmployeeId,
        fields: &[&str],
        as_of: AsOf,
    ) -> Result<Values, Error> {
        self.employee_at(id.as_str(), fields, as_of).await
    }

    async fn employee_at(
        &self,
        segment: &str,
        fields: &[&str],
        as_of: AsOf,
    ) -> Result<Values, Error> {
        if fields.len() > MOST_FIELDS {
            return Err(Error::Invalid("more than 400 fields"));
        }
        let segments = ["employees", segment];
        let mut call = Call::get("get employee", &segments);
        if !fields.is_empty() {
            call = call.query("fields", comma_separated(fields)?);
        }
        let only_current = match as_of {
            AsOf::Today => "true",
            AsOf::Planned => "false",
        };
        read_employee(&self.read(call.query("onlyCurrent", only_current)).await?)
    }

    /// Fields of the employee the key belongs to: `GET /employees/0`. The id is `None` when the key's owner
    /// is no employee. A cheap way to learn whether the key is accepted; it does not tell what it may do.
    pub async fn myself(&self, fields: &[&str]) -> Result<(Option<EmployeeId>, Values), Error> {
        let values = self.employee_at("0", fields, AsOf::Today).await?;
        Ok((values.text("id").and_then(EmployeeId::parse), values))
    }

    /// Removes an employee for ever: `DELETE /employees/{id}`. For people that a test has made.
    pub async fn delete_employee(&self, id: &EmployeeId) -> Result<(), Error> {
        let segments = ["employees", id.as_str()];
        let call = Call::delete("delete employee", &segments);
        self.write(call).await.map(|_| ())
    }
}

/// That pages lead nowhere: the answer cannot be taken for a whole one.
pub(crate) fn endless(reason: &str) -> Error {
    Error::Undecodable {
        status: 200,
        reason: reason.to_owned(),
        request_id: None,
    }
}

/// Names for a query. One with a comma in it would be two.
pub(crate) fn comma_separated(names: &[impl AsRef<str>]) -> Result<String, Error> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    if names.iter().any(|name| name.contains(',')) {
        return Err(Error::Invalid("a field's name holds a comma"));
    }
    Ok(names.join(","))
}

pub(crate) fn read_employee(answer: &Answer) -> Result<Values, Error> {
    if !answer.looks_like_markup() {
        return answer.json();
    }
    let element =
        xml::employee(&answer.body).map_err(|_| answer.unreadable("XML that is no employee"))?;
    let mut values = element.fields;
    if let Some(id) = element.id {
        values.insert("id".to_owned(), FieldValue::read(id));
    }
    Ok(values)
}

/// The new employee's id: in `Location`, else in the body.
pub(crate) fn new_id(answer: &Answer) -> Option<EmployeeId> {
    location::employee(&answer.headers).or_else(|| {
        let body: serde_json::Value = answer.json().ok()?;
        EmployeeId::parse(&FieldValue::of_json(body.get("id")?).to_string())
    })
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, LOCATION};

    use super::*;

    #[test]
    fn the_new_id_is_found_in_the_location_or_in_the_body() {
        let cases = [
            (
                Some("https://acme.bamboohr.com/api/v1/employees/121"),
                "",
                Some("121"),
            ),
            (
                Some("https://acme.bamboohr.com/api/v1/employees/121"),
                r#"{"id":"999"}"#,
                Some("121"),
            ),
            (None, r#"{"id":"121","firstName":"A"}"#, Some("121")),
            (None, r#"{"id":121}"#, Some("121")),
            (
                Some("https://acme.bamboohr.com/welcome"),
                r#"{"id":"121"}"#,
                Some("121"),
            ),
            (Some("https://acme.bamboohr.com/welcome"), "", None),
            (None, r#"{"id":"abc"}"#, None),
            (None, r#"{"id":null}"#, None),
            (None, r#"{"id":"0"}"#, None),
            (None, "<html>", None),
        ];
        for (location, body, id) in cases {
            let mut headers = HeaderMap::new();
            if let Some(location) = location {
                headers.insert(LOCATION, location.parse().unwrap());
            }
            let answer = Answer {
                status: StatusCode::CREATED,
                headers,
                body: body.as_bytes().to_vec(),
                flaw: None,
            };
            assert_eq!(
                new_id(&answer).as_ref().map(EmployeeId::as_str),
                id,
                "{location:?} {body}"
            );
        }
    }
}
