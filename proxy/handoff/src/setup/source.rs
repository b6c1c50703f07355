//! Where a first value comes from: an attribute of the candidate, and what is made of it.
//!
//! A change that could be read in two ways gives nothing; it never guesses.

use serde::{Deserialize, Serialize};

use super::Attribute;
use crate::candidate::Candidate;
use crate::form::Entry;

/// An attribute, as it is or changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// What is read.
    pub from: Attribute,
    /// What is made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// What can be made of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        let words = own.map_or_else(|| entry.display().trim().to_owned(), str::to_owned);
        Some(Found {
            entry: Some(entry),
            words,
        })
    }
}
