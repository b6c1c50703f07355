//! Where a first value comes from: an attribute of the candidate, and what is made of it.
//!
//! What does not fit together (the family name of a pay period) is a mistake of the setup, which
//! [`super::setup_problems`] names; read here it gives nothing.

use serde::{Deserialize, Serialize};

use super::Attribute;
use super::change::change;
use crate::candidate::Candidate;
use crate::catalogue::FieldKind;
use crate::form::Entry;
use crate::interface::FittingSource;

/// An attribute, as it is or changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// What is read.
    pub from: Attribute,
    /// What is made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// What can be made of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The given names of a full name.
    GivenName,
    /// The family name of a full name.
    FamilyName,
    /// The name of a country from its code.
    CountryName,
    /// Amount and currency of a text such as `85,000 EUR per year`.
    RateOf,
    /// The period of such a text, as BambooHR calls it: `Year`, `Month`, `Hour`.
    PeriodOf,
    /// A date written with the day first: `03/04/2027` is 3 April.
    DateDayFirst,
    /// A date written with the month first: `03/04/2027` is 4 March.
    DateMonthFirst,
}

/// What a source found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The value after the change; `None` when the words cannot be changed for certain.
    pub entry: Option<Entry>,
    /// The candidate's own words.
    pub words: String,
}

impl Source {
    /// The attribute as it is.
    pub fn of(from: Attribute) -> Self {
        Self { from, change: None }
    }

    /// Where the value comes from, for the words `From …`.
    pub fn origin(&self) -> String {
        self.from.origin()
    }

    /// What the candidate says; `None` when there is nothing to read.
    pub fn read(&self, candidate: &Candidate) -> Option<Found> {
        let entry = self.from.read(candidate)?;
        let own = self.from.words_of(candidate).map(str::trim);
        let words = match (own, &entry) {
            // An amount is known by its currency.
            (_, Entry::Money { .. }) | (None, _) => entry.display().trim().to_owned(),
            (Some(own), _) => own.to_owned(),
        };
        let entry = match self.change {
            None => Some(entry),
            Some(what) => change(what, &words, candidate.address.country.as_deref()),
        };
        Some(Found { entry, words })
    }

    /// What it is called to an admin, for example `given names of the full name`.
    pub fn words(&self) -> String {
        let from = self.from.words();
        let what = match self.change {
            None => return from,
            Some(Change::GivenName) => "given names in the",
            Some(Change::FamilyName) => "family name in the",
            Some(Change::CountryName) => "name of the",
            Some(Change::RateOf) => "amount and currency in the",
            Some(Change::PeriodOf) => "pay period in the",
            Some(Change::DateDayFirst) => "date, written with the day first, in the",
            Some(Change::DateMonthFirst) => "date, written with the month first, in the",
        };
        format!("{what} {from}")
    }

    /// The kinds of fields that it can fill; none when attribute and change do not fit together.
    pub fn kinds(&self) -> Vec<FieldKind> {
        use Attribute as A;
        use FieldKind as K;
        let is_answer = matches!(self.from, A::Answer { .. });
        let is_name = matches!(
            self.from,
            A::FirstName | A::LastName | A::FullName | A::PreferredName
        );
        let special = match self.change {
            None => match &self.from {
                A::Salary => return vec![K::Money],
                A::Answer { .. } => vec![
                    K::Date,
                    K::Email,
                    K::Phone,
                    K::Choice,
                    K::State,
                    K::Employee,
                ],
                A::StartDate => vec![K::Date],
                A::Email => vec![K::Email],
                A::Phone => vec![K::Phone],
                A::State => vec![K::State, K::Choice],
                _ if is_name => Vec::new(),
                _ => vec![K::Choice],
            },
            Some(Change::GivenName | Change::FamilyName) if is_name || is_answer => Vec::new(),
            Some(Change::CountryName) if is_answer || self.from == A::Country => vec![K::Choice],
            Some(Change::RateOf) if is_answer || self.from == A::Salary => return vec![K::Money],
            Some(Change::PeriodOf) if is_answer || self.from == A::Salary => vec![K::Choice],
            Some(Change::DateDayFirst | Change::DateMonthFirst)
                if is_answer || self.from == A::StartDate =>
            {
                vec![K::Date]
            }
            Some(_) => return Vec::new(),
        };
        let texts = [K::Text, K::LongText, K::Other];
        special.into_iter().chain(texts).collect()
    }
}

/// Every source that fills something, for a company whose candidates were asked these questions.
pub fn fitting_sources(questions: &[String]) -> Vec<FittingSource> {
    let answers = questions.iter().map(|question| Attribute::Answer {
        question: question.clone(),
    });
    let attributes = Attribute::ALL.into_iter().chain(answers);
    let sources = attributes.flat_map(|from| {
        let changes = std::iter::once(None).chain(Change::ALL.map(Some));
        changes.map(move |change| Source {
            from: from.clone(),
            change,
        })
    });
    let fitting = sources.map(|source| FittingSource {
        words: source.words(),
        kinds: source.kinds(),
        source,
    });
    fitting
        .filter(|fitting| !fitting.kinds.is_empty())
        .collect()
}

impl Change {
    /// All changes.
    pub const ALL: [Self; 7] = [
        Self::GivenName,
        Self::FamilyName,
        Self::CountryName,
        Self::RateOf,
        Self::PeriodOf,
        Self::DateDayFirst,
        Self::DateMonthFirst,
    ];
}
