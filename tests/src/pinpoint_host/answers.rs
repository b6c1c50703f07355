//! What a plugin may answer. Required keys, types and emptiness as the examples and the typed model have them; a key that
//! none of them has is a warning in what the plugin is, and an error everywhere else.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

const ROOT: [&str; 7] = [
    "version",
    "name",
    "logoBase64",
    "actions",
    "configurationFormFields",
    "webhookProcessEndpoint",
    "errorEndpoint",
];
const ACTION: [&str; 5] = ["key", "label", "iconSvgBase64", "metaEndpoint", "mappings"];
const MAPPING: [&str; 4] = ["key", "label", "value", "multiline"];
const CONFIGURATION: [&str; 10] = [
    "key",
    "label",
    "type",
    "required",
    "sensitive",
    "readonly",
    "description",
    "placeholder",
    "defaultValue",
    "useAsHttpHeader",
];
/// `listEndpoints` is an assumption of this host: what lists are declared as is in no readable document.
const META: [&str; 7] = [
    "actionVersion",
    "key",
    "label",
    "description",
    "formFields",
    "submitEndpoint",
    "listEndpoints",
];
const FIELD: [&str; 14] = [
    "key",
    "label",
    "type",
    "required",
    "readonly",
    "placeholder",
    "value",
    "description",
    "intent",
    "singleSelectOptions",
    "multiSelectOptions",
    "singleSelectOptionsListKey",
    "performRefetchOnChange",
    "includeValueInRefetch",
];
const TYPES: [&str; 7] = [
    "string", "date", "file", "files", "heading", "divider", "callout",
];
const RESULT: [&str; 8] = [
    "resultVersion",
    "key",
    "success",
    "message",
    "errors",
    "toast",
    "externalIdentifier",
    "externalRecordUrl",
];

/// What Pinpoint's staff would look at. The warnings.
pub(super) fn checked_root(root: &Value) -> Result<Vec<String>> {
    let root = object(root, "root meta")?;
    for key in ["version", "name", "logoBase64"] {
        filled(root, key)?;
    }
    let logo = filled(root, "logoBase64")?;
    ensure!(
        logo.starts_with("data:image/png;base64,"),
        "the logo is no PNG as a data URI"
    );
    let mut warnings = unknown(root, &ROOT);
    let actions = root
        .get("actions")
        .and_then(Value::as_array)
        .context("no actions")?;
    ensure!(!actions.is_empty(), "no action");
    for action in actions {
        let action = object(action, "an action")?;
        warnings.extend(unknown(action, &ACTION));
        ensure!(
            filled(action, "key")? == "exportCandidate",
            "another action"
        );
        filled(action, "label")?;
        ensure!(
            filled(action, "iconSvgBase64")?.starts_with("data:image/svg+xml;base64,"),
            "the icon is no SVG"
        );
        ensure!(
            is_endpoint(filled(action, "metaEndpoint")?),
            "metaEndpoint is neither a path nor an address"
        );
        let mut keys = Vec::new();
        for mapping in action
            .get("mappings")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let mapping = object(mapping, "a mapping")?;
            warnings.extend(unknown(mapping, &MAPPING));
            keys.push(filled(mapping, "key")?);
            filled(mapping, "value")?;
        }
        once_each(keys)?;
    }
    for field in root
        .get("configurationFormFields")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let field = object(field, "a configuration field")?;
        warnings.extend(unknown(field, &CONFIGURATION));
        filled(field, "key")?;
        filled(field, "label")?;
        ensure!(filled(field, "type")? == "string", "another type");
        ensure!(
            field.get("sensitive").is_some_and(Value::is_boolean),
            "sensitive is missing"
        );
        if let Some(header) = field.get("useAsHttpHeader") {
            let header = header.as_str().unwrap_or_default();
            ensure!(
                !header.is_empty() && !header.contains('_'),
                "a header that gets lost: {header}"
            );
        }
    }
    Ok(warnings)
}

/// A form that can be drawn.
pub(super) fn checked_meta(meta: &Value) -> Result<()> {
    let meta = object(meta, "action meta")?;
    strict(meta, &META)?;
    for key in ["actionVersion", "label", "description", "submitEndpoint"] {
        filled(meta, key)?;
    }
    ensure!(filled(meta, "key")? == "exportCandidate", "another action");
    let fields = meta
        .get("formFields")
        .and_then(Value::as_array)
        .context("no formFields")?;
    let mut keys = Vec::new();
    for field in fields {
        let field = object(field, "a field")?;
        strict(field, &FIELD)?;
        keys.push(filled(field, "key")?);
        filled(field, "label")?;
        let kind = filled(field, "type")?;
        ensure!(TYPES.contains(&kind), "an unknown type: {kind}");
        for select in ["singleSelectOptions", "multiSelectOptions"] {
            for option in field
                .get(select)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let option = object(option, "an option")?;
                strict(option, &["label", "value"])?;
                filled(option, "label")?;
                filled(option, "value")?;
            }
        }
        if let Some(value) = field.get("value") {
            ensure!(value.is_string(), "the value of a field is no text");
        }
        ensure!(
            kind != "callout" || filled(field, "intent")? == "danger",
            "an intent that was never seen"
        );
    }
    once_each(keys)
}

/// What a person sees after a submit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Banner {
    /// The green one.
    Success(String),
    /// Not done: errors at fields, and a pop-up.
    Failure {
        /// By the key of the field.
        errors: Vec<(String, String)>,
        /// The pop-up.
        toast: String,
    },
    /// The general error: nothing that can be shown came back.
    Broken(String),
}

impl Banner {
    pub(super) fn of(answer: &Value) -> Self {
        Self::read(answer).unwrap_or_else(|why| Self::Broken(why.to_string()))
    }

    fn read(answer: &Value) -> Result<Self> {
        let answer = object(answer, "the result")?;
        strict(answer, &RESULT)?;
        ensure!(
            filled(answer, "resultVersion")? == "1.0.0",
            "another resultVersion"
        );
        ensure!(
            filled(answer, "key")? == "exportCandidate",
            "another action"
        );
        let errors = answer.get("errors").and_then(Value::as_array);
        match answer.get("success").and_then(Value::as_bool) {
            Some(true) => {
                ensure!(errors.is_none(), "success and errors");
                Ok(Self::Success(filled(answer, "message")?.to_owned()))
            }
            Some(false) => {
                let mut at_fields = Vec::new();
                for error in errors.into_iter().flatten() {
                    let error = object(error, "an error")?;
                    strict(error, &["key", "error"])?;
                    at_fields.push((
                        filled(error, "key")?.to_owned(),
                        filled(error, "error")?.to_owned(),
                    ));
                }
                let toast = answer
                    .get("toast")
                    .and_then(|toast| toast["error"].as_str());
                Ok(Self::Failure {
                    errors: at_fields,
                    toast: toast.unwrap_or_default().to_owned(),
                })
            }
            None => bail!("success is missing"),
        }
    }

    /// Whether it is the green one.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success(_))
    }

    /// Everything that a person reads.
    pub fn words(&self) -> String {
        match self {
            Self::Success(message) => message.clone(),
            Self::Broken(why) => why.clone(),
            Self::Failure { errors, toast } => {
                let errors = errors
                    .iter()
                    .map(|(key, error)| format!("\n{key}: {error}"));
                format!("{toast}{}", errors.collect::<String>())
            }
        }
    }
}

/// Every example has paths; whether whole addresses are taken is not known.
fn is_endpoint(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("https://") || text.starts_with("http://127.0.0.1:")
}

fn object<'a>(value: &'a Value, what: &str) -> Result<&'a Map<String, Value>> {
    value
        .as_object()
        .with_context(|| format!("{what} is no object"))
}

fn filled<'a>(object: &'a Map<String, Value>, key: &str) -> Result<&'a str> {
    let text = object.get(key).and_then(Value::as_str);
    let text = text.filter(|text| !text.trim().is_empty());
    text.with_context(|| format!("{key} is missing or empty"))
}

fn unknown(object: &Map<String, Value>, known: &[&str]) -> Vec<String> {
    let keys = object.keys().filter(|key| !known.contains(&key.as_str()));
    keys.cloned().collect()
}

fn strict(object: &Map<String, Value>, known: &[&str]) -> Result<()> {
    let unknown = unknown(object, known);
    ensure!(unknown.is_empty(), "keys that no example has: {unknown:?}");
    Ok(())
}

fn once_each(mut keys: Vec<&str>) -> Result<()> {
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    ensure!(keys.len() == all, "a key is there twice");
    Ok(())
}
