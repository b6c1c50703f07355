//! Options that are asked for after the form was drawn, or while an admin sets up a Stage Action. Declaration, question and answer
//! are an assumption of this host: they are in no readable document.

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::PinpointHost;
use super::drawn::{Drawn, Widget};

/// What became of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LateList {
    /// Labels and values.
    Loaded(Vec<(String, String)>),
    /// The dropdown says so and cannot be used.
    Failed(String),
}

impl PinpointHost {
    /// Asks for a list that the form declares.
    pub async fn list(&self, meta: &Value, key: &str) -> Result<LateList> {
        let declared = meta["listEndpoints"].as_array().into_iter().flatten();
        let mut of_key = declared.filter(|list| list["key"] == key);
        let list = of_key
            .next()
            .with_context(|| format!("no list {key} is declared"))?;
        let endpoint = list["endpoint"]
            .as_str()
            .context("a list without an address")?;
        let body = Map::from_iter([("key".to_owned(), Value::from(key))]);
        let answer = match self.calls(endpoint, body).await {
            Ok(answer) => answer,
            Err(why) => return Ok(LateList::Failed(why)),
        };
        let text =
            |option: &Value, name: &str| option[name].as_str().unwrap_or_default().to_owned();
        let options = answer["options"]
            .as_array()
            .context("a list without options")?
            .iter();
        let options = options.map(|option| (text(option, "label"), text(option, "value")));
        Ok(LateList::Loaded(options.collect()))
    }

    /// The same fields, each dropdown with the options of its list.
    pub(super) async fn loaded(&self, meta: &Value, mut fields: Vec<Drawn>) -> Result<Vec<Drawn>> {
        for field in &mut fields {
            if let Widget::LateDropdown(list) = &field.widget
                && let LateList::Loaded(options) = self.list(meta, list).await?
            {
                field.widget = Widget::Dropdown(options);
            }
        }
        Ok(fields)
    }
}
