//! What can be read of a candidate, and under which name it travels.
//!
//! Reading is all: whether a field takes the text is decided by [`crate::compose()`].

use serde::{Deserialize, Serialize};

use crate::candidate::Candidate;
use crate::form::Entry;

/// An attribute of the candidate that a first value can be read from. It travels as its [`Self::code`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", try_from = "String")]
#[expect(
    missing_docs,
    reason = "each name is the candidate's attribute of the same name"
)]
pub enum Attribute {
    FirstName,
    LastName,
    /// First and last name as one text.
    FullName,
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
    /// The answer to a question of the application form.
    Answer {
        /// The question as it was asked; case and white space do not matter.
        question: String,
    },
}

/// What an [`Attribute::Answer`] begins with when it travels.
const ANSWER: &str = "answer: ";

impl Attribute {
    /// Every attribute but the answers, in the order a person looks for them.
    pub const ALL: [Self; 21] = [
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::PreferredName,
        Self::Email,
        Self::Phone,
        Self::AddressLine1,
        Self::AddressLine2,
        Self::City,
        Self::State,
        Self::Postcode,
        Self::Country,
        Self::StartDate,
        Self::JobTitle,
        Self::Department,
        Self::Division,
        Self::Location,
        Self::EmploymentType,
        Self::Salary,
        Self::PayPeriod,
        Self::PayType,
    ];

    /// The name it travels by, for example `first_name` or `answer: What is your T-shirt size?`.
    pub fn code(&self) -> String {
        match self {
            Self::Answer { question } => format!("{ANSWER}{question}"),
            other => other.name().to_owned(),
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(question) = code.strip_prefix(ANSWER) {
            let question = question.to_owned();
            return (!question.trim().is_empty()).then_some(Self::Answer { question });
        }
        Self::ALL.into_iter().find(|known| known.name() == code)
    }

    fn name(&self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::PreferredName => "preferred_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::AddressLine1 => "address_line1",
            Self::AddressLine2 => "address_line2",
            Self::City => "city",
            Self::State => "state",
            Self::Postcode => "postcode",
            Self::Country => "country",
            Self::StartDate => "start_date",
            Self::JobTitle => "job_title",
            Self::Department => "department",
            Self::Division => "division",
            Self::Location => "location",
            Self::EmploymentType => "employment_type",
            Self::Salary => "salary",
            Self::PayPeriod => "pay_period",
            Self::PayType => "pay_type",
            Self::Answer { .. } => "answer",
        }
    }

    /// What it is called in a sentence to an admin, for example `first name of the candidate`.
    pub fn words(&self) -> String {
        let what = match self {
            Self::FirstName => "first name",
            Self::LastName => "last name",
            Self::FullName => "full name",
            Self::PreferredName => "preferred name",
            Self::Email => "e-mail address",
            Self::Phone => "telephone number",
            Self::AddressLine1 => "street and number",
            Self::AddressLine2 => "second line of the address",
            Self::City => "city",
            Self::State => "state or province",
            Self::Postcode => "postal code",
            Self::Country => "country",
            Self::StartDate => "start date of the offer",
            Self::JobTitle => "title of the job",
            Self::Department => "department of the job",
            Self::Division => "division of the job",
            Self::Location => "location of the job",
            Self::EmploymentType => "employment type of the offer",
            Self::Salary => "pay of the offer",
            Self::PayPeriod => "pay period of the offer",
            Self::PayType => "pay type that the offer’s period says",
            Self::Answer { question } => return format!("answer to “{question}”"),
        };
        what.to_owned()
    }

    /// Where the value comes from, for the words `From …`.
    pub fn origin(&self) -> String {
        let origin = match self {
            Self::StartDate
            | Self::EmploymentType
            | Self::Salary
            | Self::PayPeriod
            | Self::PayType => "the offer",
            Self::JobTitle | Self::Department | Self::Division | Self::Location => "the job",
            Self::Answer { question } => return format!("the answer to “{}”", question.trim()),
            _ => "the candidate’s profile",
        };
        origin.to_owned()
    }

    /// The candidate's value, trimmed; `None` when there is nothing to read.
    pub fn read(&self, candidate: &Candidate) -> Option<Entry> {
        let text = match self {
            Self::Salary => return salary(candidate),
            Self::FullName => full_name(candidate),
            Self::PayType => {
                let period = self.words_of(candidate)?;
                pay_type(period).map(str::to_owned)
            }
            _ => self.words_of(candidate).map(str::to_owned),
        };
        let text = text?.trim().to_owned();
        (!text.is_empty()).then_some(Entry::Text(text))
    }

    /// The one text of the candidate that the value is read from; `None` for what is made of several.
    pub(super) fn words_of<'a>(&self, candidate: &'a Candidate) -> Option<&'a str> {
        let offer = candidate.offer.as_ref();
        match self {
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
            Self::StartDate => offer?.start_date.as_deref(),
            Self::JobTitle => Some(candidate.job.title.as_str()),
            Self::Department => candidate.job.department.as_deref(),
            Self::Division => candidate.job.division.as_deref(),
            Self::Location => candidate.job.location.as_deref(),
            Self::EmploymentType => offer?.employment_type.as_deref(),
            Self::PayPeriod | Self::PayType => offer?.period.as_deref(),
            Self::Answer { question } => {
                let mut answers = candidate.answers.iter();
                let answer = answers.find(|answer| same_question(&answer.question, question))?;
                Some(answer.answer.as_str())
            }
            Self::Salary => offer?.salary.as_deref(),
            Self::FullName => None,
        }
    }
}

fn same_question(one: &str, other: &str) -> bool {
    crate::catalogue::same_text(one, other)
}

fn salary(candidate: &Candidate) -> Option<Entry> {
    let offer = candidate.offer.as_ref()?;
    let amount = offer.salary.as_deref()?.trim().to_owned();
    let currency = offer.currency.as_deref().unwrap_or_default();
    let currency = currency.trim().to_owned();
    (!amount.is_empty()).then_some(Entry::Money { amount, currency })
}

fn full_name(candidate: &Candidate) -> Option<String> {
    let parts = [&candidate.first_name, &candidate.last_name];
    let parts = parts.into_iter().flatten().map(|part| part.trim());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// BambooHR's pay type for a period of the offer. A period that is not plain is not guessed at.
fn pay_type(period: &str) -> Option<&'static str> {
    match period.trim().to_ascii_lowercase().as_str() {
        "hour" => Some("Hourly"),
        "week" | "month" | "quarter" | "year" => Some("Salary"),
        _ => None,
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.code()
    }
}

impl TryFrom<String> for Attribute {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::from_code(&code).ok_or_else(|| format!("nothing of a candidate is called “{code}”"))
    }
}
