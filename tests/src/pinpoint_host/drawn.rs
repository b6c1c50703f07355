//! Fields as this host draws them.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A field on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its key.
    pub key: String,
    /// What stands beside it.
    pub label: String,
    /// More words.
    pub description: String,
    /// What it is.
    pub widget: Widget,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether nobody can change it.
    pub read_only: bool,
    /// Whether the form is asked for anew when it changes.
    pub refetches: bool,
    /// Whether its value is told then.
    pub told: bool,
    /// What the plugin put into it.
    pub value: Option<String>,
}

/// What somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Widget {
    /// A line of text.
    Text,
    /// A date picker.
    Date,
    /// A dropdown: labels and values.
    Dropdown(Vec<(String, String)>),
    /// A dropdown whose options come later, from this list.
    LateDropdown(String),
    /// Several of these.
    Several(Vec<(String, String)>),
    /// A file.
    File,
    /// Several files.
    Files,
    /// Words.
    Heading,
    /// A line.
    Divider,
    /// Words in a box.
    Callout,
}

impl Drawn {
    pub(super) fn of(field: &Value) -> Result<Self> {
        let text = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
        let is = |name: &str| field[name].as_bool().unwrap_or_default();
        let widget = match field["type"].as_str().context("no type")? {
            "string" => match (
                options(field, "singleSelectOptions"),
                options(field, "multiSelectOptions"),
            ) {
                (Some(options), _) => Widget::Dropdown(options),
                (None, Some(options)) => Widget::Several(options),
                (None, None) => match field["singleSelectOptionsListKey"].as_str() {
                    Some(list) => Widget::LateDropdown(list.to_owned()),
                    None => Widget::Text,
                },
            },
            "date" => Widget::Date,
            "file" => Widget::File,
            "files" => Widget::Files,
            "heading" => Widget::Heading,
            "divider" => Widget::Divider,
            "callout" => Widget::Callout,
            other => bail!("nobody can draw {other}"),
        };
        Ok(Self {
            key: text("key"),
            label: text("label"),
            description: text("description"),
            widget,
            required: is("required"),
            read_only: is("readonly"),
            refetches: is("performRefetchOnChange"),
            told: is("includeValueInRefetch"),
            value: field["value"].as_str().map(str::to_owned),
        })
    }

    /// Whether it holds a value.
    pub fn is_input(&self) -> bool {
        !matches!(
            self.widget,
            Widget::Heading | Widget::Divider | Widget::Callout
        )
    }
}

fn options(field: &Value, name: &str) -> Option<Vec<(String, String)>> {
    let options = field[name].as_array()?.iter();
    let pair = |option: &Value| {
        let text = |name: &str| option[name].as_str().unwrap_or_default().to_owned();
        (text("label"), text("value"))
    };
    Some(options.map(pair).collect())
}
