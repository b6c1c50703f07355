//! What a company has chosen about the form: which fields, in which section, required or not, who may see them, and
//! where the first value comes from.
//!
//! Labels, types and options are not here: they are BambooHR's and come with the catalogue. Nothing here knows a
//! candidate except [`Source`], which says how a value is read from one.

use serde::{Deserialize, Serialize};

use crate::catalogue::FieldId;
use crate::form::Entry;

mod attribute;
mod change;
mod file;
mod presets;
mod problems;
mod source;
mod words;

pub use attribute::Attribute;
pub(crate) use change::spelled_date;
pub use file::SetupFile;
pub use presets::Preset;
pub use problems::{SetupProblem, setup_problems};
pub use source::{Change, Found, Source, fitting_sources};
pub use words::setup_change_words;

/// The account's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Setup {
    /// Sections in the order they are shown.
    pub sections: Vec<SetupSection>,
    /// Options of the pay schedule whose people are paid through Trax, BambooHR's own payroll. It takes nobody without
    /// a long list of fields.
    #[serde(default)]
    pub trax_schedules: Vec<String>,
    /// Whether whoever fills in the form may add a candidate's words to a list in BambooHR. Lists are the same for the
    /// whole company, so nobody may until an admin says so.
    #[serde(default)]
    pub may_add_options: bool,
}

/// A titled group of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupSection {
    /// Heading, for example `Address`.
    pub title: String,
    /// Fields in the order they are asked.
    pub fields: Vec<SetupField>,
}

/// One field the form asks, or fills in by itself, if the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupField {
    /// BambooHR's alias.
    pub id: FieldId,
    /// Whether it is asked, and needed.
    pub asks: Asks,
    /// Where the first value comes from.
    #[serde(default)]
    pub source: Option<Source>,
    /// The value when the source gives none, or always.
    #[serde(default)]
    pub fixed: Option<Fixed>,
    /// One sentence of help.
    #[serde(default)]
    pub hint: Option<String>,
    /// Whether only admins see it and what is in it. For everybody else it is filled in unseen, like a hidden one.
    #[serde(default)]
    pub admins_only: bool,
}

/// Whether a field is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// It is asked, and nobody is sent without it.
    Required,
    /// It is asked and may stay empty.
    Optional,
    /// Nobody is asked; its value goes along unseen.
    Hidden,
}

/// A value the company has chosen, the same for every candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fixed {
    /// The value.
    pub entry: Entry,
    /// `true`: this value, whatever the candidate says and nobody may change it. `false`: only when the source gives
    /// nothing, and a person may change it.
    #[serde(default)]
    pub is_constant: bool,
}

/// An option that a person chose for words that are no option. Kept per account, so that it is asked once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RememberedChoice {
    /// The field.
    pub field: FieldId,
    /// The words as the candidate had them.
    pub found: String,
    /// The option that was chosen.
    pub option: String,
}

/// Who looks at a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// May see every field.
    Admin,
    /// May see every field but those for admins only.
    Recruiter,
}

impl Setup {
    /// All fields in the order of the form, hidden ones included.
    pub fn fields(&self) -> impl Iterator<Item = &SetupField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with this alias.
    pub fn field(&self, id: &FieldId) -> Option<&SetupField> {
        self.fields().find(|field| field.id == *id)
    }

    /// Whether this viewer may see what is in a field, in the form, a receipt or a comparison. A field that the setup
    /// does not have may be seen by everybody.
    pub fn shows(&self, id: &FieldId, viewer: Viewer) -> bool {
        viewer == Viewer::Admin || !self.field(id).is_some_and(|field| field.admins_only)
    }
}

impl SetupField {
    /// An optional field without a first value.
    pub fn new(alias: &str) -> Self {
        Self {
            id: FieldId::new(alias),
            asks: Asks::Optional,
            source: None,
            fixed: None,
            hint: None,
            admins_only: false,
        }
    }
}
