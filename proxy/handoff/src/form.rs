//! The form a recruiter completes, and what comes back.
//!
//! A [`Form`] is data: the application, the widget and a host that draws its own fields all render
//! the same one.

use std::collections::BTreeMap;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::candidate::{CandidateId, Document};
use crate::catalogue::{Choice, FieldId, FieldKind};
use crate::setup::Requirement;

/// The form for one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Whom it is about.
    pub candidate: CandidateId,
    /// Sections in the order they are shown; never empty ones.
    pub sections: Vec<Section>,
    /// What a person should know before typing, for example a field the key cannot see.
    #[serde(default)]
    pub notices: Vec<String>,
    /// Documents of the candidate that can go along.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Whether there is a photo of the candidate that BambooHR would take.
    #[serde(default)]
    pub has_photo: bool,
}

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<FormField>,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// The company's label for it.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// When a value is needed.
    pub requirement: Requirement,
    /// One sentence of help.
    #[serde(default)]
    pub hint: Option<String>,
    /// The first value and where it came from.
    #[serde(default)]
    pub prefill: Option<Prefill>,
    /// Why the candidate's own value could not be used, and what to do.
    #[serde(default)]
    pub notice: Option<String>,
    /// Options to choose from; for [`FieldKind::State`] known spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// A first value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefill {
    /// The value as it would be sent.
    pub entry: Entry,
    /// Where it came from, for the words `From …`: `the offer`, `the job`, `the candidate’s profile`.
    pub origin: String,
}

/// What was entered into one field. Money is two inputs, everything else is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// One text. Dates are `YYYY-MM-DD`.
    Text(String),
    /// An amount and its ISO 4217 currency.
    Money {
        /// Decimal text.
        amount: String,
        /// Three letters.
        currency: String,
    },
}

/// By hand for the reason that [`crate::setup`] gives: a text is a text, an object is money.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, words: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        words.write_str("a text, or an amount and its currency")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
        Ok(Entry::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let (mut amount, mut currency) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            let part: String = map.next_value()?;
            match name.as_str() {
                "amount" => amount = Some(part),
                "currency" => currency = Some(part),
                _ => {}
            }
        }
        Ok(Entry::Money {
            amount: amount.ok_or_else(|| de::Error::missing_field("amount"))?,
            currency: currency.ok_or_else(|| de::Error::missing_field("currency"))?,
        })
    }
}

impl Entry {
    /// Nothing was entered. A currency alone is nothing: it is chosen in advance.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Money { amount, .. } => amount.trim().is_empty(),
        }
    }

    /// As one text for a person, for example `60000.00 EUR`.
    pub fn display(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Money { amount, currency } => format!("{amount} {currency}"),
        }
    }
}

/// Everything a person entered, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Submission {
    /// Entries by alias; a field without an entry counts as blank.
    pub entries: BTreeMap<FieldId, Entry>,
}

impl Submission {
    /// The entry of a field unless it is blank.
    pub fn given(&self, id: &FieldId) -> Option<&Entry> {
        self.entries.get(id).filter(|entry| !entry.is_blank())
    }
}

impl Form {
    /// All fields in the order they are shown.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with this alias.
    pub fn field(&self, id: &FieldId) -> Option<&FormField> {
        self.fields().find(|field| field.id == *id)
    }

    /// The submission of somebody who changes nothing.
    pub fn prefilled(&self) -> Submission {
        let mut submission = Submission::default();
        for field in self.fields() {
            if let Some(prefill) = &field.prefill {
                let entry = prefill.entry.clone();
                submission.entries.insert(field.id.clone(), entry);
            }
        }
        submission
    }
}
