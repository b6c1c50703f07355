//! Answers in BambooHR's manner: JSON or XML bodies, errors in header lines with an empty body, and
//! the headers that every answer carries.

use axum::body::Body;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER, SERVER, VARY,
    WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::company::{COMPANY, ListRefusal, Moment, Problem, Refusal};

/// Marks a response that must never be sent: the connection is to be closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DropConnection;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
pub(super) const ERROR_MESSAGE: HeaderName = HeaderName::from_static("x-bamboohr-error-message");
/// The historical misspelling, which some clients still read.
pub(super) const ERROR_MESSAGE_MISSPELT: HeaderName =
    HeaderName::from_static("x-bamboohr-error-messsage");

const JSON: &str = "application/json";
pub(super) const HTML: &str = "text/html; charset=UTF-8";
pub(super) const XML: &str = "text/xml; charset=UTF-8";

/// Letters of an error's text.
const LONGEST_MESSAGE: usize = 400;

/// JSON with 200.
pub(super) fn json_answer(value: &Value) -> Response {
    with_body(StatusCode::OK, JSON, value.to_string())
}

/// JSON with any status.
pub(super) fn json_with_status(status: StatusCode, value: &Value) -> Response {
    with_body(status, JSON, value.to_string())
}

/// JSON with 200, whose content type names the character set (`meta/lists` does).
pub(super) fn json_answer_with_charset(value: &Value) -> Response {
    with_body(
        StatusCode::OK,
        "application/json; charset=UTF-8",
        value.to_string(),
    )
}

/// The answer to a write that succeeded: JSON, or empty where the company answers without a body.
pub(super) fn written(status: StatusCode, echo: Option<&Value>) -> Response {
    match echo {
        Some(value) => with_body(status, JSON, value.to_string()),
        None => html_answer(status, String::new()),
    }
}

/// As [`written`], with 201 and a `Location`.
pub(super) fn created(location: &str, echo: Option<&Value>) -> Response {
    let mut response = written(StatusCode::CREATED, echo);
    insert(response.headers_mut(), LOCATION, location);
    response
}

/// 201 and nothing else, but where the new thing is if it has an address.
pub(super) fn created_without_body(location: Option<&str>) -> Response {
    let mut response = html_answer(StatusCode::CREATED, String::new());
    if let Some(location) = location {
        insert(response.headers_mut(), LOCATION, location);
    }
    response
}

/// A sentence for the person who asks the sandbox itself for something that makes no sense.
pub(super) fn sentence(status: StatusCode, text: &str) -> Response {
    with_body(status, "text/plain; charset=UTF-8", format!("{text}\n"))
}

/// An XML document with 200.
pub(super) fn xml_answer(document: &str) -> Response {
    with_body(StatusCode::OK, XML, xml_text(document))
}

/// A document with its declaration.
pub(super) fn xml_text(document: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n{document}\n")
}

/// An HTML answer of a fault, or an error: BambooHR's content type for everything that is no data.
pub(super) fn html_answer(status: StatusCode, body: String) -> Response {
    with_body(status, HTML, body)
}

/// The text of the error header, if there is one, however it is spelt.
pub(super) fn error_message(response: &Response) -> Option<String> {
    let headers = response.headers();
    let message = headers
        .get(ERROR_MESSAGE)
        .or_else(|| headers.get(ERROR_MESSAGE_MISSPELT))?;
    Some(String::from_utf8_lossy(message.as_bytes()).into_owned())
}

/// Whether the caller asked for JSON. Without it several endpoints answer XML.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .any(|value| value.to_str().is_ok_and(|text| text.contains(JSON)))
}

impl IntoResponse for Refusal {
    /// An empty body; the text is in both spellings of the error header. Which of them is sent in the
    /// end is a setting, and not known here.
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = html_answer(status, String::new());
        let headers = response.headers_mut();
        if let Ok(message) = HeaderValue::from_str(&in_a_header(&self.message())) {
            for _ in 0..self.repetitions() {
                headers.append(ERROR_MESSAGE, message.clone());
                headers.append(ERROR_MESSAGE_MISSPELT, message.clone());
            }
        }
        if let Self::RateLimited { retry_after, .. } = &self {
            insert(headers, RETRY_AFTER, retry_after);
        }
        if self == Self::KeyNotValid {
            let realm = format!("Basic realm=\"https://api.bamboohr.com/{COMPANY}\"");
            insert(headers, WWW_AUTHENTICATE, &realm);
        }
        response
    }
}

/// A header is one line of ASCII, and not a long one.
fn in_a_header(text: &str) -> String {
    let printable = |letter: char| {
        if (' '..='~').contains(&letter) {
            letter
        } else {
            '?'
        }
    };
    text.chars().map(printable).take(LONGEST_MESSAGE).collect()
}

impl IntoResponse for ListRefusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = json!({"error": {"code": self.code, "message": self.message}});
        with_body(status, JSON, body.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = json!({
            "type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail,
        });
        with_body(status, "application/problem+json", body.to_string())
    }
}

/// Adds the headers every answer carries; a header that is already there wins.
/// The date is the sandbox's, which a `Retry-After` with a date counts from.
pub(super) fn add_usual_headers(response: &mut Response, request_id: &str, moment: Moment) {
    let date = moment.now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-cache, private"),
        (SERVER, "nginx"),
        (DATE, date.as_str()),
        (VARY, "Authorization,User-Agent"),
        (REQUEST_ID, request_id),
    ] {
        if !headers.contains_key(&name) {
            insert(headers, name, value);
        }
    }
}

fn with_body(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Leaves the header out when the text cannot be one.
fn insert(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
