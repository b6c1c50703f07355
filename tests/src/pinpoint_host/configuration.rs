//! What an admin enters for the plugin, and how it is sent.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::ways::Configured;

/// The fields, and what is in them.
#[derive(Clone, Debug)]
pub(super) struct Configuration {
    fields: Vec<Field>,
    values: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Field {
    key: String,
    header: Option<String>,
    sensitive: bool,
}

impl Configuration {
    pub(super) fn of(root: &Value) -> Result<Self> {
        let fields = root["configurationFormFields"]
            .as_array()
            .into_iter()
            .flatten();
        let fields = fields.map(|field| {
            Ok(Field {
                key: field["key"].as_str().context("no key")?.to_owned(),
                header: field["useAsHttpHeader"].as_str().map(str::to_owned),
                sensitive: field["sensitive"].as_bool().context("no sensitive")?,
            })
        });
        Ok(Self {
            fields: fields.collect::<Result<_>>()?,
            values: BTreeMap::new(),
        })
    }

    pub(super) fn enter(&mut self, key: &str, value: &str) -> Result<()> {
        let field = self.fields.iter().find(|field| field.key == key);
        field.with_context(|| format!("nothing called {key} can be configured"))?;
        self.values.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    pub(super) fn shown(&self) -> Vec<(String, String)> {
        let shown = self.fields.iter().filter_map(|field| {
            let value = self.values.get(&field.key)?;
            let value = if field.sensitive {
                "••••••••"
            } else {
                value
            };
            Some((field.key.clone(), value.to_owned()))
        });
        shown.collect()
    }

    /// Headers, and pairs for the body.
    pub(super) fn sent(&self, how: Configured) -> (Vec<(String, String)>, Vec<Value>) {
        let (mut headers, mut pairs) = (Vec::new(), Vec::new());
        for field in &self.fields {
            let Some(value) = self.values.get(&field.key) else {
                continue;
            };
            let header = field.header.as_ref().filter(|_| how != Configured::Body);
            if let Some(header) = header {
                headers.push((header.clone(), value.clone()));
            }
            if header.is_none() || how == Configured::Both {
                pairs.push(json!({ "key": field.key, "value": value }));
            }
        }
        (headers, pairs)
    }
}
