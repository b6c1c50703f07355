//! Users of BambooHR. A user need not be an employee.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::answer::{Answer, lenient_text, object_or_empty_array};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::{EmployeeId, UserId};

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// User id.
    pub id: UserId,
    /// The user's own record, if there is one.
    pub employee: Option<EmployeeId>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail to sign in with.
    pub email: Option<String>,
    /// For example `enabled`.
    pub status: Option<String>,
}

impl Client {
    /// All users: `GET /meta/users`.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        read_users(
            &self
                .read(Call::get("read users", &["meta", "users"]))
                .await?,
        )
    }
}

#[derive(Deserialize)]
struct Users(#[serde(deserialize_with = "object_or_empty_array")] BTreeMap<String, Entry>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Entry {
    #[serde(deserialize_with = "lenient_text")]
    employee_id: Option<String>,
    #[serde(deserialize_with = "lenient_text")]
    first_name: Option<String>,
    #[serde(deserialize_with = "lenient_text")]
    last_name: Option<String>,
    #[serde(deserialize_with = "lenient_text")]
    email: Option<String>,
    #[serde(deserialize_with = "lenient_text")]
    status: Option<String>,
}

/// Users are keyed by id; the employee id 0 means none.
pub(crate) fn read_users(answer: &Answer) -> Result<Vec<User>, Error> {
    let Users(users) = answer.json()?;
    let users: Option<Vec<User>> = users
        .into_iter()
        .map(|(id, entry)| {
            let employee = entry.employee_id.as_deref().and_then(EmployeeId::parse);
            Some(User {
                id: UserId::parse(&id)?,
                employee: employee.filter(|id| id.as_str() != "0"),
                first_name: entry.first_name,
                last_name: entry.last_name,
                email: entry.email,
                status: entry.status,
            })
        })
        .collect();
    users.ok_or_else(|| answer.unreadable("a user without an id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_keyed_by_id_and_need_not_be_employees() {
        let users = read_users(&Answer::of_body(
            r#"{"2":{"id":2,"employeeId":0,"firstName":"Ada","email":null,"status":"enabled"},
                "9":{"id":9,"employeeId":"12"}}"#,
        ))
        .unwrap();
        let read: Vec<_> = users
            .iter()
            .map(|user| {
                (
                    user.id.as_str(),
                    user.employee.as_ref().map(EmployeeId::as_str),
                )
            })
            .collect();
        assert_eq!(read, [("2", None), ("9", Some("12"))]);
        assert!(read_users(&Answer::of_body("[]")).unwrap().is_empty());
        assert!(read_users(&Answer::of_body(r#"{"x":{}}"#)).is_err());
    }
}
