//! What a send that is done has promised: every value, row and file of the candidate is in BambooHR.

use std::collections::BTreeMap;

use bamboohr_sandbox::EmployeeRecord;

use super::super::hires::Hire;

type Row = BTreeMap<String, String>;

/// How much of this person's is not there.
pub(super) fn missing(hire: &Hire, employee: &EmployeeRecord) -> usize {
    let values = [
        ("mobilePhone", hire.phone.as_str()),
        ("hireDate", hire.first_day),
    ];
    let values = values.iter().filter(|(field, value)| {
        employee
            .fields
            .get(*field)
            .is_none_or(|there| there != value)
    });
    let rows = [
        (
            "employmentStatus",
            "date",
            ("employmentStatus", "Full-Time"),
        ),
        ("compensation", "startDate", ("rate", "61500.00 GBP")),
    ];
    let rows = rows.iter().filter(|(table, date, (column, value))| {
        !rows_of(employee, table)
            .any(|row| holds(row, date, hire.first_day) && holds(row, column, value))
    });
    let has_job = rows_of(employee, "jobInfo")
        .any(|row| holds(row, "jobTitle", "Backend Engineer") && holds(row, "location", "London"));
    let documents = hire.documents().into_iter();
    let documents = documents.filter(|name| employee.files.iter().all(|file| file.name != *name));
    let lacks_photo = hire.has_files && employee.photo.is_none();
    values.count()
        + rows.count()
        + usize::from(!has_job)
        + documents.count()
        + usize::from(lacks_photo)
}

fn rows_of<'a>(employee: &'a EmployeeRecord, table: &str) -> impl Iterator<Item = &'a Row> {
    employee.tables.get(table).into_iter().flatten()
}

fn holds(row: &Row, column: &str, value: &str) -> bool {
    row.get(column).is_some_and(|there| there == value)
}
