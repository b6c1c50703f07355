//! Root meta: what the plugin is. Pinpoint's staff read it once, and anew only when somebody asks them to, so nothing in
//! it may depend on the time or on who asks.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{ConfigurationType, Dialect, EXPORT_CANDIDATE};

/// The answer to root meta.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RootMeta {
    version: String,
    name: String,
    logo_base64: String,
    actions: Vec<Action>,
    configuration_form_fields: Vec<ConfigurationField>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_endpoint: Option<String>,
    #[serde(flatten)]
    lists: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    key: &'static str,
    label: String,
    icon_svg_base64: String,
    meta_endpoint: String,
    mappings: Vec<Mapping>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// What a field of the form is filled with: the one of the same key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapping {
    /// The field.
    pub key: String,
    /// What it is called where a customer edits it.
    pub label: String,
    /// A text with variables in double braces.
    pub value: String,
    /// What nobody knows the meaning of: left out unless the operator says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiline: Option<bool>,
}

/// What an admin of the customer enters once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationField {
    /// Its key.
    pub key: &'static str,
    /// What is shown beside it.
    pub label: String,
    /// See [`Dialect::configuration_type`].
    #[serde(rename = "type")]
    pub kind: ConfigurationType,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is kept encrypted and shown to nobody.
    pub sensitive: bool,
    /// More words about it.
    pub description: String,
    /// What one looks like.
    pub placeholder: &'static str,
    /// The header in which it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_as_http_header: Option<String>,
    /// The action that it belongs to, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_key: Option<&'static str>,
}

impl RootMeta {
    /// A plugin with this one action. `logo` and `icon` are data URIs.
    pub fn new(
        dialect: &Dialect,
        (name, label): (&str, &str),
        (logo, icon): (String, String),
        meta_endpoint: String,
    ) -> Self {
        Self {
            version: dialect.version.clone(),
            name: name.to_owned(),
            logo_base64: logo,
            actions: vec![Action {
                key: EXPORT_CANDIDATE,
                label: label.to_owned(),
                icon_svg_base64: icon,
                meta_endpoint,
                mappings: Vec::new(),
                extra: dialect.action_extra.clone(),
            }],
            configuration_form_fields: Vec::new(),
            error_endpoint: None,
            lists: Map::new(),
        }
    }

    /// With these mappings.
    #[must_use]
    pub fn mapping(mut self, mappings: Vec<Mapping>) -> Self {
        if let Some(action) = self.actions.first_mut() {
            action.mappings = mappings;
        }
        self
    }

    /// With what an admin enters.
    #[must_use]
    pub fn configured_by(mut self, fields: Vec<ConfigurationField>) -> Self {
        self.configuration_form_fields = fields;
        self
    }

    /// With an address of which it is not known what Pinpoint does there.
    #[must_use]
    pub fn with_errors_at(mut self, endpoint: Option<String>) -> Self {
        self.error_endpoint = endpoint;
        self
    }

    /// With these lists; see [`super::Lists::declared`].
    #[must_use]
    pub fn declaring(mut self, lists: Map<String, Value>) -> Self {
        self.lists = lists;
        self
    }
}
