//! Spans for traces: one per request, one per step of a send, and below them the calls to BambooHR.
//!
//! A span tells ids that we made, patterns of routes and words of closed lists, never about whom: it goes to a program that
//! others read. Without the feature `otel` nobody listens, and a span costs nothing.

#[cfg(feature = "otel")]
pub(crate) mod export;

use axum::http::{HeaderMap, Method, StatusCode};
use handoff::Step;
use handoff::interface::SendState;
use tracing::Span;
use tracing::field::Empty;

use crate::metrics::method_name;

/// The target of the spans made here. Lines of the log leave it out.
pub(crate) const TARGET: &str = "traces";

/// A request. `route` is the pattern of a route, never a path.
pub(crate) fn request(method: &Method, route: &str, id: &str) -> Span {
    let method = method_name(method);
    tracing::info_span!(
        target: TARGET,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        request.id = id,
    )
}

/// How a request was answered.
pub(crate) fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

/// The request belongs to the trace that these headers name. Only for those of a proxy that the operator named: else
/// anybody could write into traces of others, or have none told.
#[cfg(feature = "otel")]
pub(crate) fn belongs_to(span: &Span, headers: &HeaderMap) {
    export::belongs_to(span, headers);
}

#[cfg(not(feature = "otel"))]
pub(crate) fn belongs_to(_: &Span, _: &HeaderMap) {}

/// A worker that holds a send and takes it as far as it goes.
pub(crate) fn send(id: &str) -> Span {
    tracing::info_span!(target: TARGET, "send", send.id = id)
}

/// What is done with a send that is in this state: the step of its plan that comes next, or a move of its own.
pub(crate) fn step(id: &str, state: SendState, planned: Option<&Step>) -> Span {
    let state = state.code();
    tracing::info_span!(
        target: TARGET,
        "step",
        otel.name = format!("step {}", planned.map_or(state, name)),
        otel.status_code = Empty,
        send.id = id,
        send.state = state,
        send.step = planned.map(name),
        send.went = Empty,
    )
}

/// How a step ended; `None` when the ledger failed.
pub(crate) fn went(span: &Span, how: Option<&'static str>) {
    span.record("send.went", how.unwrap_or("failed"));
    if how.is_none() {
        span.record("otel.status_code", "ERROR");
    }
}

fn name(planned: &Step) -> &'static str {
    match planned {
        Step::CreateEmployee { .. } => "create_employee",
        Step::UpdateEmployee { .. } => "update_employee",
        Step::SetRow { .. } => "set_row",
        Step::UploadDocument { .. } => "upload_document",
        Step::UploadPhoto { .. } => "upload_photo",
        Step::ReadBack => "read_back",
    }
}

/// How a call to BambooHR ended, a word of a closed list. The client's span is around whoever is told.
pub(crate) fn bamboohr_answered(outcome: &'static str) {
    Span::current().record("outcome", outcome);
}
