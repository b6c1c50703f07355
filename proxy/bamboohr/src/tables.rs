//! Rows of an employee's tables: job information, employment status, compensation and the company's own.
//!
//! BambooHR gives rows in no particular order and answers an added row with nothing, not even its id: read
//! the table and compare. The same row added twice is two rows.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::answer::{Answer, xml};
use crate::client::{Call, Client};
use crate::endpoint::Version;
use crate::error::{Error, Refusal, RefusalReason};
use crate::id::{EmployeeId, RowId};
use crate::value::{FieldValue, Values};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Row id.
    pub id: RowId,
    /// Whose row it is, if BambooHR says so.
    pub employee: Option<EmployeeId>,
    /// The columns by alias; one that is missing may not be read with this key.
    pub columns: Values,
}

impl Client {
    /// The rows of a table: `GET /employees/{id}/tables/{table}`, in no particular order. No rows is an
    /// empty list. Reads JSON, and XML where BambooHR answers XML all the same.
    pub async fn rows(&self, employee: &EmployeeId, table: &str) -> Result<Vec<Row>, Error> {
        let segments = ["employees", employee.as_str(), "tables", table];
        read_rows(&self.read(Call::get("read rows", &segments)).await?)
    }

    /// Adds a row: `POST /v1_1/employees/{id}/tables/{table}`. One call is at most one request. BambooHR
    /// does not tell the row's id.
    pub async fn add_row(
        &self,
        employee: &EmployeeId,
        table: &str,
        columns: &BTreeMap<String, FieldValue>,
    ) -> Result<(), Error> {
        let segments = ["employees", employee.as_str(), "tables", table];
        let call = Call::post("add row", &segments).version(Version::V1_1);
        self.write(call.json(columns)?).await.map(|_| ())
    }

    /// Changes columns of a row: `POST /v1_1/employees/{id}/tables/{table}/{row}`. BambooHR skips columns the
    /// key may not write, and answers as if all went well when it wrote any.
    pub async fn update_row(
        &self,
        employee: &EmployeeId,
        table: &str,
        row: &RowId,
        columns: &BTreeMap<String, FieldValue>,
    ) -> Result<(), Error> {
        let segments = of_row(employee, table, row);
        let call = Call::post("update row", &segments).version(Version::V1_1);
        self.write(call.json(columns)?).await.map(|_| ())
    }

    /// Removes a row: `DELETE /employees/{id}/tables/{table}/{row}`. BambooHR can answer 200 and say in the
    /// body that it did not: that is a refusal here.
    pub async fn delete_row(
        &self,
        employee: &EmployeeId,
        table: &str,
        row: &RowId,
    ) -> Result<(), Error> {
        let segments = of_row(employee, table, row);
        let answer = self.write(Call::delete("delete row", &segments)).await?;
        read_deletion(&answer.whole()?)
    }
}

fn of_row<'a>(employee: &'a EmployeeId, table: &'a str, row: &'a RowId) -> [&'a str; 5] {
    [
        "employees",
        employee.as_str(),
        "tables",
        table,
        row.as_str(),
    ]
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JsonRow {
    id: RowId,
    employee_id: Option<EmployeeId>,
    #[serde(flatten)]
    columns: BTreeMap<String, FieldValue>,
}

pub(crate) fn read_rows(answer: &Answer) -> Result<Vec<Row>, Error> {
    if !answer.looks_like_markup() {
        let rows: Vec<JsonRow> = answer.json()?;
        return Ok(rows
            .into_iter()
            .map(|row| Row {
                id: row.id,
                employee: row.employee_id,
                columns: row.columns.into_iter().collect(),
            })
            .collect());
    }
    let unreadable = || answer.unreadable("XML that is no table");
    let rows = xml::rows(&answer.body).map_err(|_| unreadable())?;
    let rows: Option<Vec<Row>> = rows
        .into_iter()
        .map(|row| {
            Some(Row {
                id: RowId::parse(&row.id?)?,
                employee: row.employee_id.as_deref().and_then(EmployeeId::parse),
                columns: row.fields,
            })
        })
        .collect();
    rows.ok_or_else(unreadable)
}

#[derive(Deserialize)]
struct Deletion {
    success: bool,
    error: Option<String>,
}

pub(crate) fn read_deletion(answer: &Answer) -> Result<(), Error> {
    let deletion: Deletion = answer.json()?;
    if deletion.success {
        return Ok(());
    }
    Err(Error::Refused(Refusal {
        status: answer.status.as_u16(),
        reason: RefusalReason::InvalidValue,
        message: deletion.error,
        retry_after: None,
        request_id: crate::answer::failure::request_id(&answer.headers),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_from_json_and_from_xml_alike() {
        let json = r#"[{"id":"38563","employeeId":"4","startDate":"2023-03-03","teams":null,
            "rate":{"currency":"USD","value":"50000.00"}}]"#;
        let xml = r#"<?xml version="1.0"?><table><row id="38563" employeeId="4">
            <field id="startDate">2023-03-03</field><field id="teams"/>
            <field id="rate" currency="USD">50000.00</field></row></table>"#;
        let read = |body: &str| read_rows(&Answer::of_body(body)).unwrap();
        assert_eq!(read(json), read(xml));
        let row = &read(json)[0];
        assert_eq!(row.columns.text("startDate"), Some("2023-03-03"));
        assert_eq!(row.columns.get("teams"), Some(&FieldValue::Empty));
        assert_eq!(row.columns.get("id"), None);
    }

    #[test]
    fn no_rows_is_an_empty_list_and_anything_else_is_unreadable() {
        let read = |body: &str| read_rows(&Answer::of_body(body));
        assert!(read("[]").unwrap().is_empty());
        assert!(read("<table/>").unwrap().is_empty());
        for body in [
            "{}",
            "",
            r#"[{"employeeId":"4"}]"#,
            r#"<table><row employeeId="4"/></table>"#,
            "<html/>",
        ] {
            assert!(read(body).is_err(), "{body}");
        }
    }

    #[test]
    fn a_deletion_that_did_not_happen_is_a_refusal_in_bamboohrs_words() {
        let read = |body: &str| read_deletion(&Answer::of_body(body));
        assert!(read(r#"{"success":true}"#).is_ok());
        let error = read(r#"{"success":false,"error":"Row is locked"}"#).unwrap_err();
        assert_eq!(
            error
                .refusal()
                .and_then(|refusal| refusal.message.as_deref()),
            Some("Row is locked")
        );
        for body in ["<html>", ""] {
            let outcome = read(body);
            assert!(matches!(outcome, Err(Error::Undecodable { .. })), "{body}");
        }
    }
}
