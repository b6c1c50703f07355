//! The page that Prometheus reads, on a port of its own: nobody who uses the application sees it.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::METRICS;
use crate::ledger::{Ledger, Standing};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: &'static str,
}

/// `/metrics` and nothing else.
pub fn router(ledger: Ledger) -> Router {
    Router::new()
        .route("/metrics", get(page))
        .with_state(ledger)
}

async fn page(State(ledger): State<Ledger>) -> Response {
    let mut text = String::new();
    // What has happened in this process, then what stands in the ledger, which is the same on every proxy that shares it.
    let standing = standing(ledger.standing().await.ok());
    let both = encode(&mut text, &METRICS.registry).and_then(|()| {
        let end = text.trim_end_matches("# EOF\n").len();
        text.truncate(end);
        encode(&mut text, &standing)
    });
    match both {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `None` when the ledger cannot be read.
fn standing(standing: Option<Standing>) -> Registry {
    let mut registry = Registry::with_prefix("send_to_bamboohr");
    let readable: Gauge = Gauge::default();
    readable.set(i64::from(standing.is_some()));
    registry.register(
        "ledger_readable",
        "Whether the ledger can be read",
        readable,
    );
    if let Some(Standing { sends, sessions }) = standing {
        let family: Family<InState, Gauge> = Family::default();
        for (state, count) in sends {
            let state = state.code();
            family.get_or_create(&InState { state }).set(count);
        }
        registry.register(
            "sends",
            "Sends that are under way or wait for somebody",
            family,
        );
        let gauge: Gauge = Gauge::default();
        gauge.set(sessions);
        registry.register("sessions", "People who are signed in", gauge);
    }
    registry
}
