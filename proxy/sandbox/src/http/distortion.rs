//! Faults that change an answer on its way out: another form, another content type, no body, or bytes
//! that come slowly, too few or too many. What was stored is not affected.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use serde_json::Value;

use super::paced_body::PacedBody;
use super::{answer, markup};
use crate::company::settings::ErrorHeader;
use crate::fault::{Delivery, Shape};

/// Long enough for what was written to leave before the connection is closed.
const BEFORE_CLOSING: Duration = Duration::from_millis(20);

/// The answer in this shape.
pub(super) async fn reshape(response: Response, shape: &Shape) -> Response {
    let (mut parts, body) = response.into_parts();
    // Bodies of the sandbox are in memory already.
    let mut body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if shape.as_xml
        && let Ok(value) = serde_json::from_slice::<Value>(&body)
    {
        body = Bytes::from(answer::xml_text(&markup::document(&value)));
        set(&mut parts.headers, CONTENT_TYPE, answer::XML);
    }
    if shape.is_emptied {
        body = Bytes::new();
        set(&mut parts.headers, CONTENT_TYPE, answer::HTML);
    }
    if let Some(content_type) = &shape.content_type {
        set(&mut parts.headers, CONTENT_TYPE, content_type);
    }
    if let Some(spelling) = shape.error_header {
        spell_error_header(&mut parts.headers, spelling);
    }
    parts.headers.remove(CONTENT_LENGTH);
    let body = match shape.delivery {
        Delivery::Whole => Body::from(body),
        Delivery::Truncated => {
            let promised = body.len().max(64);
            set(&mut parts.headers, CONTENT_LENGTH, &promised.to_string());
            let half = body.slice(..body.len() / 2);
            Body::new(PacedBody::new([half], BEFORE_CLOSING))
        }
        Delivery::Slow(pause) => {
            set(&mut parts.headers, CONTENT_LENGTH, &body.len().to_string());
            Body::new(PacedBody::new([body], pause).byte_by_byte())
        }
        Delivery::Endless(bytes) => {
            Body::new(PacedBody::new([body], Duration::ZERO).followed_by(bytes))
        }
    };
    Response::from_parts(parts, body)
}

/// Sends an error's text under these names only.
pub(super) fn spell_error_header(headers: &mut HeaderMap, spelling: ErrorHeader) {
    let right: Vec<HeaderValue> = values(headers, &answer::ERROR_MESSAGE);
    let misspelt = values(headers, &answer::ERROR_MESSAGE_MISSPELT);
    let texts = if right.is_empty() { misspelt } else { right };
    headers.remove(answer::ERROR_MESSAGE);
    headers.remove(answer::ERROR_MESSAGE_MISSPELT);
    for text in texts {
        if spelling != ErrorHeader::Misspelt {
            headers.append(answer::ERROR_MESSAGE, text.clone());
        }
        if spelling != ErrorHeader::Correct {
            headers.append(answer::ERROR_MESSAGE_MISSPELT, text);
        }
    }
}

fn values(headers: &HeaderMap, name: &HeaderName) -> Vec<HeaderValue> {
    headers.get_all(name).iter().cloned().collect()
}

/// Leaves the header as it is when the text cannot be one.
fn set(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
