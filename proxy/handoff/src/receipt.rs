//! `compare`: what was sent against what BambooHR stored.
//!
//! A BambooHR "created" proves that a person exists, not that the values are in it: unknown fields and
//! options are dropped without a word. Only this comparison tells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::FieldId;
use crate::plan::PlannedField;
use crate::stored::{emptied, means_the_same};

/// One line for each value that was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// In the order of the form.
    pub lines: Vec<ReceiptLine>,
}

/// What became of one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptLine {
    /// BambooHR's alias.
    pub field: FieldId,
    /// The company's label.
    pub label: String,
    /// The value that was sent, as a person reads it.
    pub sent: String,
    /// What BambooHR says now.
    pub outcome: Outcome,
}

/// The three things a read-back can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "is", from = "OutcomeParts")]
pub enum Outcome {
    /// BambooHR gives the same value back.
    Stored,
    /// BambooHR gives another value back; empty when it holds none.
    Differs {
        /// BambooHR's value.
        stored: String,
    },
    /// The key may not read this field, so nobody can say.
    NotVisible,
}

/// An outcome as it is read; flat for the reason that `setup` gives.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OutcomeParts {
    is: Is,
    #[serde(default)]
    stored: String,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum Is {
    Stored,
    Differs,
    NotVisible,
}

impl From<OutcomeParts> for Outcome {
    fn from(OutcomeParts { is, stored }: OutcomeParts) -> Self {
        match is {
            Is::Stored => Self::Stored,
            Is::Differs => Self::Differs { stored },
            Is::NotVisible => Self::NotVisible,
        }
    }
}

impl Receipt {
    /// Whether every value came back as it was sent.
    pub fn is_complete(&self) -> bool {
        self.lines
            .iter()
            .all(|line| line.outcome == Outcome::Stored)
    }
}

/// Compares field by field. A field that is absent from `stored` is one the key may not read.
pub fn compare<'a>(
    sent: impl IntoIterator<Item = &'a PlannedField>,
    stored: &BTreeMap<String, String>,
) -> Receipt {
    let lines = sent.into_iter().map(|field| {
        let outcome = match stored.get(field.id.as_str()) {
            None => Outcome::NotVisible,
            Some(text) if means_the_same(field, text) => Outcome::Stored,
            Some(text) => Outcome::Differs {
                stored: emptied(field.kind, text),
            },
        };
        ReceiptLine {
            field: field.id.clone(),
            label: field.label.clone(),
            sent: field.entry.display(),
            outcome,
        }
    });
    Receipt {
        lines: lines.collect(),
    }
}
