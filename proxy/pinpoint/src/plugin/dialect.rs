//! What Pinpoint's public documents leave open, as settings. The defaults are what the examples show, else what does the
//! least harm when it is wrong.

use serde::Deserialize;

/// How this Pinpoint speaks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    /// `version` of root meta: every runnable example says `1.0.0`, one page of the documents `2.0.0`.
    pub version: String,
    /// `actionVersion` of action meta.
    pub action_version: String,
    /// `resultVersion` of the answer to a submit.
    pub result_version: String,
    /// The variable that holds the application's own id. What it is called is not in the readable part of the documents.
    pub application_id_variable: String,
    /// Whether fields that nobody shall change are marked so. To be switched off when such fields turn out not to be
    /// submitted.
    pub read_only_fields: bool,
    /// Whether the form says again what it was told when it is asked for anew, also of fields that have a mapping.
    pub repeats_mapped_values: bool,
    /// Whether the answer has `externalIdentifier` and `externalRecordUrl`, as that of the sibling actions.
    pub external_identifier: bool,
    /// How a callout looks: `danger` alone was seen.
    pub callout_intent: String,
    /// Shapes of a date that are taken.
    pub dates: Vec<DateForm>,
    /// Shapes of several values in one field that are taken.
    pub several: Vec<SeveralForm>,
    /// Whether dropdowns are told by lists of their own, which Stage Actions need.
    pub list_endpoints: bool,
    /// Under which name both metas declare lists.
    pub list_declaration: String,
    /// What a declared list calls its key, in the question and the answer too.
    pub list_key: String,
    /// What a declared list calls its address.
    pub list_endpoint: String,
    /// What the answer calls the options.
    pub list_options: String,
}

/// A shape of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateForm {
    /// `2027-01-31`.
    Date,
    /// `2027-01-31T00:00:00Z`: the beginning of a day, by whatever clock. Another time of day could be another day
    /// elsewhere, and is no date.
    DateTime,
}

/// A shape of several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeveralForm {
    /// A JSON array.
    Array,
    /// One text with commas between.
    CommaText,
}

impl Default for Dialect {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            version: text("1.0.0"),
            action_version: text("1.0.0"),
            result_version: text("1.0.0"),
            application_id_variable: text("application_uuid"),
            read_only_fields: true,
            repeats_mapped_values: true,
            external_identifier: false,
            callout_intent: text("danger"),
            dates: vec![DateForm::Date, DateForm::DateTime],
            several: vec![SeveralForm::Array, SeveralForm::CommaText],
            list_endpoints: false,
            list_declaration: text("listEndpoints"),
            list_key: text("key"),
            list_endpoint: text("endpoint"),
            list_options: text("options"),
        }
    }
}
