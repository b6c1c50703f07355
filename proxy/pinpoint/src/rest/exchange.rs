//! One request on the wire and what came back, sorted by whether Pinpoint can have acted.

use std::time::Duration;

use outside::{LostAnswer, how_it_was_lost, leads_inside};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, Response};
use serde_json::Value;

use super::{Error, Reason, Refusal};
use crate::size::holds_too_much;

/// Longest pause that is believed.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Sends the request and reads at most `longest` bytes of the answer, which must be JSON.
pub(super) async fn exchange(request: RequestBuilder, longest: usize) -> Result<Value, Error> {
    let response = request.send().await.map_err(sending_failed)?;
    let status = response.status();
    let wait = retry_after(response.headers());
    let body = whole(response, longest).await;
    if !status.is_success() {
        let body = body.unwrap_or_default();
        return Err(failure(status.as_u16(), wait, &body));
    }
    let unreadable = |what| Error::Undecodable {
        status: status.as_u16(),
        what,
    };
    let body = match body {
        Ok(body) => body,
        Err(NotWhole::TooLarge) => return Err(unreadable("it is larger than any answer")),
        Err(NotWhole::Lost(how)) => return Err(Error::Lost(how)),
    };
    if holds_too_much(&body) {
        return Err(unreadable("it holds more values than any answer"));
    }
    serde_json::from_slice(&body).map_err(|_| unreadable("it is not JSON"))
}

/// Why a body is not whole.
enum NotWhole {
    TooLarge,
    Lost(LostAnswer),
}

/// The whole body, of at most so many bytes.
async fn whole(mut response: Response, longest: usize) -> Result<Vec<u8>, NotWhole> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) <= longest => {
                body.extend_from_slice(&chunk);
            }
            Ok(Some(_)) => return Err(NotWhole::TooLarge),
            Ok(None) => return Ok(body),
            Err(error) => return Err(NotWhole::Lost(how_it_was_lost(&error))),
        }
    }
}

/// A failed `send`: connecting comes before the first byte, everything else may come after it.
fn sending_failed(error: reqwest::Error) -> Error {
    if let Some(inside) = leads_inside(&error) {
        Error::LeadsInside(inside)
    } else if error.is_connect() {
        Error::NotDelivered(error.without_url())
    } else if error.is_builder() {
        Error::Invalid("the request could not be built")
    } else {
        Error::Lost(how_it_was_lost(&error))
    }
}

/// What is not a success. A refusal counts as one only in the shape that Pinpoint documents: what stands before it, such as
/// a firewall, speaks otherwise and says nothing about the key.
fn failure(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Error {
    if status >= 500 {
        return Error::ServerFailed {
            status,
            retry_after,
        };
    }
    let code = serde_json::from_slice::<Value>(body).ok();
    let code = code
        .as_ref()
        .and_then(|body| body.pointer("/errors/0/code"));
    let code = code.and_then(Value::as_str).unwrap_or_default();
    let reason = match status {
        // Whoever says it, it is to be kept.
        429 => Some(Reason::TooManyRequests),
        _ => Reason::of(status, code),
    };
    match reason {
        Some(reason) => Error::Refused(Refusal {
            status,
            reason,
            retry_after,
        }),
        None => Error::Undocumented { status },
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = seconds.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(code: &str, status: u16) -> Vec<u8> {
        format!(r#"{{"errors":[{{"code":"{code}","status":"{status}","title":"x","detail":"ann@example.com"}}]}}"#)
            .into_bytes()
    }

    #[test]
    fn each_of_the_seven_documented_failures_has_its_place() {
        for (status, code, expected) in [
            (400, "bad_request", Some(Reason::BadRequest)),
            (401, "unauthorized", Some(Reason::Unauthorized)),
            (403, "forbidden", Some(Reason::Forbidden)),
            (404, "not_found", Some(Reason::NotFound)),
            (422, "unprocessable_entity", Some(Reason::Unprocessable)),
            (429, "too_many_requests", Some(Reason::TooManyRequests)),
            (500, "internal_server_error", None),
        ] {
            let error = failure(status, None, &shape(code, status));
            assert_eq!(error.refused(), expected, "{error}");
            assert_eq!(error.nothing_happened(), status != 500, "{error}");
            let said = format!("{error} {error:?}");
            assert!(!said.contains("ann@"), "{said}");
        }
    }

    #[test]
    fn a_refusal_of_whoever_stands_before_pinpoint_says_nothing_about_the_key() {
        for (status, body) in [
            (401, b"<html>".to_vec()),
            (403, Vec::new()),
            (401, shape("forbidden", 401)),
            (302, Vec::new()),
            (418, shape("teapot", 418)),
        ] {
            let error = failure(status, None, &body);
            assert!(matches!(error, Error::Undocumented { .. }), "{error}");
            assert!(!error.nothing_happened());
        }
    }
}
