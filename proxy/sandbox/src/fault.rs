//! A fault to play for matching requests: what to wait, what to answer instead, or when to drop the
//! connection. Only the description and its matching; `http::front_door` plays it.

mod words;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use crate::company::settings::ErrorHeader;

mod document;

/// A fault for requests with a given method and path.
///
/// The path is compared with the request's path after the version segment, without query or
/// trailing slash: `/employees` means `…/v1/employees` in both URL forms and nothing below it. A
/// segment `*` stands for any one segment: `/employees/*` is every single employee (and the
/// directory). The method `*` stands for any method.
///
/// A new fault changes nothing until an effect is chosen, and is played once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "document::FaultDocument")]
pub struct Fault {
    method: String,
    path: String,
    delay: Duration,
    is_carried_out_first: bool,
    ending: Ending,
    shape: Shape,
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

/// What is done to the answer, whichever it is, on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shape {
    pub(crate) as_xml: bool,
    pub(crate) is_emptied: bool,
    pub(crate) content_type: Option<String>,
    pub(crate) error_header: Option<ErrorHeader>,
    pub(crate) delivery: Delivery,
}

/// How the bytes of the body are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Delivery {
    #[default]
    Whole,
    /// Half of what `Content-Length` promises, then the connection is closed.
    Truncated,
    /// Byte by byte, with a pause before each.
    Slow(Duration),
    /// Followed by this many bytes of nothing.
    Endless(u64),
}

/// The most that an endless body goes on for.
const MOST_ENDLESS_BYTES: u64 = 1 << 30;

impl Fault {
    /// A fault without effect for this method and path.
    pub fn on(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.trim_end_matches('/').to_owned(),
            delay: Duration::ZERO,
            is_carried_out_first: false,
            ending: Ending::Usual,
            shape: Shape::default(),
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

    /// Answers with an error page in HTML, as a proxy in between does, without carrying the request out.
    #[must_use]
    pub fn html_page(self, status: u16) -> Self {
        self.answer(status).body(ERROR_PAGE)
    }

    /// Answers with a redirect, without carrying the request out.
    #[must_use]
    pub fn redirect(self, url: &str) -> Self {
        self.answer(302).header("Location", url)
    }

    /// Promises the whole answer with `Content-Length`, sends half of it and closes the connection.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        self.shape.delivery = Delivery::Truncated;
        self
    }

    /// Sends the answer byte by byte, with this pause before each.
    #[must_use]
    pub fn slow(mut self, pause: Duration) -> Self {
        self.shape.delivery = Delivery::Slow(pause);
        self
    }

    /// Lets the answer go on with this many more bytes, at most a gibibyte, and no `Content-Length`.
    #[must_use]
    pub fn endless(mut self, bytes: u64) -> Self {
        self.shape.delivery = Delivery::Endless(bytes.min(MOST_ENDLESS_BYTES));
        self
    }

    /// Sends the answer under another content type, such as JSON as `text/html`.
    #[must_use]
    pub fn content_type(mut self, content_type: &str) -> Self {
        self.shape.content_type = Some(content_type.to_owned());
        self
    }

    /// Answers XML, whatever was asked for.
    #[must_use]
    pub fn as_xml(mut self) -> Self {
        self.shape.as_xml = true;
        self
    }

    /// Sends the answer's status and headers without its body.
    #[must_use]
    pub fn empty_body(mut self) -> Self {
        self.shape.is_emptied = true;
        self
    }

    /// Sends an error's text under the misspelt header name only.
    #[must_use]
    pub fn misspelt_header_only(mut self) -> Self {
        self.shape.error_header = Some(ErrorHeader::Misspelt);
        self
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

    pub(crate) fn method(&self) -> &str {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn uses_left(&self) -> u32 {
        self.uses_left
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

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }
}

const ERROR_PAGE: &str = "<!DOCTYPE html>\n<html>\n<head><title>Something went wrong</title></head>\n\
    <body>\n<h1>Something went wrong</h1>\n<p>Please try again later.</p>\n</body>\n</html>\n";

#[cfg(test)]
mod tests;
