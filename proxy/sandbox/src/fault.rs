//! A fault to play for matching requests: what to wait, what to answer instead, or when to drop the
//! connection. Only the description and its matching; `http::front_door` plays it.

mod words;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

/// A fault for requests with a given method and path.
///
/// The path is compared with the request's path after the version segment, without query or
/// trailing slash: `/employees` means `…/v1/employees` in both URL forms and nothing below it. A
/// segment `*` stands for any one segment: `/employees/*` is every single employee (and the
/// directory). The method `*` stands for any method.
///
/// A new fault changes nothing until an effect is chosen, and is played once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "FaultDocument")]
pub struct Fault {
    method: String,
    path: String,
    delay: Duration,
    is_carried_out_first: bool,
    ending: Ending,
    uses_left: u32,
}

/// How a request with a fault ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With the answer it would have had.
    Usual,
    /// With this answer instead.
    Answer {
        status: u16,
        headers: BTreeMap<String, String>,
        body: String,
    },
    /// With a closed connection and not one byte.
    Drop,
}

impl Fault {
    /// A fault without effect for this method and path.
    pub fn on(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.trim_end_matches('/').to_owned(),
            delay: Duration::ZERO,
            is_carried_out_first: false,
            ending: Ending::Usual,
            uses_left: 1,
        }
    }

    /// Waits first; after storing, if the fault is one that stores first.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Answers with this status and an empty body, without carrying the request out.
    #[must_use]
    pub fn answer(self, status: u16) -> Self {
        Self {
            ending: Ending::Answer {
                status,
                headers: BTreeMap::new(),
                body: String::new(),
            },
            ..self
        }
    }

    /// Adds a header to the answer of [`Fault::answer`]; replaces the usual one of that name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ending::Answer { headers, .. } = &mut self.ending {
            headers.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// Sets the body of the answer of [`Fault::answer`].
    #[must_use]
    pub fn body(mut self, text: &str) -> Self {
        if let Ending::Answer { body, .. } = &mut self.ending {
            text.clone_into(body);
        }
        self
    }

    /// Carries the request out before the delay and the answer.
    #[must_use]
    pub fn after_storing(self) -> Self {
        Self {
            is_carried_out_first: true,
            ..self
        }
    }

    /// Closes the connection without a byte; nothing is stored.
    #[must_use]
    pub fn drop_before_storing(self) -> Self {
        Self {
            is_carried_out_first: false,
            ending: Ending::Drop,
            ..self
        }
    }

    /// Carries the request out, then closes the connection without a byte.
    #[must_use]
    pub fn drop_after_storing(self) -> Self {
        Self {
            is_carried_out_first: true,
            ending: Ending::Drop,
            ..self
        }
    }

    /// Plays the fault for this many matching requests.
    #[must_use]
    pub fn times(self, uses: u32) -> Self {
        Self {
            uses_left: uses,
            ..self
        }
    }

    pub(crate) fn matches(&self, method: &str, path: &str) -> bool {
        let is_method = self.method == "*" || self.method.eq_ignore_ascii_case(method);
        let mut actual = path.split('/');
        let mut wanted = self.path.split('/');
        let is_path = wanted.by_ref().all(|want| {
            actual
                .next()
                .is_some_and(|segment| want == "*" || want == segment)
        });
        is_method && self.uses_left > 0 && is_path && actual.next().is_none()
    }

    /// Counts one use down; true when it was the last.
    pub(crate) fn is_last_use(&mut self) -> bool {
        self.uses_left = self.uses_left.saturating_sub(1);
        self.uses_left == 0
    }

    pub(crate) fn waiting_time(&self) -> Duration {
        self.delay
    }

    pub(crate) fn is_carried_out_first(&self) -> bool {
        self.is_carried_out_first
    }

    pub(crate) fn ending(&self) -> &Ending {
        &self.ending
    }
}

/// The JSON form, as the test interface takes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultDocument {
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
    after_storing: bool,
    drop: Option<DropMoment>,
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

impl TryFrom<FaultDocument> for Fault {
    type Error = &'static str;

    fn try_from(document: FaultDocument) -> Result<Self, Self::Error> {
        let action = document.action;
        let mut fault = Self::on(&document.method, &document.path)
            .delay(Duration::from_millis(action.delay_ms))
            .times(document.count);
        fault.is_carried_out_first = action.after_storing;
        match (action.status, action.drop) {
            (Some(_), Some(_)) => {
                return Err("a fault either answers with a status or drops, not both");
            }
            (Some(status), None) if !(200..=599).contains(&status) => {
                return Err("status must be from 200 to 599");
            }
            (Some(status), None) => {
                fault.ending = Ending::Answer {
                    status,
                    headers: action.headers,
                    body: action.body,
                };
            }
            (None, _) if !action.headers.is_empty() || !action.body.is_empty() => {
                return Err("headers and body need a status");
            }
            (None, Some(_)) if action.after_storing => {
                return Err("say \"drop\": \"after_storing\" instead");
            }
            (None, Some(DropMoment::BeforeStoring)) => fault = fault.drop_before_storing(),
            (None, Some(DropMoment::AfterStoring)) => fault = fault.drop_after_storing(),
            (None, None) if action.delay_ms == 0 => return Err("the action has no effect"),
            (None, None) => {}
        }
        Ok(fault)
    }
}

#[cfg(test)]
mod tests;
