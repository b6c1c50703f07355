//! One line of the log: what was asked, how it ended, and the details that open in place.

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;

use super::super::parts;
use crate::http::markup::escape;
use crate::request_log::RecordedRequest;

/// One request; its details open in place.
pub(super) fn row(request: &RecordedRequest) -> String {
    let sequence = request.sequence;
    let fault = match &request.fault {
        Some(fault) => format!(
            "<p class=\"log__note log__fault\">{} {}</p>",
            parts::badge("warning", "Fault"),
            escape(fault)
        ),
        None => String::new(),
    };
    let message = match &request.message {
        Some(message) => format!("<p class=\"log__note\">{}</p>", escape(message)),
        None => String::new(),
    };
    format!(
        "<tr role=\"row\" data-key=\"{sequence}-{at}\"><td role=\"cell\" class=\"log__number\">{sequence}</td>\
         <td role=\"cell\" class=\"log__time\"><time datetime=\"{at}\">{time}</time></td>\
         <td role=\"cell\" class=\"log__method\">{method}</td>\
         <td role=\"cell\" class=\"log__path\"><details><summary><code>{path}</code></summary>{details}</details>{message}{fault}</td>\
         <td role=\"cell\" class=\"log__key\">{key}</td><td role=\"cell\" class=\"log__status\">{status}</td>\
         <td role=\"cell\" class=\"log__duration\">{duration}</td></tr>",
        at = request.at,
        time = request.at.strftime("%H:%M:%S%.3f"),
        method = escape(&request.method),
        path = readable_path(&request.path),
        details = details(request),
        key = key_in_words(request),
        status = status(request),
        duration = duration(request),
    )
}

fn key_in_words(request: &RecordedRequest) -> String {
    match &request.key {
        Some(key) => escape(key),
        None => "<span class=\"muted\">No valid key</span>".to_owned(),
    }
}

fn status(request: &RecordedRequest) -> String {
    let Some(status) = request.status else {
        return match request.milliseconds {
            Some(_) => parts::badge("bad", "No answer"),
            None => parts::badge("busy", "Working…"),
        };
    };
    let kind = match status {
        200..300 => "good",
        500.. => "bad",
        400..500 => "warning",
        _ => "plain",
    };
    let known = StatusCode::from_u16(status).ok();
    let reason = known.and_then(|status| status.canonical_reason());
    parts::badge(
        kind,
        format!("{status} {}", reason.unwrap_or_default()).trim(),
    )
}

fn duration(request: &RecordedRequest) -> String {
    match request.milliseconds {
        Some(0) => "under 1 ms".to_owned(),
        Some(milliseconds) => format!("{milliseconds} ms"),
        None => String::new(),
    }
}

/// The path as a person would write it; the query, which is often long, is told apart.
fn readable_path(path: &str) -> String {
    match path.split_once('?') {
        None => escape(&decoded(path)),
        Some((path, query)) => format!(
            "{}<span class=\"muted\">?{}</span>",
            escape(&decoded(path)),
            escape(&decoded(query))
        ),
    }
}

/// The path taken apart: what was asked, one part of the query a line.
fn details(request: &RecordedRequest) -> String {
    let query = request.path.split_once('?').map_or("", |(_, query)| query);
    let mut facts = vec![
        ("As sent".to_owned(), request.path.clone()),
        (
            "Arrived".to_owned(),
            request
                .at
                .strftime("%-d %B %Y, %H:%M:%S%.3f UTC")
                .to_string(),
        ),
    ];
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        facts.push((decoded(name), decoded(text)));
    }
    let facts: String = facts
        .iter()
        .map(|(label, text)| {
            format!(
                "<div><dt>{}</dt><dd>{}</dd></div>",
                escape(label),
                escape(text)
            )
        })
        .collect();
    format!("<dl class=\"facts\">{facts}</dl>")
}

/// As a person would write it.
pub(super) fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn request(status: Option<u16>, milliseconds: Option<u64>) -> RecordedRequest {
        RecordedRequest {
            sequence: 7,
            at: Timestamp::UNIX_EPOCH,
            method: "GET".to_owned(),
            path: "/api/v1/employees?filter%5BlastName%5D=O%27+Lee&fields=id".to_owned(),
            status,
            milliseconds,
            message: None,
            key: None,
            fault: None,
        }
    }

    #[test]
    fn every_outcome_is_a_word_and_a_colour() {
        for (status_answered, milliseconds, expected) in [
            (Some(201), Some(3), "badge--good\">201 Created<"),
            (Some(409), Some(3), "badge--warning\">409 Conflict<"),
            (Some(503), Some(3), "badge--bad\">503 Service Unavailable<"),
            (Some(599), Some(3), "badge--bad\">599<"),
            (None, Some(3), "badge--bad\">No answer<"),
            (None, None, "badge--busy\">Working…<"),
        ] {
            let html = status(&request(status_answered, milliseconds));
            assert!(html.contains(expected), "{html}");
        }
    }

    #[test]
    fn details_show_the_query_as_a_person_would_write_it() {
        let html = details(&request(None, None));
        assert!(
            html.contains("<dt>filter[lastName]</dt><dd>O&#39; Lee</dd>"),
            "{html}"
        );
    }
}
