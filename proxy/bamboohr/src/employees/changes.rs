//! Who was added, changed or removed since an instant. A way to find somebody whose create was not answered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::answer::{Answer, lenient_text, object_or_empty_array};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::EmployeeId;

/// What happened to an employee last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Added.
    Inserted,
    /// Changed.
    Updated,
    /// Removed.
    Deleted,
}

impl ChangeKind {
    fn word(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
        }
    }
}

/// The last change of one employee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub id: EmployeeId,
    /// What; `None` is something BambooHR does not document.
    pub kind: Option<ChangeKind>,
    /// When, if BambooHR says so in a form that can be read.
    pub at: Option<Timestamp>,
}

/// Changes, and up to when they reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The latest change of all; ask again from here.
    pub latest: Option<Timestamp>,
    /// One for each employee.
    pub changes: Vec<Change>,
}

impl Client {
    /// Employees changed since an instant: `GET /employees/changed`. With a `kind`, only changes of that
    /// kind.
    pub async fn changed_since(
        &self,
        since: Timestamp,
        kind: Option<ChangeKind>,
    ) -> Result<Changes, Error> {
        // Whole seconds: no example has fractions.
        let since = since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut call = Call::get("list changes", &["employees", "changed"]).query("since", since);
        if let Some(kind) = kind {
            call = call.query("type", kind.word());
        }
        read_changes(&self.read(call).await?)
    }
}

#[derive(Deserialize)]
struct Document {
    #[serde(default, deserialize_with = "lenient_text")]
    latest: Option<String>,
    #[serde(deserialize_with = "object_or_empty_array")]
    employees: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default, deserialize_with = "lenient_text")]
    action: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    last_changed: Option<String>,
}

pub(crate) fn read_changes(answer: &Answer) -> Result<Changes, Error> {
    let document: Document = answer.json()?;
    let time = |text: Option<String>| text.and_then(|text| text.parse::<Timestamp>().ok());
    let changes: Option<Vec<Change>> = document
        .employees
        .into_iter()
        .map(|(id, entry)| {
            let action = entry.action.unwrap_or_default();
            let known = [
                ChangeKind::Inserted,
                ChangeKind::Updated,
                ChangeKind::Deleted,
            ];
            Some(Change {
                id: EmployeeId::parse(&id)?,
                kind: known
                    .into_iter()
                    .find(|kind| kind.word().eq_ignore_ascii_case(&action)),
                at: time(entry.last_changed),
            })
        })
        .collect();
    Ok(Changes {
        latest: time(document.latest),
        changes: changes.ok_or_else(|| answer.unreadable("a change without an employee id"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Changes, Error> {
        read_changes(&Answer::of_body(body))
    }

    #[test]
    fn changes_are_read_with_their_kind_and_time() {
        let changes = read(
            r#"{"latest":"2026-11-24T10:00:00+00:00","employees":{
                "4":{"id":"4","action":"Inserted","lastChanged":"2026-11-24T09:00:00+01:00"},
                "5":{"id":"5","action":"Renamed","lastChanged":"yesterday"}}}"#,
        )
        .unwrap();
        assert!(changes.latest.is_some());
        let read: Vec<_> = changes
            .changes
            .iter()
            .map(|change| (change.id.as_str(), change.kind, change.at.is_some()))
            .collect();
        assert_eq!(
            read,
            [("4", Some(ChangeKind::Inserted), true), ("5", None, false)]
        );
    }

    #[test]
    fn no_change_at_all_may_be_an_empty_array() {
        assert!(read(r#"{"employees":[]}"#).unwrap().changes.is_empty());
        assert!(read(r#"{"employees":{}}"#).unwrap().changes.is_empty());
        assert!(read(r#"{"employees":{"x":{}}}"#).is_err());
    }
}
