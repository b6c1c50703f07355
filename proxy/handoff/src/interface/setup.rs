//! The setup of the form as an admin sees and changes it.
//!
//! Every change names the version it was made on, so that two admins do not undo each other unseen. Which words a
//! value is described by is decided in the proxy.

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::catalogue::{
    Catalogue, FieldId, FieldKind, is_only_in_rows, is_required_by_bamboohr, is_writable,
};
use crate::setup::{Preset, Setup, Source};

/// `GET` of the setup: what is chosen, what could be, and how it came to this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupView {
    /// Counts the changes; 0 is the default, which nobody has changed.
    pub version: u64,
    /// Who changed it last.
    #[serde(default)]
    pub changed_by: Option<String>,
    /// When, RFC 3339 in UTC.
    #[serde(default)]
    pub changed_at: Option<String>,
    /// What is chosen.
    pub setup: Setup,
    /// Every field of the company that a hire can write, in BambooHR's order.
    pub fields: Vec<CatalogueField>,
    /// Where a first value can come from, in the order to show.
    #[serde(default)]
    pub sources: Vec<FittingSource>,
    /// The versions so far, newest first.
    #[serde(default)]
    pub history: Vec<SetupVersion>,
    /// The options chosen for words that are none, newest first.
    #[serde(default)]
    pub remembered: Vec<RememberedView>,
    /// Questions of the application form that candidates have answered, to choose a source from.
    #[serde(default)]
    pub questions: Vec<String>,
}

/// One field of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CatalogueField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// The company's label.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether the company made it itself.
    #[serde(default)]
    pub is_custom: bool,
    /// Whether what is in it is the business of few.
    #[serde(default)]
    pub is_sensitive: bool,
    /// Whether BambooHR refuses an employee without it.
    #[serde(default)]
    pub is_required_by_bamboohr: bool,
    /// Whether it is the column of a dated table and no field of the employee.
    #[serde(default)]
    pub is_row_only: bool,
    /// How many options it has; 0 for what is no list.
    #[serde(default)]
    pub options: u64,
}

impl CatalogueField {
    /// All fields of a company that a hire can write, in BambooHR's order.
    pub fn all(catalogue: &Catalogue) -> Vec<Self> {
        let fields = catalogue
            .fields
            .iter()
            .filter(|field| is_writable(&field.id));
        let fields = fields.map(|field| Self {
            id: field.id.clone(),
            label: field.label.clone(),
            kind: field.kind,
            is_custom: field.is_custom,
            is_sensitive: field.is_sensitive,
            is_required_by_bamboohr: is_required_by_bamboohr(&field.id),
            is_row_only: is_only_in_rows(&field.id),
            options: u64::try_from(field.choices.len()).unwrap_or(u64::MAX),
        });
        fields.collect()
    }
}

/// A source, with what it is called and which fields it can fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FittingSource {
    /// The source.
    pub source: Source,
    /// For example `given names of the full name`.
    pub words: String,
    /// Kinds of fields that it can fill.
    pub kinds: Vec<FieldKind>,
}

/// One version of the setup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupVersion {
    /// Its number.
    pub version: u64,
    /// Who made it.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What changed, one sentence.
    pub words: String,
}

/// An option that somebody chose for words that are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RememberedView {
    /// The field.
    pub field: FieldId,
    /// Its label; the alias when the company has no such field any more.
    pub label: String,
    /// The candidate's words.
    pub found: String,
    /// The option.
    pub option: String,
    /// Who chose it.
    pub who: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

/// `PUT` of the setup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupChange {
    /// The version it was made on.
    pub version: u64,
    /// The whole setup.
    pub setup: Setup,
}

/// Asks for a setup to begin with, made for this company. The answer is a [`Setup`]; nothing is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PresetWanted {
    /// Which.
    pub preset: Preset,
}

/// Takes an earlier version back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupRestore {
    /// The version that is valid now.
    pub version: u64,
    /// The one to take back; 0 is the default.
    pub from: u64,
}

/// Asks how the form of a candidate would look with a setup that is not saved. The answer is a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupPreview {
    /// The setup.
    pub setup: Setup,
    /// Whose form.
    pub candidate: CandidateId,
}

/// Reads a file that was exported here or by another company. Nothing is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupImport {
    /// The text of the file.
    pub file: String,
}

/// The answer to [`SetupImport`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupImported {
    /// The setup, for the admin to look at and save.
    pub setup: Setup,
    /// What this company lacks of it, one sentence each.
    pub lacks: Vec<String>,
}

/// Forgets an option that was chosen for words that are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgetChoice {
    /// The field.
    pub field: FieldId,
    /// The candidate's words.
    pub found: String,
}
