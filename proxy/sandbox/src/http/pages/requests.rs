//! `/requests`: the log of API requests, newest first. It shows what the log holds, which is no bodies and
//! no keys.

mod row;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
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
        && (request.path.contains(words) || row::decoded(&request.path).contains(words))
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
        let rows: String = shown.requests.iter().map(row::row).collect();
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
         <form class=\"toolbar toolbar--log\" role=\"search\" method=\"get\" action=\"{PATH}\" data-filter>{since}\
         {search}\
         <div class=\"field\"><label for=\"method\">Method</label>\
         <select class=\"input input--select\" id=\"method\" name=\"method\">{methods}</select></div>\
         <div class=\"field\"><label for=\"outcome\">Outcome</label>\
         <select class=\"input input--select\" id=\"outcome\" name=\"outcome\">{outcomes}</select></div>\
         <button class=\"button\" type=\"submit\">Filter</button>\
         <div class=\"actions\"><button class=\"button\" type=\"button\" id=\"pause\" aria-pressed=\"false\" hidden>Pause</button>\
         <span class=\"actions\" id=\"clear-view\" data-live>{clear}</span></div></form>\
         <section id=\"requests\" class=\"framed\" aria-label=\"List of requests\" data-live>{requests}</section>\
         <div id=\"request-pages\" data-live>{paging}</div>\
         <p class=\"muted note\">Open a path for details. Bodies and keys are never recorded. The newest {most} requests are \
         kept, until a reset or the end of the sandbox. <a href=\"/_sandbox/requests\">The same as JSON</a></p>",
        count = count_in_words(asked, shown),
        live = parts::live_state(),
        search = parts::search_field("Path contains", &asked.q),
        methods = parts::choices(&METHODS, &asked.method),
        outcomes = parts::choices(&OUTCOMES, &asked.outcome),
        clear = clear_view(&filters, &asked.since, shown),
        since = hidden_since(&asked.since),
        paging = parts::paging(PATH, &query, shown.page, shown.pages),
        most = with_thousands(MOST_REQUESTS),
    )
}

/// Keeps the view cleared when the form is sent.
fn hidden_since(since: &str) -> String {
    if since.is_empty() {
        return String::new();
    }
    let since = escape(since);
    format!("<input type=\"hidden\" name=\"since\" value=\"{since}\">")
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

/// Leads to this page without what is shown now and, when the view was cleared, back to all of it.
fn clear_view(filters: &[(&str, &str)], since: &str, shown: &Shown) -> String {
    let newest = shown.newest.map(|at| at.to_string()).unwrap_or_default();
    let query = [filters, &[("since", newest.as_str())]].concat();
    let url = link::to(PATH, &query);
    let back = if since.is_empty() {
        String::new()
    } else {
        let url = link::to(PATH, filters);
        format!("<a class=\"button\" href=\"{url}\">Show all</a>")
    };
    format!("<a class=\"button\" href=\"{url}\">Clear view</a>{back}")
}

fn nothing(asked: &Asked, shown: &Shown) -> String {
    let everything = "Wait for the next one, or <a href=\"/requests\">show all requests</a>.";
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
            message: None,
            milliseconds,
            key: None,
            fault: None,
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
}
