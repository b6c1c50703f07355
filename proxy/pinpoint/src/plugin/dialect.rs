//! What Pinpoint's public documents leave open, as settings. The defaults are what the examples show, else what does the
//! least harm when it is wrong.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    /// What stands before each endpoint in what the plugin says of itself: nothing, a path, or an address.
    pub endpoint_prefix: String,
    /// Whether what goes wrong on its way is told with 200 in the shape that was asked for, and not by a plain status.
    pub always_ok: bool,
    /// The header in which the connection code comes; empty for none.
    pub code_header: String,
    /// Whether the connection code may come in the body too.
    pub code_in_body: bool,
    /// The type of configuration fields.
    pub configuration_type: ConfigurationType,
    /// Whether configuration fields name the action that they belong to.
    pub action_key: bool,
    /// What else is said of the action, such as in which stages it is offered.
    pub action_extra: Map<String, Value>,
    /// Whether root meta names an `errorEndpoint`.
    pub error_endpoint: bool,
    /// Under which names beside the fields the id of the application is looked for, with dots into objects.
    pub application_id_names: Vec<String>,
    /// The variable that holds the application's own id. What it is called is not in the readable part of the documents.
    pub application_id_variable: String,
    /// Whether fields that nobody shall change are marked so. To be switched off when such fields turn out not to be
    /// submitted.
    pub read_only_fields: bool,
    /// What becomes of fields that have a mapping when the form is asked for anew.
    pub mapped_when_asked_anew: AskedAnew,
    /// Whether the answer has `externalIdentifier` and `externalRecordUrl`, as that of the sibling actions.
    pub external_identifier: bool,
    /// Whether the answer has `externalLinks`, as that of a sibling action.
    pub external_links: bool,
    /// How a callout looks: `danger` alone was seen.
    pub callout_intent: String,
    /// Under which names in the value of a file field its address, its name, its bytes and its type are looked for, with dots
    /// into objects. Without an address it has bytes.
    pub file_address: Vec<String>,
    /// See [`Self::file_address`].
    pub file_name: Vec<String>,
    /// See [`Self::file_address`].
    pub file_content: Vec<String>,
    /// See [`Self::file_address`].
    pub file_type: Vec<String>,
    /// How texts are told.
    pub texts: TextForm,
    /// Shapes of a date that are taken.
    pub dates: Vec<DateForm>,
    /// Whether dropdowns are told by lists of their own, which Stage Actions need.
    pub list_endpoints: bool,
    /// Under which name both metas declare lists.
    pub list_declaration: String,
    /// How lists are declared there.
    pub list_declared_as: ListsAs,
    /// Under which name a question says which list it is about; empty when each has an address of its own.
    pub list_question: String,
    /// How the options are answered.
    pub list_answered_as: OptionsAs,
    /// What an option calls what is shown.
    pub list_label: String,
    /// What an option calls what is submitted.
    pub list_value: String,
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

/// A type of configuration field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationType {
    /// The one that every example has.
    String,
    /// Seen once, and nobody knows what it does.
    PersistedString,
}

/// How lists are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListsAs {
    /// `[{"key": …, "endpoint": …}]`.
    Array,
    /// `{key: endpoint}`.
    Object,
}

/// How the options of a list are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptionsAs {
    /// `{"key": …, "options": […]}`.
    Object,
    /// `[…]`.
    Array,
}

/// How texts are told that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextForm {
    /// As they are.
    Plain,
    /// So that they are read as they are where Pinpoint takes them for HTML.
    Html,
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
            endpoint_prefix: String::new(),
            always_ok: true,
            code_header: text("X-Connection-Code"),
            code_in_body: true,
            configuration_type: ConfigurationType::String,
            action_key: false,
            action_extra: Map::new(),
            error_endpoint: false,
            application_id_names: Vec::new(),
            application_id_variable: text("application_uuid"),
            read_only_fields: true,
            mapped_when_asked_anew: AskedAnew::OtherKey,
            external_identifier: false,
            external_links: false,
            callout_intent: text("danger"),
            file_address: ["url", "href", "downloadUrl"].map(text).to_vec(),
            file_name: ["filename", "name", "fileName"].map(text).to_vec(),
            file_content: ["data", "base64", "content"].map(text).to_vec(),
            file_type: ["contentType", "mimeType"].map(text).to_vec(),
            texts: TextForm::Plain,
            dates: vec![DateForm::Date, DateForm::DateTime],
            list_endpoints: false,
            list_declaration: text("listEndpoints"),
            list_declared_as: ListsAs::Array,
            list_question: String::new(),
            list_answered_as: OptionsAs::Object,
            list_label: text("label"),
            list_value: text("value"),
            list_key: text("key"),
            list_endpoint: text("endpoint"),
            list_options: text("options"),
        }
    }
}
