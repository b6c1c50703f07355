//! The vocabulary of the list: its own name for each column, the value behind it, and how a filter on
//! it compares. Names, free texts and descriptions are searched in; ids, dates and fixed words are not.

/// A column of the list.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// The storage key.
    pub(super) key: &'static str,
    pub(super) filter: Comparison,
}

/// How a filter compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The value contains the text, whatever the case.
    Contains,
    /// The value is the text, whatever the case.
    Equals,
    /// The value is this date, which must be one.
    IsDate,
    /// `active` or `inactive`.
    IsStatus,
    /// There is no such filter.
    None,
}

const fn of(name: &'static str, key: &'static str, filter: Comparison) -> Column {
    Column { name, key, filter }
}

/// The column of this name.
pub(super) fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.name == name)
}

use Comparison::{Contains, Equals, IsDate, IsStatus};

const COLUMNS: &[Column] = &[
    of("firstName", "firstName", Contains),
    of("lastName", "lastName", Contains),
    of("preferredName", "preferredName", Contains),
    of("photoUrl", "photoUrl", Comparison::None),
    of("jobTitleName", "jobTitle", Contains),
    of("status", "status", IsStatus),
    of("middleName", "middleName", Contains),
    of("displayName", "displayName", Contains),
    of("employeeNumber", "employeeNumber", Contains),
    of("workEmail", "workEmail", Contains),
    of("homeEmail", "homeEmail", Contains),
    of("bestEmail", "bestEmail", Comparison::None),
    of("homePhone", "homePhone", Contains),
    of("mobilePhone", "mobilePhone", Contains),
    of("workPhone", "workPhone", Contains),
    of("workPhoneExtension", "workPhoneExtension", Contains),
    of("linkedinUrl", "linkedIn", Contains),
    of("addressLine1", "address1", Contains),
    of("addressLine2", "address2", Contains),
    of("city", "city", Contains),
    of("state", "state", Contains),
    of("zipcode", "zipcode", Contains),
    of("country", "country", Contains),
    of("birthDate", "dateOfBirth", IsDate),
    of("age", "age", Equals),
    of("gender", "gender", Equals),
    of("maritalStatus", "maritalStatus", Contains),
    of("ethnicity", "ethnicity", Contains),
    of("eeoJobCategory", "eeo", Contains),
    of("ssn", "ssn", Comparison::None),
    of("ein", "ein", Comparison::None),
    of("hireDate", "hireDate", IsDate),
    of("originalHireDate", "originalHireDate", IsDate),
    of("terminationDate", "terminationDate", IsDate),
    of("departmentName", "department", Contains),
    of("divisionName", "division", Contains),
    of("locationName", "location", Contains),
    of("employmentStatusName", "employmentHistoryStatus", Contains),
    of("reportsToId", "supervisorEId", Equals),
    of("reportsToName", "supervisor", Contains),
    of("payRate", "payRate", Comparison::None),
    of("overtimeRate", "overtimeRate", Comparison::None),
    of("payType", "payType", Equals),
    of("paidPer", "payPer", Equals),
    of("paySchedule", "paySchedule", Contains),
    of("flsaCode", "exempt", Contains),
    of("compensationChangeReason", "payChangeReason", Contains),
    of("compensationEffectiveDate", "payRateEffectiveDate", IsDate),
];
