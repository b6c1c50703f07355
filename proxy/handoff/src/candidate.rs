//! A candidate as the applicant tracking system knows the person.
//!
//! Every text is kept as it came: nothing is guessed or mended here. Reading a value for a BambooHR
//! field, and saying what is wrong with it, is the work of [`crate::compose()`].

use serde::{Deserialize, Serialize};

/// The applicant tracking system's own id of a candidate, for example `cand_0042`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CandidateId(String);

impl CandidateId {
    /// Takes 1 to 64 letters, digits, `_` and `-`; anything else is no candidate id.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// The id as text, safe to put into a path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a candidate stands in the hiring process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The application has arrived.
    Applied,
    /// A first look or call.
    Screening,
    /// Interviews are under way.
    Interview,
    /// An offer has been made.
    Offer,
    /// The offer was accepted: the person may be sent to BambooHR.
    Hired,
    /// The application ended without a hire.
    Rejected,
}

impl Stage {
    /// All stages in the order of the process.
    pub const ALL: [Self; 6] = [
        Self::Applied,
        Self::Screening,
        Self::Interview,
        Self::Offer,
        Self::Hired,
        Self::Rejected,
    ];

    /// The name shown to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applied => "Applied",
            Self::Screening => "Screening",
            Self::Interview => "Interview",
            Self::Offer => "Offer",
            Self::Hired => "Hired",
            Self::Rejected => "Rejected",
        }
    }

    /// The name used in JSON and in URLs, for example `hired`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Screening => "screening",
            Self::Interview => "interview",
            Self::Offer => "offer",
            Self::Hired => "hired",
            Self::Rejected => "rejected",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// A person who applied, with the job, the offer and what they handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// The applicant tracking system's id.
    pub id: CandidateId,
    /// Given name; some people have only this one.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The name the person wants to be called by.
    #[serde(default)]
    pub preferred_name: Option<String>,
    /// Personal e-mail address.
    pub email: Option<String>,
    /// Personal telephone number, as written by the candidate.
    pub phone: Option<String>,
    /// Home address.
    #[serde(default)]
    pub address: Address,
    /// The stage of the hiring process.
    pub stage: Stage,
    /// The day the application arrived, `YYYY-MM-DD`.
    #[serde(default)]
    pub applied_on: Option<String>,
    /// The job applied for.
    pub job: Job,
    /// The newest offer, when one was made.
    #[serde(default)]
    pub offer: Option<Offer>,
    /// Files handed in, without their contents.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Answers to the questions of the application form.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The e-mail addresses of the recruiters whose candidate this is; none when it belongs to all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recruiters: Vec<String>,
}

impl Candidate {
    /// First and last name as one text; `Unnamed candidate` when both are missing.
    pub fn display_name(&self) -> String {
        let parts = [self.first_name.as_deref(), self.last_name.as_deref()];
        let name = parts
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if name.is_empty() {
            "Unnamed candidate".to_owned()
        } else {
            name
        }
    }
}

/// A home address. Any part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Address {
    /// Street and number.
    pub line1: Option<String>,
    /// Flat, building or care of.
    pub line2: Option<String>,
    /// Town or city.
    pub city: Option<String>,
    /// State, province or county.
    pub state: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Country, as a name or a two-letter ISO code.
    pub country: Option<String>,
}

/// The job a candidate applied for, in the applicant tracking system's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Job {
    /// Job title.
    pub title: String,
    /// Department.
    pub department: Option<String>,
    /// Division or region.
    pub division: Option<String>,
    /// Office or place.
    pub location: Option<String>,
}

/// What the company offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Offer {
    /// First day of work. Usually `YYYY-MM-DD`, but kept as it came.
    pub start_date: Option<String>,
    /// For example `Full-Time`.
    pub employment_type: Option<String>,
    /// Pay in the currency's main unit, as decimal text, for example `60000.00`.
    pub salary: Option<String>,
    /// ISO 4217 code, for example `EUR`.
    pub currency: Option<String>,
    /// What the salary is paid for: `year`, `month`, `hour` and so on.
    pub period: Option<String>,
}

/// A file the candidate handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// File name with its ending.
    pub name: String,
    /// What it is, for example `Resume`.
    pub kind: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// One question of the application form and the candidate's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// The answer as it was written; may contain anything, markup included.
    pub answer: String,
}
