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
    /// What becomes of fields that have a mapping when the form is asked for anew.
    pub mapped_when_asked_anew: AskedAnew,
    /// Whether the answer has `externalIdentifier` and `externalRecordUrl`, as that of the sibling actions.
    pub external_identifier: bool,
    /// How a callout looks: `danger` alone was seen.
    pub callout_intent: String,
    /// Shapes of a date that are taken.
    pub dates: Vec<DateForm>,
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

/// How a field that has a mapping is drawn in a form that is asked for anew: what somebody changed in it must stay, and
/// which counts when there are a mapping and a value is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedAnew {
    /// Under a key that has no mapping, with what it was told.
    OtherKey,
    /// Under its own key, with what it was told.
    SameKey,
    /// Under its own key, with nothing.
    NoValue,
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

impl Default for Dialect {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            version: text("1.0.0"),
            action_version: text("1.0.0"),
            result_version: text("1.0.0"),
            application_id_variable: text("application_uuid"),
            read_only_fields: true,
            mapped_when_asked_anew: AskedAnew::OtherKey,
            external_identifier: false,
            callout_intent: text("danger"),
            dates: vec![DateForm::Date, DateForm::DateTime],
            list_endpoints: false,
            list_declaration: text("listEndpoints"),
            list_key: text("key"),
            list_endpoint: text("endpoint"),
            list_options: text("options"),
        }
    }
}
