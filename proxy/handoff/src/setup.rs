//! What a company has chosen about the form: which fields, in which section, required or not, and
//! where the first value comes from.
//!
//! Labels, types and options are not here: they are BambooHR's and come with the catalogue.

use serde::{Deserialize, Serialize};

use crate::candidate::Candidate;
use crate::catalogue::FieldId;
use crate::form::Entry;

/// The account's choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// Sections in the order they are shown.
    pub sections: Vec<SetupSection>,
}

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupSection {
    /// Heading, for example `Address`.
    pub title: String,
    /// Fields in the order they are asked.
    pub fields: Vec<SetupField>,
}

/// One field the form asks, if the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// When a value is needed.
    pub requirement: Requirement,
    /// Where the first value comes from.
    pub source: Option<Source>,
    /// One sentence of help.
    pub hint: Option<String>,
}

/// When a field must have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "when", from = "RequirementParts")]
pub enum Requirement {
    /// Never.
    Optional,
    /// Always: BambooHR refuses the employee otherwise.
    #[serde(rename = "required_by_bamboohr")]
    RequiredByBambooHr,
    /// Always: the company decided so.
    RequiredBySetup,
    /// As soon as one of these fields has a value.
    RequiredWith {
        /// The other fields.
        any_of: Vec<FieldId>,
        /// Why, as the end of a sentence that begins with the field's label.
        reason: String,
    },
}

/// A requirement as it is read. A flat struct, because serde reads tagged enums through a second, general
/// reader, which the browser would have to download.
#[derive(Deserialize)]
struct RequirementParts {
    when: When,
    #[serde(default)]
    any_of: Vec<FieldId>,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    Optional,
    #[serde(rename = "required_by_bamboohr")]
    RequiredByBambooHr,
    RequiredBySetup,
    RequiredWith,
}

impl From<RequirementParts> for Requirement {
    fn from(parts: RequirementParts) -> Self {
        let RequirementParts {
            when,
            any_of,
            reason,
        } = parts;
        match when {
            When::Optional => Self::Optional,
            When::RequiredByBambooHr => Self::RequiredByBambooHr,
            When::RequiredBySetup => Self::RequiredBySetup,
            When::RequiredWith => Self::RequiredWith { any_of, reason },
        }
    }
}

/// An attribute of the candidate that a first value can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each name is the candidate's attribute of the same name"
)]
pub enum Source {
    FirstName,
    LastName,
    PreferredName,
    Email,
    Phone,
    AddressLine1,
    AddressLine2,
    City,
    State,
    Postcode,
    Country,
    StartDate,
    JobTitle,
    Department,
    Division,
    Location,
    EmploymentType,
    Salary,
    PayPeriod,
    /// Hourly when the offer is per hour, a salary when it is per week or longer, else unknown.
    PayType,
}

impl Source {
    /// Where the value comes from, for the words `From …`.
    pub fn origin(self) -> &'static str {
        match self {
            Self::StartDate
            | Self::EmploymentType
            | Self::Salary
            | Self::PayPeriod
            | Self::PayType => "the offer",
            Self::JobTitle | Self::Department | Self::Division | Self::Location => "the job",
            _ => "the candidate’s profile",
        }
    }

    /// The candidate's value, trimmed; `None` when there is nothing to read.
    pub fn read(self, candidate: &Candidate) -> Option<Entry> {
        let offer = candidate.offer.as_ref();
        let period = offer.and_then(|offer| offer.period.as_deref());
        let text = match self {
            Self::FirstName => candidate.first_name.as_deref(),
            Self::LastName => candidate.last_name.as_deref(),
            Self::PreferredName => candidate.preferred_name.as_deref(),
            Self::Email => candidate.email.as_deref(),
            Self::Phone => candidate.phone.as_deref(),
            Self::AddressLine1 => candidate.address.line1.as_deref(),
            Self::AddressLine2 => candidate.address.line2.as_deref(),
            Self::City => candidate.address.city.as_deref(),
            Self::State => candidate.address.state.as_deref(),
            Self::Postcode => candidate.address.postcode.as_deref(),
            Self::Country => candidate.address.country.as_deref(),
            Self::StartDate => offer.and_then(|offer| offer.start_date.as_deref()),
            Self::JobTitle => Some(candidate.job.title.as_str()),
            Self::Department => candidate.job.department.as_deref(),
            Self::Division => candidate.job.division.as_deref(),
            Self::Location => candidate.job.location.as_deref(),
            Self::EmploymentType => offer.and_then(|offer| offer.employment_type.as_deref()),
            Self::PayPeriod => period,
            Self::PayType => period.and_then(pay_type),
            Self::Salary => {
                let amount = offer
                    .and_then(|offer| offer.salary.as_deref())
                    .unwrap_or_default()
                    .trim();
                let currency = offer
                    .and_then(|offer| offer.currency.as_deref())
                    .unwrap_or_default()
                    .trim();
                let money = Entry::Money {
                    amount: amount.to_owned(),
                    currency: currency.to_owned(),
                };
                return (!amount.is_empty()).then_some(money);
            }
        };
        let text = text?.trim();
        (!text.is_empty()).then(|| Entry::Text(text.to_owned()))
    }
}

/// BambooHR's pay type for a period of the offer. A period that is not plain is not guessed at.
fn pay_type(period: &str) -> Option<&'static str> {
    match period.trim().to_ascii_lowercase().as_str() {
        "hour" => Some("Hourly"),
        "week" | "month" | "quarter" | "year" => Some("Salary"),
        _ => None,
    }
}

impl Setup {
    /// The fields a hire normally needs. BambooHR asks for the two names; this setup asks for the
    /// hire date too, because BambooHR counts who works here from it.
    pub fn typical_hire() -> Self {
        let address = ["address1", "address2", "city", "state", "zipcode"];
        Self {
            sections: vec![
                section(
                    "Person",
                    vec![
                        field("firstName", Source::FirstName).required_by_bamboohr(),
                        field("lastName", Source::LastName).required_by_bamboohr(),
                        field("preferredName", Source::PreferredName),
                        field("homeEmail", Source::Email)
                            .hint("BambooHR refuses an e-mail address that another employee already has."),
                        field("mobilePhone", Source::Phone),
                    ],
                ),
                section(
                    "Address",
                    vec![
                        field("address1", Source::AddressLine1),
                        field("address2", Source::AddressLine2),
                        field("city", Source::City),
                        field("state", Source::State).hint("A name or an abbreviation, such as Texas or TX."),
                        field("zipcode", Source::Postcode),
                        field("country", Source::Country)
                            .required_with(&address, "is needed as soon as any part of the address is given."),
                    ],
                ),
                section(
                    "Job",
                    vec![
                        field("hireDate", Source::StartDate)
                            .required_by_setup()
                            .hint("The first day of work. Until then BambooHR lists the person as inactive."),
                        field("jobTitle", Source::JobTitle),
                        field("department", Source::Department),
                        field("division", Source::Division),
                        field("location", Source::Location),
                        field("employmentHistoryStatus", Source::EmploymentType),
                    ],
                ),
                section(
                    "Pay",
                    vec![
                        field("payRate", Source::Salary),
                        field("payType", Source::PayType).required_with(
                            &["payRate"],
                            "is needed with a pay rate: it says how the amount is earned.",
                        ),
                        field("payPer", Source::PayPeriod).required_with(
                            &["payRate"],
                            "is needed with a pay rate: it says what the amount is paid for.",
                        ),
                        SetupField {
                            id: FieldId::new("exempt"),
                            requirement: Requirement::Optional,
                            source: None,
                            hint: Some("Whether United States overtime rules leave this person out.".to_owned()),
                        },
                    ],
                ),
            ],
        }
    }
}

fn section(title: &str, fields: Vec<SetupField>) -> SetupSection {
    SetupSection {
        title: title.to_owned(),
        fields,
    }
}

fn field(alias: &str, source: Source) -> SetupField {
    SetupField {
        id: FieldId::new(alias),
        requirement: Requirement::Optional,
        source: Some(source),
        hint: None,
    }
}

impl SetupField {
    fn required_by_bamboohr(mut self) -> Self {
        self.requirement = Requirement::RequiredByBambooHr;
        self
    }

    fn required_by_setup(mut self) -> Self {
        self.requirement = Requirement::RequiredBySetup;
        self
    }

    fn required_with(mut self, aliases: &[&str], reason: &str) -> Self {
        let any_of = aliases.iter().map(|alias| FieldId::new(*alias)).collect();
        self.requirement = Requirement::RequiredWith {
            any_of,
            reason: reason.to_owned(),
        };
        self
    }

    fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}
