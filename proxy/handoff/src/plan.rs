//! `plan`: from checked values to the ordered steps the proxy executes.
//!
//! A plan is stored before anything is sent, so it holds all that is needed to go on after a crash:
//! the exact values, and for each how to recognise it when BambooHR gives it back.

use serde::{Deserialize, Serialize};

use crate::catalogue::{FieldId, FieldKind};
use crate::form::Entry;
use crate::validate::CheckedSubmission;

/// Ordered steps. The first creates the employee; later steps never repeat an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In the order of execution.
    pub steps: Vec<Step>,
}

/// One request to BambooHR, or one look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// Create the employee with these values in one call. BambooHR makes the first row of job information
    /// from them by itself.
    CreateEmployee {
        /// Values in the order of the form.
        fields: Vec<PlannedField>,
    },
    /// Read the employee and compare every value that was sent.
    ReadBack,
}

/// One value to be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// The company's label, for the receipt.
    pub label: String,
    /// Decides how the stored value is compared.
    pub kind: FieldKind,
    /// The value as it is sent: options in BambooHR's spelling, a state as it was entered.
    pub entry: Entry,
    /// Other spellings BambooHR may give back for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// Makes the plan of a new hire.
pub fn plan(submission: CheckedSubmission) -> Plan {
    Plan {
        steps: vec![
            Step::CreateEmployee {
                fields: submission.into_fields(),
            },
            Step::ReadBack,
        ],
    }
}

impl Plan {
    /// The values sent with the create call.
    pub fn fields(&self) -> &[PlannedField] {
        self.steps
            .iter()
            .find_map(|step| match step {
                Step::CreateEmployee { fields } => Some(fields.as_slice()),
                Step::ReadBack => None,
            })
            .unwrap_or_default()
    }

    /// The value of one field as text, when it was sent.
    pub fn text(&self, alias: &str) -> Option<&str> {
        let field = self
            .fields()
            .iter()
            .find(|field| field.id.as_str() == alias)?;
        match &field.entry {
            Entry::Text(text) => Some(text),
            Entry::Money { .. } => None,
        }
    }
}
