//! Why a request was not carried out: the status and the text of BambooHR's error header.
//! Only 401, `Employee not found`, `Duplicate email`, `Insufficient permissions`, `Insufficient Permissions to
//! view this employee`, `Directory disabled for this account` and `Too many failures` are texts of the
//! real service; the others are this sandbox's own, and no client should match on them.

use super::filing::FileRefusal;
use super::options::OptionRefusal;
use super::photos::PhotoRefusal;
use super::row_rules::RowRefusal;

/// A refusal with everything the answer needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    NotJson,
    NotXml(String),
    NotAnObject,
    NameMissing(&'static str),
    TooManyFields,
    KeyNotValid,
    NotPermitted,
    EmployeeNotShown,
    TooManyFailures,
    DirectoryDisabled,
    EmployeeNotFound,
    TableNotFound,
    NoFileCategories,
    DirectoryEmpty,
    CompanyNotFound,
    CountryNotFound,
    UrlNotFound,
    MethodNotAllowed,
    CountryIdNotValid,
    CountryCodeNotValid,
    SinceNotValid,
    ChangeTypeNotValid,
    RequestTooLarge,
    ContentTypeNotAccepted,
    ValueNotValid(String),
    DateNotValid(String),
    DuplicateEmail,
    Row(RowRefusal),
    Options(OptionRefusal),
    File(FileRefusal),
    Photo(PhotoRefusal),
    /// The fields the payroll needs and the person would not have.
    PayrollFieldsMissing(Vec<&'static str>),
    /// A limit that waiting does not help against: sent without `Retry-After`.
    EmployeeLimitReached,
    /// What `Retry-After` says, and whether the status is the one from before September 2026.
    RateLimited {
        retry_after: String,
        as_unavailable: bool,
    },
}

impl Refusal {
    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotJson | Self::NotXml(_) | Self::NotAnObject | Self::NameMissing(_) => 400,
            Self::TooManyFields | Self::CountryIdNotValid => 400,
            Self::SinceNotValid | Self::ChangeTypeNotValid => 400,
            Self::DateNotValid(_) | Self::PayrollFieldsMissing(_) => 400,
            Self::KeyNotValid => 401,
            Self::NotPermitted | Self::EmployeeNotShown | Self::DirectoryDisabled => 403,
            // The real status is not known. Not 429, which since September 2026 has a Retry-After.
            Self::TooManyFailures => 403,
            Self::EmployeeNotFound
            | Self::TableNotFound
            | Self::NoFileCategories
            | Self::DirectoryEmpty => 404,
            Self::CompanyNotFound | Self::CountryNotFound | Self::UrlNotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::ValueNotValid(_) | Self::DuplicateEmail => 409,
            Self::RequestTooLarge => 413,
            Self::ContentTypeNotAccepted => 415,
            Self::CountryCodeNotValid => 422,
            Self::Row(refusal) => refusal.status(),
            Self::Options(refusal) => refusal.status(),
            Self::File(refusal) => refusal.status(),
            Self::Photo(refusal) => refusal.status(),
            Self::EmployeeLimitReached => 429,
            Self::RateLimited { as_unavailable, .. } => {
                if *as_unavailable {
                    503
                } else {
                    429
                }
            }
        }
    }

    /// The text for the error header.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NotJson => "The request body is not valid JSON".to_owned(),
            Self::NotXml(reason) => format!("The request body is not valid XML: {reason}"),
            Self::NotAnObject => "The request body must be a JSON object".to_owned(),
            Self::NameMissing(field) => format!("{field} is required"),
            Self::TooManyFields => "No more than 400 fields can be requested".to_owned(),
            Self::KeyNotValid => "API key not provided or invalid".to_owned(),
            Self::NotPermitted => "Insufficient permissions".to_owned(),
            Self::EmployeeNotShown => "Insufficient Permissions to view this employee".to_owned(),
            Self::TooManyFailures => "Too many failures".to_owned(),
            Self::DirectoryDisabled => "Directory disabled for this account".to_owned(),
            Self::EmployeeNotFound => "Employee not found".to_owned(),
            Self::TableNotFound => "Table not found".to_owned(),
            Self::NoFileCategories => "No file categories found".to_owned(),
            Self::DirectoryEmpty => "Directory is empty".to_owned(),
            Self::CompanyNotFound => "Company not found".to_owned(),
            Self::CountryNotFound => "Country not found".to_owned(),
            Self::UrlNotFound => "Not found".to_owned(),
            Self::MethodNotAllowed => "Method not allowed".to_owned(),
            Self::CountryIdNotValid => "There is no country with this id".to_owned(),
            Self::CountryCodeNotValid => "A country code has two letters".to_owned(),
            Self::RequestTooLarge => "The request body is too large".to_owned(),
            Self::ContentTypeNotAccepted => {
                "The content type must be application/json or application/xml".to_owned()
            }
            Self::ValueNotValid(field) | Self::DateNotValid(field) => {
                format!("Invalid value for {field}")
            }
            Self::DuplicateEmail => "Duplicate email".to_owned(),
            Self::SinceNotValid => "since must be a time such as 2026-11-23T09:00:00Z".to_owned(),
            Self::ChangeTypeNotValid => "type must be inserted, updated or deleted".to_owned(),
            Self::Row(refusal) => refusal.message(),
            Self::Options(refusal) => refusal.message(),
            Self::File(refusal) => refusal.message(),
            Self::Photo(refusal) => refusal.message().to_owned(),
            Self::PayrollFieldsMissing(fields) => {
                format!("Required for payroll: {}", fields.join(", "))
            }
            Self::EmployeeLimitReached => "Employee limit reached".to_owned(),
            Self::RateLimited { .. } => "Too many requests".to_owned(),
        }
    }

    /// How many times the header line is sent. The real service repeats some messages.
    pub(crate) fn repetitions(&self) -> usize {
        match self {
            Self::DuplicateEmail | Self::EmployeeNotFound => 2,
            _ => 1,
        }
    }
}
