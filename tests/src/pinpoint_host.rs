//! A host that plays Pinpoint's side of the plugin protocol, as Pinpoint's public documents and examples describe it. It
//! is a simulator built from those, and not Pinpoint. It shares no code with the plugin: every shape is written here a
//! second time, so that one mistake cannot hide in both.
//!
//! Where the documents leave something open, [`Ways`] says how this host does it.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod answers;
mod candidate;
mod configuration;
mod drawn;
mod files;
mod form;
mod late_lists;
mod stage_actions;
mod ways;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

pub use answers::Banner;
pub use candidate::PinpointCandidate;
pub use drawn::{Drawn, Widget};
pub use files::BlobHost;
pub use form::OpenForm;
pub use late_lists::LateList;
pub use stage_actions::StageAction;
pub use ways::{
    Blanks, Chosen, Configured, Dates, FileShape, JoinRule, Mapped, Several, Unflagged,
    UnknownVariables, Ways,
};

use answers::{checked_meta, checked_root};
use configuration::Configuration;

/// For how long this host waits for an answer, unless it is told otherwise.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A customer's Pinpoint with the plugin.
#[derive(Clone, Debug)]
pub struct PinpointHost {
    http: reqwest::Client,
    /// The address that was mailed to the integration team.
    registered: String,
    /// What the plugin said it is, when it was registered or refreshed last.
    root: Value,
    /// What in it no example has.
    pub warnings: Vec<String>,
    configuration: Configuration,
    /// How this host does what is left open.
    pub ways: Ways,
}

impl PinpointHost {
    /// The integration team registers the plugin: what it says it is must fit.
    pub async fn register(url: &str, ways: Ways) -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(TIMEOUT).build()?;
        let root = root_of(&http, url).await?;
        let warnings = checked_root(&root)?;
        Ok(Self {
            http,
            registered: url.to_owned(),
            configuration: Configuration::of(&root)?,
            root,
            warnings,
            ways,
        })
    }

    /// The integration team presses refresh. Nothing else ever reads what the plugin is.
    pub async fn refresh(&mut self) -> Result<()> {
        self.root = root_of(&self.http, &self.registered).await?;
        self.warnings = checked_root(&self.root)?;
        Ok(())
    }

    /// How long this host waits for an answer.
    pub fn waits(mut self, timeout: Duration) -> Result<Self> {
        self.http = reqwest::Client::builder().timeout(timeout).build()?;
        Ok(self)
    }

    /// The same customer with another way of doing what is left open.
    pub fn with(&self, ways: Ways) -> Self {
        Self {
            ways,
            ..self.clone()
        }
    }

    /// An admin enters what the plugin wants to know.
    pub fn configure(&mut self, key: &str, value: &str) -> Result<()> {
        self.configuration.enter(key, value)
    }

    /// The address at which it was registered.
    pub fn registered(&self) -> &str {
        &self.registered
    }

    /// What an admin sees of it: secrets are masked.
    pub fn shown_configuration(&self) -> Vec<(String, String)> {
        self.configuration.shown()
    }

    /// The menu entry.
    pub fn label(&self) -> &str {
        self.action()["label"].as_str().unwrap_or_default()
    }

    /// A customer edits a mapping.
    pub fn maps(&mut self, key: &str, template: &str) -> Result<()> {
        let mappings = self.root["actions"][0]["mappings"].as_array_mut();
        let mut mappings = mappings.context("no mappings")?.iter_mut();
        let mapping = mappings.find(|mapping| mapping["key"] == key);
        mapping.with_context(|| format!("no mapping {key}"))?["value"] = Value::from(template);
        Ok(())
    }

    /// Somebody chooses the menu entry at a candidate.
    pub async fn opens(&self, candidate: &PinpointCandidate) -> Result<OpenForm<'_>> {
        OpenForm::open(self, candidate).await
    }

    fn action(&self) -> &Value {
        &self.root["actions"][0]
    }

    /// The value that Pinpoint fills in for each mapping.
    fn prefilled(&self, candidate: &PinpointCandidate) -> BTreeMap<String, Value> {
        let mappings = self.action()["mappings"].as_array();
        let mappings = mappings.into_iter().flatten();
        let filled = mappings.filter_map(|mapping| {
            let key = mapping["key"].as_str()?;
            let value = candidate.filled_in(mapping["value"].as_str()?, &self.ways);
            Some((key.to_owned(), value))
        });
        filled.collect()
    }

    async fn meta(&self, fields: Option<Vec<Value>>) -> Result<Value> {
        let endpoint = self.action()["metaEndpoint"].as_str().unwrap_or_default();
        let mut body = Map::new();
        body.extend(fields.map(|fields| ("formFields".to_owned(), Value::from(fields))));
        let meta = self.calls(endpoint, body).await;
        let meta = meta.map_err(|why| anyhow::anyhow!("the form cannot be shown: {why}"))?;
        checked_meta(&meta)?;
        Ok(meta)
    }

    /// A call with what was configured. The error is what a person sees as a general one.
    async fn calls(&self, endpoint: &str, mut body: Map<String, Value>) -> Result<Value, String> {
        let (headers, values) = self.configuration.sent(self.ways.configured);
        body.insert("configurationValues".to_owned(), Value::from(values));
        if self.ways.extra_keys {
            body.insert(
                "requestedBy".to_owned(),
                serde_json::json!({ "kind": "user", "n": 1 }),
            );
        }
        let mut request = self.http.post(self.joined(endpoint)).json(&body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = request
            .send()
            .await
            .map_err(|error| match error.is_timeout() {
                true => "timed out".to_owned(),
                false => "not reached".to_owned(),
            })?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|_| "broken off".to_owned())?;
        if !status.is_success() {
            return Err(format!(
                "status {status}: {}",
                String::from_utf8_lossy(&body)
            ));
        }
        serde_json::from_slice(&body).map_err(|_| "no JSON".to_owned())
    }

    /// Hands over what was entered, and how long that took.
    async fn submits(&self, endpoint: &str, fields: Vec<Value>) -> (Banner, Duration) {
        let mut body = Map::from_iter([("formFields".to_owned(), Value::from(fields))]);
        if self.ways.generated_uuid {
            let generated = uuid::Uuid::now_v7().to_string();
            body.insert("generatedUuid".to_owned(), Value::from(generated));
            body.insert(
                "webhookUrl".to_owned(),
                Value::from("https://app.pinpointhq.com/w"),
            );
        }
        let began = Instant::now();
        let answer = self.calls(endpoint, body).await;
        let banner = match answer {
            Ok(answer) => Banner::of(&answer),
            Err(why) => Banner::Broken(why),
        };
        (banner, began.elapsed())
    }

    /// The endpoint as an address, by the rule of this host.
    fn joined(&self, endpoint: &str) -> String {
        let registered = self.registered.trim_end_matches('/');
        match self.ways.join {
            JoinRule::AsItIs => endpoint.to_owned(),
            JoinRule::Append => format!("{registered}{endpoint}"),
            JoinRule::Origin => {
                let scheme = registered.find("://").map_or(0, |at| at + 3);
                let path = registered.get(scheme..).and_then(|rest| rest.find('/'));
                let origin = path.and_then(|path| registered.get(..scheme + path));
                format!("{}{endpoint}", origin.unwrap_or(registered))
            }
        }
    }

    fn submit_endpoint(meta: &Value) -> Result<String> {
        let endpoint = meta["submitEndpoint"].as_str();
        Ok(endpoint.context("no submitEndpoint")?.to_owned())
    }
}

async fn root_of(http: &reqwest::Client, url: &str) -> Result<Value> {
    // Before anything was configured: no configuration, and no body at all.
    let answer = http.post(url).send().await?;
    ensure!(
        answer.status() == 200,
        "root meta answers {}",
        answer.status()
    );
    let Ok(root) = answer.json().await else {
        bail!("root meta is no JSON");
    };
    Ok(root)
}
