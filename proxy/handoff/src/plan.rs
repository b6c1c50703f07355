//! From checked values to the ordered steps the proxy executes.
//!
//! A plan is stored before anything is sent, so it holds all that is needed to go on after a crash: the exact values,
//! and for each how to recognise it when BambooHR gives it back. Plans of earlier versions stay readable.

mod make;
mod place;
mod row;

pub use make::{Extras, plan, plan_update};
pub use row::{RowMatch, match_row};

use serde::{Deserialize, Serialize};

use crate::catalogue::{FieldId, FieldKind, Table};
use crate::form::Entry;
use crate::photo::Crop;

/// Ordered steps. The first of a new hire creates the employee; later steps never repeat an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// In the order of execution.
    pub steps: Vec<Step>,
    /// The fields in the order of the form, for the receipt. Plans stored by earlier versions have none.
    #[serde(default)]
    pub order: Vec<FieldId>,
    /// Values that belong into dated rows when the person is there already, whether this plan sets a row or not. Plans
    /// stored by earlier versions have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dated: Vec<FieldId>,
}

/// One request to BambooHR, or one look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// Create the employee with these values in one call. From job values among them BambooHR makes the first row
    /// of job information by itself.
    CreateEmployee {
        /// Values in the order of the form.
        fields: Vec<PlannedField>,
    },
    /// Change these values of an employee who is there.
    UpdateEmployee {
        /// Values in the order of the form.
        fields: Vec<PlannedField>,
    },
    /// See to it that the row of this date holds these values. The table is read first, see [`match_row`], so that
    /// no row is ever doubled.
    SetRow {
        /// The table.
        table: Table,
        /// From which day on the values hold, `YYYY-MM-DD`.
        date: String,
        /// Values under their names as fields of the employee; [`Step::columns`] has them under those of the table.
        fields: Vec<PlannedField>,
    },
    /// Upload a document of the candidate.
    UploadDocument {
        /// File name with its ending.
        name: String,
        /// What it is, for example `Resume`.
        kind: String,
        /// Size.
        bytes: u64,
        /// Id of the category. Plans stored by earlier versions have none: the one where it belongs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// Whether the employee may see it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        share: bool,
    },
    /// Upload a square of the candidate's photo.
    UploadPhoto {
        /// Size of the whole file.
        bytes: u64,
        /// The square; `None` for the usual one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        crop: Option<Crop>,
    },
    /// Read the employee and compare every value that was sent.
    ReadBack,
}

/// One value to be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl Plan {
    /// The values of all steps, each once, in the order of the form.
    pub fn fields(&self) -> Vec<&PlannedField> {
        let position = |id: &FieldId| {
            let known = self.order.iter().position(|ordered| ordered == id);
            known.unwrap_or(self.order.len())
        };
        let mut fields: Vec<&PlannedField> = self.steps.iter().flat_map(Step::fields).collect();
        fields.sort_by_key(|field| position(&field.id));
        // What is in the create call and again in a row has the same value in both.
        fields.dedup_by(|again, first| again.id == first.id);
        fields
    }

    /// The values of the create call.
    pub fn created_fields(&self) -> &[PlannedField] {
        let create = self
            .steps
            .iter()
            .find(|step| matches!(step, Step::CreateEmployee { .. }));
        create.map(Step::fields).unwrap_or_default()
    }

    /// The value of one field as text, when it is sent.
    pub fn text(&self, alias: &str) -> Option<&str> {
        let fields = self.steps.iter().flat_map(Step::fields);
        text_of(fields, alias)
    }

    /// The same for an employee who is there: the values that would have been created are changed instead. Rows come
    /// first, and values of dated tables go into rows where that is possible: changed on the employee they would add
    /// a row of their own, and the row of a rehire is what keeps the first hire date.
    pub fn for_existing(&self) -> Self {
        let date = self.text("hireDate").unwrap_or_default();
        let is_dated = |field: &PlannedField| self.dated.contains(&field.id);
        let (mut dated, mut rows, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for step in &self.steps {
            match step {
                Step::CreateEmployee { fields } => {
                    let (to_rows, plain): (Vec<_>, Vec<_>) =
                        fields.iter().cloned().partition(is_dated);
                    dated = to_rows;
                    if !plain.is_empty() {
                        others.push(Step::UpdateEmployee { fields: plain });
                    }
                }
                Step::SetRow { fields, .. } if fields.iter().all(is_dated) => {
                    dated.retain(|known| fields.iter().all(|field| field.id != known.id));
                    dated.extend(fields.iter().cloned());
                }
                Step::SetRow { .. } => rows.push(step.clone()),
                other => others.push(other.clone()),
            }
        }
        rows.extend(rows_of(&dated, date));
        Self {
            steps: rows.into_iter().chain(others).collect(),
            ..self.clone()
        }
    }
}

/// One row for each table that these values belong to.
fn rows_of(fields: &[PlannedField], date: &str) -> Vec<Step> {
    let row = |table| {
        let fields = fields
            .iter()
            .filter(|field| Table::of(&field.id) == Some(table));
        let fields: Vec<PlannedField> = fields.cloned().collect();
        (!fields.is_empty()).then(|| Step::SetRow {
            table,
            date: date.to_owned(),
            fields,
        })
    };
    Table::ALL.into_iter().filter_map(row).collect()
}

impl Step {
    /// The values this step sends, under their names as fields of the employee.
    pub fn fields(&self) -> &[PlannedField] {
        match self {
            Self::CreateEmployee { fields }
            | Self::UpdateEmployee { fields }
            | Self::SetRow { fields, .. } => fields,
            Self::UploadDocument { .. } | Self::UploadPhoto { .. } | Self::ReadBack => &[],
        }
    }
}

fn text_of<'a>(fields: impl IntoIterator<Item = &'a PlannedField>, alias: &str) -> Option<&'a str> {
    let mut fields = fields.into_iter();
    match &fields.find(|field| field.id.as_str() == alias)?.entry {
        Entry::Text(text) => Some(text),
        Entry::Money { .. } => None,
    }
}
