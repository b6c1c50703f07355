//! A form on the screen: prefilled by mappings, asked for anew when a field decides about others, and handed over.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::PinpointHost;
use super::answers::Banner;
use super::candidate::PinpointCandidate;
use super::drawn::{Drawn, Widget};
use super::ways::{Blanks, Chosen, Dates, Mapped, Several, Unflagged, Ways};

/// Somebody has it open.
#[derive(Debug)]
pub struct OpenForm<'a> {
    host: &'a PinpointHost,
    fields: Vec<Drawn>,
    /// What is in each field now.
    values: BTreeMap<String, Value>,
    /// What stood beside each key in any form so far: people find a field by that, whatever its key is now.
    labels: BTreeMap<String, String>,
    /// What Pinpoint filled in.
    mapped: BTreeMap<String, Value>,
    endpoint: String,
    /// How often it was asked for anew.
    pub refetches: usize,
}

impl<'a> OpenForm<'a> {
    pub(super) async fn open(
        host: &'a PinpointHost,
        candidate: &PinpointCandidate,
    ) -> Result<Self> {
        let meta = host.meta(None).await?;
        let mut form = Self {
            host,
            fields: Vec::new(),
            values: BTreeMap::new(),
            labels: BTreeMap::new(),
            mapped: host.prefilled(candidate),
            endpoint: String::new(),
            refetches: 0,
        };
        form.draw(&meta).await?;
        for field in &form.fields {
            let is_mapped = form
                .mapped
                .get(&field.key)
                .is_some_and(|value| !is_blank(value));
            ensure!(
                !(is_mapped && field.value.is_some()),
                "{} has a mapping and a value, and nobody knows which counts",
                field.key
            );
        }
        Ok(form)
    }

    async fn draw(&mut self, meta: &Value) -> Result<()> {
        let fields = meta["formFields"].as_array().context("no formFields")?;
        let fields = fields.iter().map(Drawn::of).collect::<Result<_>>()?;
        let fields = self.host.loaded(meta, fields).await?;
        let before = std::mem::take(&mut self.values);
        let is_first = self.fields.is_empty();
        for field in fields.iter().filter(|field| field.is_input()) {
            let sent = field.value.clone().map(Value::from);
            let mapped = self
                .mapped
                .get(&field.key)
                .filter(|value| !is_blank(value))
                .cloned();
            let typed = before.get(&field.key).cloned();
            let kept = typed.filter(|_| self.host.ways.unflagged == Unflagged::Kept);
            let is_file = matches!(field.widget, Widget::File | Widget::Files);
            let value = match self.host.ways.mapped {
                // The two are never there together, which is looked at when it is open.
                _ if is_first => sent.or(mapped),
                // Uploads stay with the page whatever happens to texts.
                _ if is_file => before.get(&field.key).cloned(),
                Mapped::Once => sent.or(kept),
                Mapped::WhereNothingIsSaid => sent.or(mapped).or(kept),
                Mapped::Always => mapped.or(sent).or(kept),
            };
            if let Some(value) = value {
                self.values.insert(field.key.clone(), value);
            }
        }
        let labels = fields.iter();
        let labels = labels.map(|field| (field.key.clone(), field.label.clone()));
        self.labels.extend(labels);
        self.fields = fields;
        self.endpoint = PinpointHost::submit_endpoint(meta)?;
        Ok(())
    }

    /// The field with this key, else the one with the words that once stood beside it.
    pub fn field(&self, key: &str) -> Result<&Drawn> {
        let with_key = self.fields.iter().find(|field| field.key == key);
        let label = self.labels.get(key);
        let mut inputs = self.fields.iter().filter(|field| field.is_input());
        let field = with_key.or_else(|| inputs.find(|field| Some(&field.label) == label));
        field.with_context(|| format!("the form has no {key}"))
    }

    /// All fields.
    pub fn fields(&self) -> &[Drawn] {
        &self.fields
    }

    /// What is in a field, as a text.
    pub fn value(&self, key: &str) -> &str {
        let field = self.field(key).ok();
        let value = field.and_then(|field| self.values.get(&field.key));
        value.and_then(Value::as_str).unwrap_or_default()
    }

    /// The options of a dropdown.
    pub fn options(&self, key: &str) -> Result<&[(String, String)]> {
        match &self.field(key)?.widget {
            Widget::Dropdown(options) => Ok(options),
            other => anyhow::bail!("{key} is no dropdown but {other:?}"),
        }
    }

    /// Somebody types into a field, picks a date, or chooses an option by its words, or several with `|` between.
    pub async fn enters(&mut self, key: &str, text: &str) -> Result<()> {
        let field = self.field(key)?;
        ensure!(!field.read_only, "nobody can change {key}");
        let value = match &field.widget {
            Widget::Dropdown(options) => Value::from(option(options, text)?),
            Widget::Several(options) => {
                let chosen = text.split('|').map(|text| option(options, text));
                Value::from(chosen.collect::<Result<Vec<_>>>()?)
            }
            _ => Value::from(text),
        };
        let (key, refetches) = (field.key.clone(), field.refetches);
        self.values.insert(key, value);
        if refetches {
            self.asks_anew().await?;
        }
        Ok(())
    }

    /// The form is asked for anew with what is flagged, and replaced.
    pub async fn asks_anew(&mut self) -> Result<()> {
        let told = self
            .fields
            .iter()
            .filter(|field| field.is_input() && field.told);
        let pairs = told.map(|field| {
            let value = self.values.get(&field.key).cloned().unwrap_or_default();
            json!({ "key": field.key, "value": value })
        });
        let meta = self.host.meta(Some(pairs.collect())).await?;
        self.refetches += 1;
        self.draw(&meta).await
    }

    /// Required fields that are empty: the button does nothing until they are filled in.
    pub fn missing(&self) -> Vec<&str> {
        let inputs = self
            .fields
            .iter()
            .filter(|field| field.is_input() && field.required);
        let missing = inputs.filter(|field| self.values.get(&field.key).is_none_or(is_blank));
        missing.map(|field| field.key.as_str()).collect()
    }

    /// The button is pressed.
    pub async fn submits(&self) -> Result<Banner> {
        Ok(self.submits_timed().await?.0)
    }

    /// The same, with how long it took.
    pub async fn submits_timed(&self) -> Result<(Banner, Duration)> {
        let missing = self.missing();
        ensure!(missing.is_empty(), "not filled in: {missing:?}");
        Ok(self.host.submits(&self.endpoint, self.pairs()).await)
    }

    fn pairs(&self) -> Vec<Value> {
        let ways = &self.host.ways;
        let inputs = self.fields.iter().filter(|field| field.is_input());
        let inputs = inputs.filter(|field| ways.submits_read_only || !field.read_only);
        let pairs = inputs.filter_map(|field| {
            let value = self.values.get(&field.key).cloned().unwrap_or_default();
            pair(&field.key, &shaped(value, &field.widget, ways), ways)
        });
        pairs.collect()
    }
}

/// A value as this host submits it.
pub(super) fn shaped(value: Value, widget: &Widget, ways: &Ways) -> Value {
    let text = value.as_str().unwrap_or_default().to_owned();
    match widget {
        _ if is_blank(&value) => value,
        Widget::Date if ways.dates == Dates::DateTime => {
            Value::from(format!("{text}T00:00:00.000Z"))
        }
        Widget::Dropdown(_) if ways.chosen == Chosen::ListOfOne => json!([text]),
        Widget::Several(_) if ways.several == Several::Text => Value::from(joined(&value)),
        Widget::Files if !value.is_array() => json!([value]),
        _ => value,
    }
}

/// The value of the option with these words.
fn option(options: &[(String, String)], text: &str) -> Result<String> {
    let option = options.iter().find(|(label, _)| label == text);
    let (_, value) = option.with_context(|| format!("there is no option {text}"))?;
    Ok(value.clone())
}

fn joined(values: &Value) -> String {
    let texts = values.as_array().into_iter().flatten();
    let texts: Vec<&str> = texts.filter_map(Value::as_str).collect();
    texts.join(", ")
}

/// `None` for an empty field that is not submitted.
pub(super) fn pair(key: &str, value: &Value, ways: &Ways) -> Option<Value> {
    match (is_blank(value), ways.blanks) {
        (false, _) => Some(json!({ "key": key, "value": value })),
        (true, Blanks::Absent) => None,
        (true, Blanks::Null) => Some(json!({ "key": key, "value": null })),
        (true, Blanks::Empty) => Some(json!({ "key": key, "value": "" })),
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}
