//! `/api/reports`: browsers tell which rule of the content security policy something broke. Anybody can write here, so it is
//! little that is read, nothing of it is kept, and of it goes to the log only what cannot be about a person.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::access::Access::Open;
use crate::access::Routes;
use crate::app::App;
use crate::problem::ApiError;

/// Where reports go.
pub(crate) const REPORTS: &str = "/api/reports";
/// Lines of the log in a minute.
const MOST: u32 = 20;
const MINUTE: Duration = Duration::from_secs(60);

pub(crate) fn routes() -> Routes {
    Routes::new().post(
        Open,
        "/reports",
        "A browser tells which rule of its policy a page broke",
        report,
    )
}

/// How many reports were written to the log since when.
#[derive(Debug)]
pub(crate) struct Reports(Mutex<(Instant, u32)>);

impl Default for Reports {
    fn default() -> Self {
        Self(Mutex::new((Instant::now(), 0)))
    }
}

impl Reports {
    fn may_write(&self) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.0.elapsed() > MINUTE {
            *seen = (Instant::now(), 0);
        }
        seen.1 = seen.1.saturating_add(1);
        seen.1 <= MOST
    }
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "csp-report")]
    report: Report,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Report {
    effective_directive: String,
    violated_directive: String,
    blocked_uri: String,
}

async fn report(State(app): State<App>, body: Bytes) -> Result<StatusCode, ApiError> {
    let Ok(Body { report }) = serde_json::from_slice(&body) else {
        return Err(unreadable());
    };
    if app.reports().may_write() {
        let directive = match report.effective_directive.is_empty() {
            true => report.violated_directive,
            false => report.effective_directive,
        };
        let (directive, blocked) = (name(&directive), source(&report.blocked_uri));
        tracing::warn!(
            directive,
            blocked,
            "a page broke the content security policy"
        );
    }
    Ok(StatusCode::NO_CONTENT)
}

fn unreadable() -> ApiError {
    let detail = "Send a report of a content security policy, as browsers do.";
    let (status, title) = (StatusCode::BAD_REQUEST, "No report");
    ApiError::new(status, "no-report", title, detail)
}

/// The name of a directive, and nothing else that somebody may have written there.
fn name(directive: &str) -> String {
    let name = directive.split_whitespace().next().unwrap_or_default();
    let is_name = name.len() <= 40
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if is_name {
        name.to_owned()
    } else {
        "unknown".to_owned()
    }
}

/// A keyword such as `inline`, or scheme and host of an address: a path may be about somebody.
fn source(blocked: &str) -> String {
    match url::Url::parse(blocked) {
        Ok(url) => url.origin().ascii_serialization(),
        Err(_) => name(blocked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_report_only_names_and_hosts_are_told() {
        assert_eq!(name("script-src-elem 'self'"), "script-src-elem");
        assert_eq!(name("Amelia Hartwell"), "unknown");
        assert_eq!(name("x\ny"), "x");
        assert_eq!(source("inline"), "inline");
        assert_eq!(
            source("https://evil.example/hartwell?x=1"),
            "https://evil.example"
        );
        assert_eq!(source("data:text/html,hartwell"), "null");
        assert_eq!(source("trusted-types-sink"), "trusted-types-sink");
    }

    #[test]
    fn the_log_is_not_filled_with_reports() {
        let reports = Reports::default();
        assert_eq!((0..1000).filter(|_| reports.may_write()).count(), 20);
    }
}
