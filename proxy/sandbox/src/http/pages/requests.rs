//! `/requests`: the log of API requests, newest first. It shows what the log holds, which is no bodies and
//! no keys.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::super::markup::escape;
use super::frame::Page;
use super::{link, parts};
use crate::request_log::{MOST_REQUESTS, RecordedRequest};
use crate::state::SandboxState;

pub(super) const PATH: &str = "/requests";

const REQUESTS_PER_PAGE: usize = 50;

const METHODS: [(&str, &str); 6] = [
    ("", "Any method"),
    ("GET", "GET"),
    ("POST", "POST"),
    ("PUT", "PUT"),
    ("PATCH", "PATCH"),
    ("DELETE", "DELETE"),
];

const OUTCOMES: [(&str, &str); 6] = [
    ("", "Any outcome"),
    ("done", "Done (2xx)"),
    ("refused", "Refused (4xx)"),
    ("failed", "Failed (5xx)"),
    ("none", "No answer"),
    ("fault", "Met a fault"),
];

/// The query. `since` is the arrival of the newest request when the view was cleared: what is not later
/// is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    method: String,
    outcome: String,
    since: String,
    page: String,
}

pub(super) async fn show(
    State(state): State<SandboxState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let shown = Shown::of(&asked, &state);
    let page = Page {
        status: StatusCode::OK,
        title: "Requests",
        path: PATH,
        main: content(&asked, &shown),
    };
    page.answer(&headers)
}

/// One page of the requests asked for.
struct Shown {
    requests: Vec<RecordedRequest>,
    page: usize,
    pages: usize,
    found: usize,
    all: usize,
    newest: Option<Timestamp>,
}

impl Shown {
    fn of(asked: &Asked, state: &SandboxState) -> Self {
        let log = state.request_log();
        let since: Option<Timestamp> = asked.since.parse().ok();
        let found: Vec<&RecordedRequest> = log
            .iter()
            .rev()
            .filter(|request| is_wanted(request, asked, since))
            .collect();
        let pages = found.len().div_ceil(REQUESTS_PER_PAGE).max(1);
        let page = asked.page.parse().unwrap_or(1).clamp(1, pages);
        let requests = found.chunks(REQUESTS_PER_PAGE).nth(page - 1);
        Self {
            requests: requests
                .unwrap_or_default()
                .iter()
                .copied()
                .cloned()
                .collect(),
            page,
            pages,
            found: found.len(),
            all: log.iter().count(),
            newest: log.iter().next_back().map(|request| request.at),
        }
    }
}

fn is_wanted(request: &RecordedRequest, asked: &Asked, since: Option<Timestamp>) -> bool {
    let hundreds = request.status.map(|status| status / 100);
    let has_outcome = match asked.outcome.as_str() {
        "done" => hundreds == Some(2),
        "refused" => hundreds == Some(4),
        "failed" => hundreds == Some(5),
        "none" => hundreds.is_none(),
        "fault" => request.fault.is_some(),
        _ => true,
    };
    let words = asked.q.trim();
    has_outcome
        && since.is_none_or(|since| request.at > since)
        && (asked.method.is_empty() || request.method.eq_ignore_ascii_case(&asked.method))
        && (request.path.contains(words) || decoded(&request.path).contains(words))
}

fn content(asked: &Asked, shown: &Shown) -> String {
    let filters = [
        ("q", asked.q.as_str()),
        ("method", asked.method.as_str()),
        ("outcome", asked.outcome.as_str()),
    ];
    let query = [&filters[..], &[("since", asked.since.as_str())]].concat();
    let requests = if shown.requests.is_empty() {
        nothing(asked, shown)
    } else {
        let rows: String = shown.requests.iter().map(row).collect();
        let heads = [
            "No.",
            "Time (UTC)",
            "Method",
            "Path",
            "Key",
            "Status",
            "Duration",
        ];
        parts::stacking("log", "Requests, newest first", &heads, &rows)
    };
    format!(
        "<div class=\"page-head\"><h1 class=\"page-title\" id=\"requests-title\">Requests</h1>\
         <p id=\"request-count\" class=\"muted\" data-live data-count>{count}</p>{live}</div>\
         <form class=\"toolbar toolbar--log\" role=\"search\" method=\"get\" action=\"{PATH}\" data-filter>\
         {search}\
         <div class=\"field\"><label for=\"method\">Method</label>\
         <select class=\"input input--select\" id=\"method\" name=\"method\">{methods}</select></div>\
         <div class=\"field\"><label for=\"outcome\">Outcome</label>\
         <select class=\"input input--select\" id=\"outcome\" name=\"outcome\">{outcomes}</select></div>\
         <button class=\"button\" type=\"submit\">Filter</button>\
         <div class=\"actions\"><button class=\"button\" type=\"button\" id=\"pause\" aria-pressed=\"false\" hidden>Pause</button>\
         <span id=\"clear-view\" data-live>{clear}</span></div></form>\
         <section id=\"requests\" class=\"framed\" aria-label=\"List of requests\" data-live>{requests}</section>\
         <div id=\"request-pages\" data-live>{paging}</div>\
         <p class=\"muted note\">Open a path for details. Bodies and keys are never recorded. The newest {most} requests are \
         kept, until a reset or the end of the sandbox. <a href=\"/_sandbox/requests\">The same as JSON</a></p>",
        count = count_in_words(asked, shown),
        live = parts::live_state(),
        search = parts::search_field("Path contains", &asked.q),
        methods = parts::choices(&METHODS, &asked.method),
        outcomes = parts::choices(&OUTCOMES, &asked.outcome),
        clear = clear_view(&filters, shown),
        paging = parts::paging(PATH, &query, shown.page, shown.pages),
        most = with_thousands(MOST_REQUESTS),
    )
}

fn count_in_words(asked: &Asked, shown: &Shown) -> String {
    let Shown { found, all, .. } = shown;
    if found < all {
        let cleared = if asked.since.is_empty() {
            ""
        } else {
            "; the view was cleared"
        };
        return format!("{found} of {all} shown{cleared}");
    }
    match all {
        1 => "1 request".to_owned(),
        all => format!("{} requests", with_thousands(*all)),
    }
}

/// `10,000`.
fn with_thousands(number: usize) -> String {
    match number {
        ..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}

/// Leads to this page without what is shown now.
fn clear_view(filters: &[(&str, &str)], shown: &Shown) -> String {
    let newest = shown.newest.map(|at| at.to_string()).unwrap_or_default();
    let query = [filters, &[("since", newest.as_str())]].concat();
    let url = link::to(PATH, &query);
    format!("<a class=\"button\" href=\"{url}\">Clear view</a>")
}

fn nothing(asked: &Asked, shown: &Shown) -> String {
    let everything = "<a href=\"/requests\">Show all requests</a>";
    if shown.all == 0 {
        return parts::empty_state(
            "No requests yet",
            "Requests to <code>/api/v1</code> and <code>/api/gateway.php/acme/v1</code> appear here.",
        );
    }
    let is_filtered = !(asked.q.is_empty() && asked.method.is_empty() && asked.outcome.is_empty());
    if is_filtered {
        return parts::empty_state("No request is like this", everything);
    }
    parts::empty_state("Nothing since the view was cleared", everything)
}

fn row(request: &RecordedRequest) -> String {
    let sequence = request.sequence;
    let fault = match &request.fault {
        Some(fault) => format!(
            "<p class=\"log__fault\">{} {}</p>",
            parts::badge("warning", "Fault"),
            escape(fault)
        ),
        None => String::new(),
    };
    format!(
        "<tr role=\"row\" data-key=\"{sequence}-{at}\"><td role=\"cell\" class=\"log__number\">{sequence}</td>\
         <td role=\"cell\" class=\"log__time\"><time datetime=\"{at}\">{time}</time></td>\
         <td role=\"cell\" class=\"log__method\">{method}</td>\
         <td role=\"cell\" class=\"log__path\"><details><summary><code>{path}</code></summary>{details}</details>{fault}</td>\
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
fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(status: Option<u16>, milliseconds: Option<u64>) -> RecordedRequest {
        RecordedRequest {
            sequence: 7,
            at: Timestamp::UNIX_EPOCH,
            method: "GET".to_owned(),
            path: "/api/v1/employees?filter%5BlastName%5D=O%27+Lee&fields=id".to_owned(),
            status,
            milliseconds,
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
    fn a_request_is_found_by_method_outcome_path_and_time() {
        let asked = |q: &str, method: &str, outcome: &str| Asked {
            q: q.to_owned(),
            method: method.to_owned(),
            outcome: outcome.to_owned(),
            ..Asked::default()
        };
        let done = request(Some(200), Some(1));
        for (asked, expected) in [
            (asked("", "", ""), true),
            (asked("filter[lastName]", "get", "done"), true),
            (asked("O' Lee", "", ""), true),
            (asked("", "POST", ""), false),
            (asked("", "", "failed"), false),
            (asked("", "", "none"), false),
            (asked("", "", "fault"), false),
            (asked("/meta", "", ""), false),
        ] {
            assert_eq!(is_wanted(&done, &asked, None), expected, "{asked:?}");
        }
        assert!(!is_wanted(&done, &Asked::default(), Some(done.at)));
    }

    #[test]
    fn details_show_the_query_as_a_person_would_write_it() {
        let html = details(&request(None, None));
        assert!(
            html.contains("<dt>filter[lastName]</dt><dd>O&#39; Lee</dd>"),
            "{html}"
        );
        assert_eq!(with_thousands(10_000), "10,000");
    }
}
