//! Requests that were answered.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::{METRICS, as_seconds, seconds};

/// By what was asked, and how it went.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    /// The pattern, such as `/api/sends/{id}`.
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
}

pub(super) struct Requests {
    answered: Family<Answered, Counter>,
    took: Family<Asked, Histogram>,
}

impl Requests {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let answered = Family::default();
        registry.register(
            "http_requests",
            "Requests that were answered",
            answered.clone(),
        );
        let took =
            Family::new_with_constructor((|| Histogram::new(seconds())) as fn() -> Histogram);
        registry.register(
            "http_request_duration_seconds",
            "Until the answer began",
            took.clone(),
        );
        Self { answered, took }
    }
}

/// A request was answered. `route` is the pattern of a route, never a path.
pub(crate) fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let requests = &METRICS.http;
    let (method, route) = (method_name(method), route.to_owned());
    let asked = Asked {
        method,
        route: route.clone(),
    };
    requests
        .took
        .get_or_create(&asked)
        .observe(as_seconds(took));
    let status = class(status);
    let answered = Answered {
        method,
        route,
        status,
    };
    requests.answered.get_or_create(&answered).inc();
}

/// A method may be any word; of those that no route has there is one.
pub(crate) fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}
