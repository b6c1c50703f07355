//! Webhooks of the event-based kind: who wants to hear of what, and the signed messages that a change makes due.
//! Messages are put into an outbox; sending them is not done here. The field-based kind, which carries values,
//! does not exist in the sandbox.

use std::collections::BTreeMap;
use std::net::IpAddr;

use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::catalogue::Field;
use super::employee::{AsOf, Employee};
use super::{Caller, Company, Moment, Refusal, mix, tables, time_in_text};
use crate::loopback::address_of;

const CREATED: &str = "employee.created";
const UPDATED: &str = "employee.updated";
const DELETED: &str = "employee.deleted";

/// What the messages call the company. It is not the name in URLs.
const COMPANY_ID: &str = "4711";

/// A webhook. `monitored` are storage keys with the names they were asked for by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Webhook {
    target: Target,
    private_key: String,
    events: Vec<String>,
    monitored: Vec<(String, String)>,
}

/// Where a message goes: plain HTTP to this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub(crate) ip: IpAddr,
    pub(crate) port: u16,
    /// Path and query.
    pub(crate) path: String,
}

/// A message that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) target: Target,
    pub(crate) body: String,
    pub(crate) timestamp: String,
    /// Lower-case hexadecimal HMAC-SHA256 over body and timestamp.
    pub(crate) signature: String,
}

/// Why a webhook was not made.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WebhookRefusal {
    /// Sentences for the body.
    Mistakes(Vec<String>),
    Other(Refusal),
}

impl Company {
    /// Makes a webhook. The answer holds the private key, which is shown this once.
    pub(crate) fn add_webhook(
        &mut self,
        caller: &Caller,
        body: &[u8],
        moment: Moment,
    ) -> Result<Value, WebhookRefusal> {
        let sent: Value = serde_json::from_slice(body)
            .map_err(|_| mistake("The request body is not valid JSON"))?;
        let sent = sent
            .as_object()
            .ok_or_else(|| mistake("The request body must be a JSON object"))?;
        let mut mistakes = Vec::new();
        let name = sent.get("name").and_then(Value::as_str).unwrap_or_default();
        if name.trim().is_empty() {
            mistakes.push("name is required".to_owned());
        }
        if !matches!(
            sent.get("format").and_then(Value::as_str),
            None | Some("json")
        ) {
            mistakes.push("format must be json here".to_owned());
        }
        let url = sent.get("url").and_then(Value::as_str).unwrap_or_default();
        let target = target(url);
        if target.is_none() {
            mistakes.push("url must be http:// to 127.0.0.1, [::1] or localhost here".to_owned());
        }
        let events = events(sent, &mut mistakes);
        let fields = self.monitored(sent, &events, &mut mistakes);
        let (Some(target), true) = (target, mistakes.is_empty()) else {
            return Err(WebhookRefusal::Mistakes(mistakes));
        };
        if fields.iter().any(|(key, _)| !caller.may_read(key)) {
            return Err(WebhookRefusal::Other(Refusal::NotPermitted));
        }
        let names: Vec<&String> = fields.iter().map(|(_, name)| name).collect();
        let id = self.webhooks.len() + 1;
        let private_key = self.next_private_key();
        let answer = json!({
            "id": id.to_string(), "name": name, "created": moment.now.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            "lastSent": null, "events": events, "monitorFields": names, "url": url, "format": "json",
            "privateKey": private_key,
        });
        self.webhooks.push(Webhook {
            target,
            private_key,
            events,
            monitored: fields,
        });
        Ok(answer)
    }

    /// 32 hexadecimal digits that follow from the seed: they protect nothing.
    fn next_private_key(&self) -> String {
        let made = u64::try_from(self.webhooks.len()).unwrap_or(u64::MAX);
        // Away from the numbers that request ids and tokens are mixed from.
        let half = |half: u64| mix(self.origin.seed, u64::MAX - 2 * made - half);
        format!("{:016x}{:016x}", half(0), half(1))
    }

    /// Storage key and name of each monitored field. Needed for updates, and no use without.
    fn monitored(
        &self,
        sent: &Map<String, Value>,
        events: &[String],
        mistakes: &mut Vec<String>,
    ) -> Vec<(String, String)> {
        let names = sent.get("monitorFields").and_then(Value::as_array);
        let mut fields = Vec::new();
        for name in names.into_iter().flatten() {
            let name = name.as_str().unwrap_or_default();
            match self.field(name).map(Field::key) {
                Some(key) => fields.push((key, name.to_owned())),
                None => mistakes.push(format!("Unknown field: {name}")),
            }
        }
        if fields.is_empty() && events.iter().any(|event| event == UPDATED) {
            mistakes.push(format!("{UPDATED} needs monitorFields"));
        }
        fields
    }

    /// The messages that have become due since this was asked last, in the order to send them.
    pub(crate) fn take_messages(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.outbox)
    }

    /// A person was made, then filled: two messages, as on the real service.
    pub(super) fn announce_written(&mut self, before: Option<&Employee>, id: u64, moment: Moment) {
        let Some(after) = self.employees.get(&id) else {
            return;
        };
        let changed = changed_keys(before, after, moment);
        if before.is_none() {
            self.announce(CREATED, id, &[], moment);
        }
        if !changed.is_empty() {
            self.announce(UPDATED, id, &changed, moment);
        }
    }

    pub(super) fn announce_deleted(&mut self, id: u64, moment: Moment) {
        self.announce(DELETED, id, &[], moment);
    }

    fn announce(&mut self, event: &str, id: u64, changed: &[String], moment: Moment) {
        for webhook in &self.webhooks {
            let mut data = json!({"companyId": COMPANY_ID, "employeeId": id.to_string()});
            if event == UPDATED {
                let heard: Vec<&String> = webhook
                    .monitored
                    .iter()
                    .filter(|(key, _)| changed.contains(key))
                    .map(|(_, name)| name)
                    .collect();
                if heard.is_empty() {
                    continue;
                }
                if let Some(data) = data.as_object_mut() {
                    data.insert("changedFields".to_owned(), json!(heard));
                }
            }
            if !webhook.events.iter().any(|wanted| wanted == event) {
                continue;
            }
            let when = time_in_text(moment.now);
            let body = json!({"type": event, "timestamp": when, "data": data}).to_string();
            let timestamp = moment.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            let signature = sign(&webhook.private_key, &body, &timestamp);
            self.outbox.push(Message {
                target: webhook.target.clone(),
                body,
                timestamp,
                signature,
            });
        }
    }
}

/// The fields whose value of today is another one. A change that takes effect later is none yet.
fn changed_keys(before: Option<&Employee>, after: &Employee, moment: Moment) -> Vec<String> {
    let empty = BTreeMap::new();
    let fields_before = before.map_or(&empty, |before| &before.fields);
    let mut keys: Vec<&str> = fields_before
        .keys()
        .chain(after.fields.keys())
        .map(String::as_str)
        .chain(tables::DATED.iter().map(|dated| dated.key))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let today = AsOf::Day(moment.today);
    keys.retain(|key| before.and_then(|before| before.text(key, today)) != after.text(key, today));
    keys.into_iter().map(str::to_owned).collect()
}

fn events(sent: &Map<String, Value>, mistakes: &mut Vec<String>) -> Vec<String> {
    let events: Option<Vec<String>> = sent.get("events").and_then(Value::as_array).map(|events| {
        let known = events.iter().filter_map(Value::as_str).map(str::to_owned);
        known.collect()
    });
    let events = events.unwrap_or_default();
    let is_known = |event: &String| [CREATED, UPDATED, DELETED].contains(&event.as_str());
    if events.is_empty() || !events.iter().all(is_known) {
        mistakes.push(format!(
            "events must name {CREATED}, {UPDATED} or {DELETED}"
        ));
    }
    events
}

/// Nothing but this machine, so that no test can ever reach a stranger.
fn target(url: &str) -> Option<Target> {
    let rest = url.strip_prefix("http://")?;
    let start = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(start)?;
    let (ip, port) = address_of(authority)?;
    let path = match path.chars().next() {
        Some('/') => path.to_owned(),
        _ => format!("/{path}"),
    };
    Some(Target {
        ip,
        port: port.unwrap_or(80),
        path,
    })
}

fn sign(key: &str, body: &str, timestamp: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
        return String::new();
    };
    mac.update(body.as_bytes());
    mac.update(timestamp.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mistake(sentence: &str) -> WebhookRefusal {
    WebhookRefusal::Mistakes(vec![sentence.to_owned()])
}

#[cfg(test)]
mod tests;
