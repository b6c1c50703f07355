//! What Pinpoint fills in when the operator says nothing else.

use handoff::Attribute;

use super::MappingSetting;

/// Dropdowns of the usual fields.
pub(super) const LISTS: [&str; 10] = [
    "jobTitle",
    "department",
    "division",
    "location",
    "country",
    "employmentHistoryStatus",
    "payType",
    "payPer",
    "payRate_currency",
    "exempt",
];

/// The variables that are documented, and what they are of the candidate.
pub(super) fn mappings() -> Vec<MappingSetting> {
    use Attribute as A;
    let usual = [
        (
            "firstName",
            "First name",
            "candidate_first_name",
            Some(A::FirstName),
        ),
        ("middleName", "Middle name", "candidate_middle_name", None),
        (
            "lastName",
            "Last name",
            "candidate_last_name",
            Some(A::LastName),
        ),
        (
            "preferredName",
            "Preferred name",
            "candidate_preferred_name",
            Some(A::PreferredName),
        ),
        (
            "homeEmail",
            "E-mail address",
            "candidate_email",
            Some(A::Email),
        ),
        (
            "mobilePhone",
            "Telephone number",
            "candidate_telephone_number",
            Some(A::Phone),
        ),
        (
            "address1",
            "Address, line 1",
            "candidate_address_line_one",
            Some(A::AddressLine1),
        ),
        (
            "address2",
            "Address, line 2",
            "candidate_address_line_two",
            Some(A::AddressLine2),
        ),
        ("city", "City", "candidate_address_city", Some(A::City)),
        (
            "zipcode",
            "Postal code",
            "candidate_address_postal_zip",
            Some(A::Postcode),
        ),
        (
            "candidateCountry",
            "Country",
            "candidate_address_country_code",
            Some(A::Country),
        ),
        ("dateOfBirth", "Date of birth", "candidate_birth_date", None),
        (
            "hireDate",
            "Start date",
            "candidate_start_date",
            Some(A::StartDate),
        ),
        (
            "candidateJobTitle",
            "Job title",
            "job_title",
            Some(A::JobTitle),
        ),
        (
            "candidateEmploymentType",
            "Employment type",
            "job_employment_type",
            Some(A::EmploymentType),
        ),
    ];
    let usual = usual
        .into_iter()
        .map(|(key, label, variable, attribute)| MappingSetting {
            key: key.to_owned(),
            label: label.to_owned(),
            value: format!("{{{{{variable}}}}}"),
            attribute,
            multiline: None,
        });
    usual.collect()
}
