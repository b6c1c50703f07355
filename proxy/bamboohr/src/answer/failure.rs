//! What an answer other than 2xx means: where its text hides, both forms of `Retry-After`, both meanings of
//! 429.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::error::{Error, Refusal, RefusalReason, ServerFailure};

/// No wait that BambooHR asks for is believed beyond this.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// The wait when BambooHR names one that cannot be read.
const USUAL_WAIT: Duration = Duration::from_secs(60);
/// A body with words for a person is far smaller; a larger one is not looked into.
const LARGEST_BODY: usize = 64 * 1024;
/// Most parts of a message: each is compared with all before it.
const MOST_PARTS: usize = 32;
/// Header names by age: today's, the historical misspelling, the specification's.
const MESSAGE_HEADERS: [&str; 3] = [
    "x-bamboohr-error-message",
    "x-bamboohr-error-messsage",
    "x-bamboohr-message",
];
const REQUEST_ID_HEADERS: [&str; 3] = ["x-request-id", "x-bamboohr-request-id", "request-id"];

/// What was asked, as far as it matters for reading the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// To add an employee: only this can reach the account's limit of employees.
    ToAddAnEmployee,
    /// Anything else.
    Otherwise,
}

/// The error that an answer other than 2xx stands for.
pub(crate) fn failure(asked: Asked, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let code = status.as_u16();
    let request_id = request_id(headers);
    // That there is one tells a rate limit from the account's limit, whatever stands in it.
    let retry_after = headers.get(RETRY_AFTER).map(|value| {
        let text = value.to_str().unwrap_or_default().trim();
        retry_after(text, sent_at(headers)).unwrap_or(USUAL_WAIT)
    });
    let message = message(headers).or_else(|| message_in_body(body));
    if status.is_server_error() {
        return Error::ServerFailed(ServerFailure {
            status: code,
            message,
            retry_after,
            request_id,
        });
    }
    let says = |words: &str| {
        let message = message.as_deref();
        message.is_some_and(|text| text.to_ascii_lowercase().contains(words))
    };
    let reason = match code {
        403 | 429 if says("too many failures") => RefusalReason::LockedOut,
        400 => RefusalReason::Malformed,
        401 => RefusalReason::KeyRejected,
        403 => RefusalReason::NotPermitted,
        404 => RefusalReason::NotFound,
        409 if says("duplicate email") => RefusalReason::DuplicateEmail,
        409 => RefusalReason::InvalidValue,
        // Not documented for a create, which is made first and filled then: it may have happened.
        402 | 406 | 412 | 422 if asked == Asked::ToAddAnEmployee => {
            return Error::Undocumented {
                status: code,
                request_id,
            };
        }
        406 | 412 | 422 => RefusalReason::InvalidValue,
        429 if retry_after.is_none() && asked == Asked::ToAddAnEmployee => {
            RefusalReason::AccountLimit
        }
        429 => RefusalReason::RateLimited,
        402 | 405 | 413 | 415 => RefusalReason::NotAccepted,
        _ => {
            return Error::Undocumented {
                status: code,
                request_id,
            };
        }
    };
    Error::Refused(Refusal {
        status: code,
        reason,
        message,
        retry_after,
        request_id,
    })
}

/// BambooHR's id of the request; its support asks for it.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let found = REQUEST_ID_HEADERS.iter();
    found
        .filter_map(|name| header(headers, name))
        .map(|id| shortened(id, 64))
        .next()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)?
        .to_str()
        .ok()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// BambooHR sends the message header twice, and some intermediaries join the two with a comma.
fn message(headers: &HeaderMap) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for name in MESSAGE_HEADERS {
        for value in headers.get_all(name) {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            for part in text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
            {
                if parts.len() < MOST_PARTS
                    && !parts.iter().any(|known| known.eq_ignore_ascii_case(part))
                {
                    parts.push(part.to_owned());
                }
            }
        }
    }
    (!parts.is_empty()).then(|| shortened(&parts.join(", "), 300))
}

/// Newer endpoints answer JSON: `{"error":{"message"}}`, a problem document, or `{"errors":[…]}`; the token
/// endpoint `{"error","error_description"}`.
fn message_in_body(body: &[u8]) -> Option<String> {
    if body.len() > LARGEST_BODY {
        return None;
    }
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = body
        .pointer("/error/message")
        .or_else(|| body.get("error_description"))
        .or_else(|| body.get("detail"))
        .or_else(|| body.get("title"));
    let text = text
        .or_else(|| body.pointer("/errors/0/message"))
        .or_else(|| body.pointer("/errors/0"));
    text.and_then(Value::as_str)
        .map(|text| shortened(text, 300))
}

fn shortened(text: &str, longest: usize) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(longest)
        .collect()
}

/// When the answer was sent, by BambooHR's own clock if it says so: a date to wait for is by that clock, too.
fn sent_at(headers: &HeaderMap) -> Timestamp {
    let date = header(headers, "date").and_then(http_date);
    date.unwrap_or_else(Timestamp::now)
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

/// Seconds or an HTTP date, capped.
fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST_WAIT));
    }
    let until = http_date(text)?;
    let wait = Duration::try_from(until.duration_since(now)).unwrap_or_default();
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(*name, value.parse().unwrap());
        }
        map
    }

    fn refusal(status: u16, pairs: &[(&'static str, &'static str)], body: &str) -> Refusal {
        match failure(
            Asked::ToAddAnEmployee,
            StatusCode::from_u16(status).unwrap(),
            &headers(pairs),
            body.as_bytes(),
        ) {
            Error::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_message_is_found_in_every_place_and_said_once() {
        type Headers = &'static [(&'static str, &'static str)];
        let cases: [(Headers, &str, &str); 8] = [
            (
                &[(
                    "X-BambooHR-Error-Message",
                    "Duplicate email, Duplicate email",
                )],
                "",
                "Duplicate email",
            ),
            (
                &[
                    ("X-BambooHR-Error-Message", "No"),
                    ("X-BambooHR-Error-Message", "no"),
                ],
                "",
                "No",
            ),
            (
                &[("X-BambooHR-Error-Messsage", "Employee not found")],
                "",
                "Employee not found",
            ),
            (&[("X-BambooHR-Message", "No access")], "", "No access"),
            (
                &[],
                r#"{"error":{"code":"BadRequest","message":"Bad page"}}"#,
                "Bad page",
            ),
            (
                &[],
                r#"{"type":"about:blank","title":"Invalid","detail":"No such filter"}"#,
                "No such filter",
            ),
            (&[], r#"{"errors":["First"]}"#, "First"),
            (
                &[],
                r#"{"error":"invalid_grant","error_description":"The grant was withdrawn"}"#,
                "The grant was withdrawn",
            ),
        ];
        for (pairs, body, said) in cases {
            let found = refusal(409, pairs, body).message;
            assert_eq!(found.as_deref(), Some(said), "{pairs:?} {body}");
        }
        assert_eq!(refusal(409, &[], "<html>").message, None);
    }

    #[test]
    fn the_request_id_is_found_under_each_of_its_names() {
        for name in ["X-Request-Id", "X-BambooHR-Request-Id", "Request-Id"] {
            let id = "141031237511168628111294434063995243447";
            let found = refusal(400, &[(name, id)], "").request_id;
            assert_eq!(found.as_deref(), Some(id), "{name}");
        }
        assert_eq!(refusal(400, &[], "").request_id, None);
    }

    #[test]
    fn both_meanings_of_429_are_told_apart() {
        assert_eq!(
            refusal(429, &[("Retry-After", "2")], "").reason,
            RefusalReason::RateLimited
        );
        assert_eq!(refusal(429, &[], "").reason, RefusalReason::AccountLimit);
        let reading = failure(
            Asked::Otherwise,
            StatusCode::TOO_MANY_REQUESTS,
            &HeaderMap::new(),
            b"",
        );
        assert_eq!(
            reading.refusal().map(|refusal| refusal.reason),
            Some(RefusalReason::RateLimited),
            "only a create can meet the account's limit"
        );
        let unreadable = refusal(429, &[("Retry-After", "2, 2")], "");
        assert_eq!(unreadable.reason, RefusalReason::RateLimited);
        assert_eq!(unreadable.retry_after, Some(USUAL_WAIT));
    }

    #[test]
    fn a_date_to_wait_for_is_measured_by_the_clock_that_named_it() {
        let busy = refusal(
            429,
            &[
                ("Date", "Sun, 06 Nov 1994 08:49:00 GMT"),
                ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ],
            "",
        );
        assert_eq!(busy.retry_after, Some(Duration::from_secs(37)));
    }

    #[test]
    fn a_lock_out_is_neither_a_missing_right_nor_a_full_account() {
        for status in [403, 429] {
            let headers = [("X-BambooHR-Error-Message", "Too many failures")];
            let reason = refusal(status, &headers, "").reason;
            assert_eq!(reason, RefusalReason::LockedOut, "{status}");
        }
    }

    #[test]
    fn what_is_not_documented_for_a_create_may_have_happened() {
        for status in [402, 406, 412, 422] {
            let status = StatusCode::from_u16(status).unwrap();
            let of = |asked| failure(asked, status, &HeaderMap::new(), b"");
            assert!(!of(Asked::ToAddAnEmployee).nothing_happened());
            assert!(of(Asked::Otherwise).nothing_happened());
        }
    }

    #[test]
    fn a_wait_is_read_as_seconds_or_as_a_date_and_capped() {
        let now = Timestamp::from_second(784_111_770).unwrap();
        let cases = [
            ("7", Some(7)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
            ("99999999", Some(3600)),
            ("soon", None),
        ];
        for (text, seconds) in cases {
            assert_eq!(
                retry_after(text, now),
                seconds.map(Duration::from_secs),
                "{text}"
            );
        }
    }

    #[test]
    fn every_status_has_its_place_in_the_taxonomy() {
        for status in [
            400, 401, 402, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429,
        ] {
            assert!(
                failure(
                    Asked::Otherwise,
                    StatusCode::from_u16(status).unwrap(),
                    &HeaderMap::new(),
                    b""
                )
                .nothing_happened(),
                "{status}"
            );
        }
        for status in [301, 302, 307, 408, 418, 500, 502, 503, 504, 598] {
            assert!(
                !failure(
                    Asked::Otherwise,
                    StatusCode::from_u16(status).unwrap(),
                    &HeaderMap::new(),
                    b""
                )
                .nothing_happened(),
                "{status}"
            );
        }
    }
}
