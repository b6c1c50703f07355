//! Employees: create, read, and list for finding somebody again.

use std::collections::BTreeMap;

use reqwest::header::LOCATION;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::{Answer, Client};
use crate::error::Error;
use crate::wire;

/// Most fields that one read may ask for.
const MOST_FIELDS: usize = 400;
/// People per page of a list; BambooHR's maximum.
const PAGE: &str = "2500";
/// Pages after which a list is taken for endless: a quarter of a million people.
const MOST_PAGES: usize = 100;

/// BambooHR's employee id: digits. Not the employee number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmployeeId(String);

impl EmployeeId {
    /// Takes 1 to 20 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value as BambooHR takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Text, a date `YYYY-MM-DD`, or the text of a list's option.
    Text(String),
    /// An amount with its currency.
    Money {
        /// Decimal text, `60000.00`.
        value: String,
        /// ISO 4217 code.
        currency: String,
    },
}

/// Somebody in the list of employees, inactive and future people included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Employee id.
    #[serde(deserialize_with = "wire::id_text")]
    pub employee_id: String,
    /// Legal first name.
    pub first_name: Option<String>,
    /// Legal last name.
    pub last_name: Option<String>,
    /// `Active` or `Inactive`.
    pub status: Option<String>,
    /// Private e-mail; `None` or blank when empty or not visible to the key.
    pub home_email: Option<String>,
    /// `YYYY-MM-DD`; `None`, blank or `0000-00-00` when empty or not visible to the key.
    pub hire_date: Option<String>,
}

#[derive(Deserialize)]
struct PeoplePage {
    data: Vec<Person>,
    #[serde(default)]
    meta: PageMeta,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PageMeta {
    page: PageCursor,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PageCursor {
    next_cursor: Option<String>,
}

impl Client {
    /// Creates an employee: `POST /employees`. One call is one request; never repeated here.
    ///
    /// Needs `firstName` and `lastName`. BambooHR ignores names it does not know and drops list values
    /// that do not exist, so read the employee back. When the answer carries no id the result is
    /// [`Error::Undecodable`]: the person exists and must be looked for.
    pub async fn create_employee(
        &self,
        fields: &BTreeMap<String, FieldValue>,
    ) -> Result<EmployeeId, Error> {
        let answer = self
            .write("create employee", &["employees"], fields)
            .await?;
        new_id(&answer).ok_or_else(|| Error::Undecodable {
            status: answer.status.as_u16(),
            reason: "neither the Location header nor the body names the new employee's id"
                .to_owned(),
        })
    }

    /// Reads fields of one employee, values of future dates included: `GET /employees/{id}`.
    ///
    /// Empty values are empty texts; a field that is absent is unknown or may not be read.
    pub async fn employee(
        &self,
        id: &EmployeeId,
        fields: &[&str],
    ) -> Result<BTreeMap<String, String>, Error> {
        if fields.len() > MOST_FIELDS {
            return Err(Error::Invalid("more than 400 fields"));
        }
        let query = [
            ("fields", fields.join(",")),
            ("onlyCurrent", "false".to_owned()),
        ];
        let query = query
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let object: serde_json::Map<String, Value> = self
            .read("get employee", &["employees", id.as_str()], &query)
            .await?;
        Ok(wire::texts(&object))
    }

    /// Everybody, with what tells people apart: `GET /employees`, page by page.
    ///
    /// No filter is sent: BambooHR's filters match parts of words, leave out people whose field the key
    /// may not read, and would put an e-mail address into a URL.
    pub async fn people(&self) -> Result<Vec<Person>, Error> {
        let mut people = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let mut query = vec![("fields", "homeEmail,hireDate"), ("page[limit]", PAGE)];
            query.extend(after.as_deref().map(|cursor| ("page[after]", cursor)));
            let page: PeoplePage = self.read("list employees", &["employees"], &query).await?;
            people.extend(page.data);
            match page.meta.page.next_cursor {
                Some(cursor) if !cursor.is_empty() && after.as_ref() != Some(&cursor) => {
                    after = Some(cursor);
                }
                _ => return Ok(people),
            }
        }
        Err(Error::Undecodable {
            status: 200,
            reason: "the list of employees does not end".to_owned(),
        })
    }
}

/// The new employee's id: the last segment of `Location`, its query's `id`, or the body's `id`.
fn new_id(answer: &Answer) -> Option<EmployeeId> {
    let location = answer
        .headers
        .get(LOCATION)
        .and_then(|value| value.to_str().ok());
    location.and_then(id_in_location).or_else(|| {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        EmployeeId::parse(&wire::text_of(body.get("id")?))
    })
}

fn id_in_location(location: &str) -> Option<EmployeeId> {
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    let last = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let in_query = || {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "id")
            .map(|(_, id)| id)
    };
    EmployeeId::parse(last).or_else(|| EmployeeId::parse(&in_query()?))
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    use super::*;

    #[test]
    fn the_new_id_is_found_wherever_bamboohr_puts_it() {
        let cases = [
            (
                Some("https://api.bamboohr.com/api/gateway.php/acme/v1/employees/121"),
                "",
                Some("121"),
            ),
            (
                Some("https://acme.bamboohr.com/api/v1/employees/121/"),
                "",
                Some("121"),
            ),
            (
                Some("https://acme.bamboohr.com/employees/employee.php?id=121&tab=1"),
                "",
                Some("121"),
            ),
            (Some("/api/v1/employees/121?x=1"), "", Some("121")),
            (None, r#"{"id":"121","firstName":"A"}"#, Some("121")),
            (None, r#"{"id":121}"#, Some("121")),
            (
                Some("https://acme.bamboohr.com/welcome"),
                r#"{"id":"121"}"#,
                Some("121"),
            ),
            (Some("https://acme.bamboohr.com/welcome"), "", None),
            (None, r#"{"id":"abc"}"#, None),
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
            };
            assert_eq!(
                new_id(&answer).as_ref().map(EmployeeId::as_str),
                id,
                "{location:?} {body}"
            );
        }
    }
}
