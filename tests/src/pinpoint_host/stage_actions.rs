//! Stage Actions: what an admin has set up runs by itself when a candidate comes into a stage for the first time. Nobody
//! sees a form, and none is asked for before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use serde_json::Value;

use super::PinpointHost;
use super::answers::Banner;
use super::candidate::PinpointCandidate;
use super::drawn::{Drawn, Widget};
use super::form::{pair, shaped};

/// One action at one stage.
#[derive(Debug)]
pub struct StageAction {
    host: PinpointHost,
    /// Which fields there are, as the admin saw them at set-up.
    fields: Vec<Drawn>,
    /// What the admin chose: options by their words, or words of a custom field.
    chosen: BTreeMap<String, String>,
    endpoint: String,
    /// Whose application came into the stage already.
    fired: Mutex<BTreeSet<String>>,
    /// Who is in the list of incomplete actions.
    incomplete: Mutex<Vec<PinpointCandidate>>,
}

impl StageAction {
    /// An admin sets it up.
    pub async fn set_up(host: &PinpointHost, chosen: &[(&str, &str)]) -> Result<Self> {
        let meta = host.meta(None).await?;
        let fields = meta["formFields"].as_array().context("no formFields")?;
        let fields = fields.iter().map(Drawn::of).collect::<Result<_>>()?;
        let chosen = chosen
            .iter()
            .map(|(key, words)| ((*key).to_owned(), (*words).to_owned()));
        Ok(Self {
            host: host.clone(),
            fields: host.loaded(&meta, fields).await?,
            chosen: chosen.collect(),
            endpoint: PinpointHost::submit_endpoint(&meta)?,
            fired: Mutex::default(),
            incomplete: Mutex::default(),
        })
    }

    /// A candidate comes into the stage. `None` when they were in it before.
    pub async fn comes(&self, candidate: &PinpointCandidate) -> Option<Banner> {
        let id = candidate
            .variables
            .get("application_uuid")
            .cloned()
            .unwrap_or_default();
        let is_first = self
            .fired
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id);
        match is_first {
            true => Some(self.runs(candidate).await),
            false => None,
        }
    }

    /// Somebody presses retry in the list of incomplete actions, for all of it.
    pub async fn retries(&self) -> Vec<Banner> {
        let waiting = std::mem::take(
            &mut *self
                .incomplete
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let mut banners = Vec::new();
        for candidate in waiting {
            banners.push(self.runs(&candidate).await);
        }
        banners
    }

    async fn runs(&self, candidate: &PinpointCandidate) -> Banner {
        let mapped = self.host.prefilled(candidate);
        let ways = &self.host.ways;
        let inputs = self.fields.iter().filter(|field| field.is_input());
        let pairs = inputs.filter_map(|field| {
            let chosen = self
                .chosen
                .get(&field.key)
                .map(|words| match &field.widget {
                    Widget::Dropdown(options) if !ways.submits_labels => {
                        let option = options.iter().find(|(label, _)| label == words);
                        Value::from(option.map_or(words.as_str(), |(_, value)| value))
                    }
                    _ => Value::from(words.as_str()),
                });
            let value = chosen
                .or_else(|| mapped.get(&field.key).cloned())
                .unwrap_or_default();
            pair(&field.key, &shaped(value, &field.widget, ways), ways)
        });
        let (banner, _) = self.host.submits(&self.endpoint, pairs.collect()).await;
        if !banner.is_success() {
            let mut incomplete = self
                .incomplete
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            incomplete.push(candidate.clone());
        }
        banner
    }
}
