//! Answers in BambooHR's manner: JSON or XML bodies, errors in header lines with an empty body, and
//! the headers that every answer carries.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use axum::body::Body;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_TYPE, LOCATION, SERVER, VARY, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::company::{COMPANY, ListRefusal, Problem, Refusal};

/// Marks a response that must never be sent: the connection is to be closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DropConnection;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ERROR_MESSAGE: HeaderName = HeaderName::from_static("x-bamboohr-error-message");
/// The historical misspelling, which some clients still read.
const ERROR_MESSAGE_MISSPELT: HeaderName = HeaderName::from_static("x-bamboohr-error-messsage");

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=UTF-8";
const XML: &str = "text/xml; charset=UTF-8";

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

/// JSON with 201 and a `Location`.
pub(super) fn created(location: &str, value: &Value) -> Response {
    let mut response = with_body(StatusCode::CREATED, JSON, value.to_string());
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

/// An XML document with 200.
pub(super) fn xml_answer(document: &str) -> Response {
    with_body(
        StatusCode::OK,
        XML,
        format!("<?xml version=\"1.0\"?>\n{document}\n"),
    )
}

/// An HTML answer of a fault, or an error: BambooHR's content type for everything that is no data.
pub(super) fn html_answer(status: StatusCode, body: String) -> Response {
    with_body(status, HTML, body)
}

/// The text of the error header, if there is one.
pub(super) fn error_message(response: &Response) -> Option<String> {
    let message = response.headers().get(ERROR_MESSAGE)?;
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
    /// An empty body; the text is in both spellings of the error header.
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = html_answer(status, String::new());
        let headers = response.headers_mut();
        if let Ok(message) = HeaderValue::from_str(&self.message()) {
            for _ in 0..self.repetitions() {
                headers.append(ERROR_MESSAGE, message.clone());
                headers.append(ERROR_MESSAGE_MISSPELT, message.clone());
            }
        }
        if self == Self::KeyNotValid {
            let realm = format!("Basic realm=\"https://api.bamboohr.com/{COMPANY}\"");
            insert(headers, WWW_AUTHENTICATE, &realm);
        }
        response
    }
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
pub(super) fn add_usual_headers(response: &mut Response) {
    let headers = response.headers_mut();
    let request_id = new_request_id();
    for (name, value) in [
        (CACHE_CONTROL, "no-cache, private"),
        (SERVER, "nginx"),
        (VARY, "Authorization,User-Agent"),
        (REQUEST_ID, request_id.as_str()),
    ] {
        if !headers.contains_key(&name) {
            insert(headers, name, value);
        }
    }
}

/// 39 decimal digits, different every time.
fn new_request_id() -> String {
    const SMALLEST: u128 = 100_000_000_000_000_000_000_000_000_000_000_000_000;
    let half = || u128::from(RandomState::new().build_hasher().finish());
    (SMALLEST + ((half() << 64) | half()) % (2 * SMALLEST)).to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_have_39_digits_and_differ() {
        let ids = [new_request_id(), new_request_id(), new_request_id()];
        for id in &ids {
            assert_eq!(id.len(), 39);
            assert!(id.bytes().all(|byte| byte.is_ascii_digit()));
        }
        assert_ne!(ids[0], ids[1]);
        assert_ne!(ids[1], ids[2]);
    }
}
