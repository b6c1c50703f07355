//! Faults as JSON: whole ones for the test interface, and bare actions for the request header
//! `X-Sandbox-Fault`. What makes no sense is refused with a sentence.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use serde::Deserialize;

use super::{Delivery, Ending, Fault};
use crate::company::settings::ErrorHeader;

/// The JSON form of a fault.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultDocument {
    method: String,
    path: String,
    action: Action,
    #[serde(default = "once")]
    count: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    #[serde(default)]
    delay_ms: u64,
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    html_page: bool,
    redirect: Option<String>,
    #[serde(default)]
    after_storing: bool,
    drop: Option<DropMoment>,
    #[serde(default)]
    truncated: bool,
    slow_ms: Option<u64>,
    endless_bytes: Option<u64>,
    content_type: Option<String>,
    #[serde(default)]
    as_xml: bool,
    #[serde(default)]
    empty_body: bool,
    error_header: Option<ErrorHeader>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DropMoment {
    BeforeStoring,
    AfterStoring,
}

fn once() -> u32 {
    1
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// A header that could not be sent would make a fault that does something else than it says.
fn check_headers(action: &Action) -> Result<(), &'static str> {
    let is_name = |name: &str| HeaderName::from_bytes(name.as_bytes()).is_ok();
    let is_value = |value: &str| HeaderValue::from_str(value).is_ok();
    if !action
        .headers
        .iter()
        .all(|(name, value)| is_name(name) && is_value(value))
    {
        return Err("a header's name or value cannot be sent");
    }
    let of_the_body = ["content-length", "transfer-encoding"];
    let is_of_the_body = |name: &String| of_the_body.contains(&name.to_lowercase().as_str());
    if action.headers.keys().any(is_of_the_body) {
        return Err("the length follows from the body; see truncated and endless_bytes");
    }
    let texts = [&action.content_type, &action.redirect];
    if !texts.into_iter().flatten().all(|text| is_value(text)) {
        return Err("content_type and redirect are one line of text");
    }
    Ok(())
}

impl TryFrom<FaultDocument> for Fault {
    type Error = &'static str;

    fn try_from(document: FaultDocument) -> Result<Self, Self::Error> {
        let method = document.method.as_str();
        let is_method = method == "*" || METHODS.contains(&method.to_ascii_uppercase().as_str());
        if !is_method {
            return Err("method is GET, POST, PUT, PATCH, DELETE or *");
        }
        let path = document.path.as_str();
        if !path.starts_with('/') || path.starts_with("/v1") || path.starts_with("/v2") {
            return Err(
                "path begins with a slash and is what follows the version, such as /employees",
            );
        }
        if document.count == 0 {
            return Err("count is at least 1");
        }
        let fault = Self::on(method, path).times(document.count);
        fault.with(document.action)
    }
}

impl Fault {
    /// The fault whose action is this JSON text, for one request. An error is a sentence.
    pub(crate) fn from_action(text: &str) -> Result<Self, String> {
        let action = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Self::on("*", "").with(action).map_err(str::to_owned)
    }

    fn with(mut self, action: Action) -> Result<Self, &'static str> {
        self.delay = Duration::from_millis(action.delay_ms);
        self.is_carried_out_first = action.after_storing;
        let deliveries = [
            action.truncated.then_some(Delivery::Truncated),
            action
                .slow_ms
                .map(|pause| Delivery::Slow(Duration::from_millis(pause))),
            action.endless_bytes.map(Delivery::Endless),
        ];
        let mut deliveries = deliveries.into_iter().flatten();
        self = match deliveries.next() {
            Some(Delivery::Endless(bytes)) => self.endless(bytes),
            Some(delivery) => {
                self.shape.delivery = delivery;
                self
            }
            None => self,
        };
        if deliveries.next().is_some() {
            return Err("choose one of truncated, slow_ms and endless_bytes");
        }
        check_headers(&action)?;
        self.shape.as_xml = action.as_xml;
        self.shape.is_emptied = action.empty_body;
        self.shape.error_header = action.error_header;
        self.shape.content_type.clone_from(&action.content_type);
        self.end(action)
    }

    fn end(mut self, action: Action) -> Result<Self, &'static str> {
        let is_shaped = self.shape != super::Shape::default();
        let is_redirect = action.redirect.is_some();
        let status = match action.status {
            None if is_redirect => Some(302),
            None if action.html_page => Some(502),
            status => status,
        };
        let goes_elsewhere = status.is_some_and(|status| (300..400).contains(&status));
        if is_redirect && (action.html_page || !goes_elsewhere) {
            return Err("a redirect has a status from 300 to 399 and no page");
        }
        match (status, action.drop) {
            (Some(_), Some(_)) => Err("a fault either answers with a status or drops, not both"),
            (Some(status), None) if !(200..=599).contains(&status) => {
                Err("status must be from 200 to 599")
            }
            (Some(_), None) if action.html_page && !action.body.is_empty() => {
                Err("html_page brings its own body")
            }
            (Some(status), None) => {
                let mut headers = action.headers;
                if let Some(url) = action.redirect {
                    headers.insert("Location".to_owned(), url);
                }
                let body = if action.html_page {
                    super::ERROR_PAGE.to_owned()
                } else {
                    action.body
                };
                self.ending = Ending::Answer {
                    status,
                    headers,
                    body,
                };
                Ok(self)
            }
            (None, _) if !action.headers.is_empty() || !action.body.is_empty() => {
                Err("headers and body need a status")
            }
            (None, Some(_)) if action.after_storing => {
                Err("say \"drop\": \"after_storing\" instead")
            }
            (None, Some(_)) if is_shaped => Err("what is dropped has no shape"),
            (None, Some(DropMoment::BeforeStoring)) => Ok(self.drop_before_storing()),
            (None, Some(DropMoment::AfterStoring)) => Ok(self.drop_after_storing()),
            (None, None) if action.delay_ms == 0 && !is_shaped => Err("the action has no effect"),
            (None, None) => Ok(self),
        }
    }
}
