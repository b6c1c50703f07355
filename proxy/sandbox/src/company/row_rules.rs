//! What a table row must fulfil as a whole, beyond the types of its columns, and what a row of the employment
//! status does to the person. Which columns were sent, and who may write them, is not its business.

use jiff::civil::Date;

use super::employee::{AsOf, Employee, Row};

/// The status that ends an employment.
const TERMINATED: &str = "Terminated";

/// What a row of `employmentStatus` must carry in version 1.1 when it ends an employment.
const LEAVING_COLUMNS: [&str; 3] = [
    "terminationTypeId",
    "terminationReasonId",
    "terminationRehireId",
];

/// The two sets of rules for rows. They differ for `employmentStatus` only: in version 1.1 its rows are complete,
/// and end or renew the employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowRules {
    V1,
    V1_1,
}

/// Why a row was not written or deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowRefusal {
    RowNotFound,
    RowIdNotValid,
    ColumnMissing(&'static str),
    NoSuchColumn,
    CellNotValid(String),
    DateMissing,
    AgainstTheRules(&'static str),
    PayScheduleMissing,
}

impl RowRefusal {
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::RowIdNotValid | Self::ColumnMissing(_) => 400,
            Self::RowNotFound => 404,
            Self::NoSuchColumn | Self::CellNotValid(_) | Self::DateMissing => 406,
            Self::AgainstTheRules(_) => 409,
            Self::PayScheduleMissing => 412,
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::RowNotFound => "Row not found".to_owned(),
            Self::RowIdNotValid => "The row id must be a number".to_owned(),
            Self::ColumnMissing(column) => format!("{column} is required"),
            Self::NoSuchColumn => "The table has none of these fields".to_owned(),
            Self::CellNotValid(column) => format!("Invalid value for {column}"),
            Self::DateMissing => "The row needs its date".to_owned(),
            Self::AgainstTheRules(rule) => (*rule).to_owned(),
            Self::PayScheduleMissing => "An active pay schedule is required".to_owned(),
        }
    }
}

/// Checks a row as it would be stored. `is_new` rows must not end an employment that has ended already.
pub(super) fn check(
    employee: &Employee,
    row: &Row,
    rules: RowRules,
    is_new: bool,
) -> Result<(), RowRefusal> {
    match row.table {
        "employmentStatus" => check_status(employee, row, rules, is_new),
        "compensation" => check_pay(employee, row),
        "earnings" => check_earnings(employee),
        _ => Ok(()),
    }
}

/// Checks a row that is to be deleted.
pub(super) fn check_deletion(employee: &Employee, row: &Row) -> Result<(), RowRefusal> {
    let of_table = |other: &&Row| other.table == row.table;
    match row.table {
        "employmentStatus" if employee.rows.iter().filter(of_table).count() == 1 => Err(
            RowRefusal::AgainstTheRules("The only employment status cannot be deleted"),
        ),
        "earnings" => check_earnings(employee),
        _ => Ok(()),
    }
}

fn check_status(
    employee: &Employee,
    row: &Row,
    rules: RowRules,
    is_new: bool,
) -> Result<(), RowRefusal> {
    if rules == RowRules::V1_1 && text(row, "employmentStatus").is_none() {
        return Err(RowRefusal::ColumnMissing("employmentStatus"));
    }
    if !ends_employment(row) {
        return Ok(());
    }
    if rules == RowRules::V1_1 {
        let missing = LEAVING_COLUMNS
            .iter()
            .find(|column| text(row, column).is_none());
        if let Some(column) = missing {
            return Err(RowRefusal::ColumnMissing(column));
        }
        if is_new && employee.has_left {
            return Err(RowRefusal::AgainstTheRules(
                "The employee is terminated already",
            ));
        }
    }
    if employee.hire_date().is_some_and(|hired| row.date < hired) {
        return Err(RowRefusal::AgainstTheRules(
            "An employment cannot end before the hire date",
        ));
    }
    Ok(())
}

/// What is wrong with a pay type together with a period. Which pairs BambooHR refuses is not known: these two
/// cannot be meant.
pub(super) fn pay_mistake(pay_type: Option<&str>, paid_per: Option<&str>) -> Option<&'static str> {
    match (pay_type, paid_per) {
        (Some("Salary"), Some("Hour")) => Some("A salary is not paid per hour"),
        (Some("Hourly"), Some(other)) if other != "Hour" => Some("Hourly pay is paid per hour"),
        _ => None,
    }
}

fn check_pay(employee: &Employee, row: &Row) -> Result<(), RowRefusal> {
    if let Some(mistake) = pay_mistake(text(row, "type"), text(row, "paidPer")) {
        return Err(RowRefusal::AgainstTheRules(mistake));
    }
    let Some(end) = text(row, "endDate").and_then(|text| text.parse::<Date>().ok()) else {
        return Ok(());
    };
    if end < row.date {
        return Err(RowRefusal::AgainstTheRules("The pay ends before it starts"));
    }
    // Only payroll knows an end of pay, and payroll needs a schedule.
    if text(row, "paySchedule").is_none() && !has_pay_schedule(employee) {
        return Err(RowRefusal::PayScheduleMissing);
    }
    Ok(())
}

fn check_earnings(employee: &Employee) -> Result<(), RowRefusal> {
    if has_pay_schedule(employee) {
        Ok(())
    } else {
        Err(RowRefusal::PayScheduleMissing)
    }
}

fn has_pay_schedule(employee: &Employee) -> bool {
    employee.text("paySchedule", AsOf::Whenever).is_some()
}

/// Ends or renews the employment as the written row says.
pub(super) fn follow(employee: &mut Employee, row: &Row, rules: RowRules) {
    if row.table != "employmentStatus" || rules != RowRules::V1_1 {
        return;
    }
    if ends_employment(row) {
        employee.has_left = true;
        employee
            .fields
            .insert("terminationDate".to_owned(), row.date.to_string());
        return;
    }
    take_back_ending(employee);
    if employee.has_left
        && employee
            .termination_date()
            .is_some_and(|end| row.date >= end)
    {
        rehire(employee, row.date);
    }
}

/// An ending whose row is gone, or says something else now, did not happen.
pub(super) fn take_back_ending(employee: &mut Employee) {
    let end = employee.termination_date();
    let stands = |row: &Row| {
        row.table == "employmentStatus" && ends_employment(row) && Some(row.date) == end
    };
    if employee.has_left && !employee.rows.iter().any(stands) {
        employee.has_left = false;
        employee.fields.remove("terminationDate");
    }
}

/// The first of all hire dates stays the original one.
fn rehire(employee: &mut Employee, date: Date) {
    employee.has_left = false;
    employee.fields.remove("terminationDate");
    if let Some(before) = employee
        .fields
        .insert("hireDate".to_owned(), date.to_string())
    {
        employee
            .fields
            .entry("originalHireDate".to_owned())
            .or_insert(before);
    }
}

fn ends_employment(row: &Row) -> bool {
    text(row, "employmentStatus") == Some(TERMINATED)
}

fn text<'row>(row: &'row Row, column: &str) -> Option<&'row str> {
    row.values.get(column).map(String::as_str)
}
