//! What this process counts, for whoever watches over it: how many, how long, never about whom.
//!
//! Every label comes from a closed list in this program (methods, patterns of routes, states, operations), so there is no way
//! for a name, an account or an id to become one. Counted per process, like its memory: whoever counts needs no handle, and the
//! page of [`router`] is on a port of its own.

mod http;
mod page;
mod upstream;

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use handoff::interface::SendState;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

pub(crate) use http::{answered, method_name};
pub use page::router;
pub(crate) use upstream::Upstream;

use crate::ledger::LedgerError;

/// All that is counted.
struct Metrics {
    http: http::Requests,
    upstream: upstream::Requests,
    moves: Family<Move, Counter>,
    creates: Family<Outcome, Counter>,
    pauses: Counter,
    keys_rejected: Counter,
    sign_ins_refused: Counter,
    streams: Gauge,
    ledger_errors: Family<Kind, Counter>,
    registry: Registry,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// A send that went from one state to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Move {
    from: &'static str,
    to: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

impl Metrics {
    fn new() -> Self {
        let mut registry = Registry::with_prefix("send_to_bamboohr");
        let moves = Family::default();
        registry.register(
            "send_moves",
            "Sends that changed their state",
            moves.clone(),
        );
        let creates = Family::default();
        registry.register(
            "create_calls",
            "Create calls by what their answer means",
            creates.clone(),
        );
        let pauses = Counter::default();
        registry.register("pauses", "Pauses that BambooHR asked for", pauses.clone());
        let keys_rejected = Counter::default();
        registry.register(
            "keys_rejected",
            "Times that BambooHR rejected a key",
            keys_rejected.clone(),
        );
        let sign_ins_refused = Counter::default();
        registry.register(
            "sign_ins_refused",
            "Tries to sign in that were wrong or too many",
            sign_ins_refused.clone(),
        );
        let streams = Gauge::default();
        registry.register(
            "streams",
            "Pages that follow something live",
            streams.clone(),
        );
        let ledger_errors = Family::default();
        registry.register(
            "ledger_errors",
            "Statements that the database did not carry out",
            ledger_errors.clone(),
        );
        let build: Family<Build, Gauge> = Family::default();
        let version = env!("CARGO_PKG_VERSION");
        build.get_or_create(&Build { version }).set(1);
        registry.register("build_info", "What runs", build);
        Self {
            http: http::Requests::registered(&mut registry),
            upstream: upstream::Requests::registered(&mut registry),
            moves,
            creates,
            pauses,
            keys_rejected,
            sign_ins_refused,
            streams,
            ledger_errors,
            registry,
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Metrics")
    }
}

/// So many sends were accepted.
pub(crate) fn accepted(sends: usize) {
    let to = SendState::Intent.code();
    let accepted = METRICS.moves.get_or_create(&Move { from: "none", to });
    accepted.inc_by(sends.try_into().unwrap_or(u64::MAX));
}

/// A send went on.
pub(crate) fn moved(from: SendState, to: SendState) {
    if from != to {
        let (from, to) = (from.code(), to.code());
        METRICS.moves.get_or_create(&Move { from, to }).inc();
    }
}

/// A create call was answered, or lost its answer, which puts the send into this state.
pub(crate) fn create_answered(state: SendState) {
    let outcome = match state {
        SendState::Intent => "turned_away",
        state => state.code(),
    };
    METRICS.creates.get_or_create(&Outcome { outcome }).inc();
}

/// BambooHR asked for a pause.
pub(crate) fn pause_asked() {
    METRICS.pauses.inc();
}

/// BambooHR rejected a key.
pub(crate) fn key_rejected() {
    METRICS.keys_rejected.inc();
}

/// Somebody was not let in.
pub(crate) fn sign_in_refused() {
    METRICS.sign_ins_refused.inc();
}

/// A stream was opened.
pub(crate) fn stream_opened() {
    METRICS.streams.inc();
}

/// A stream was closed.
pub(crate) fn stream_closed() {
    METRICS.streams.dec();
}

/// The database did not do what it was asked. That a row is there already is an answer, and no error.
pub(crate) fn ledger_failed(error: &LedgerError) {
    let kind = match error {
        LedgerError::Database(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            return;
        }
        LedgerError::TimedOut => "timed_out",
        _ => "failed",
    };
    METRICS.ledger_errors.get_or_create(&Kind { kind }).inc();
}

/// Bounds of durations in seconds, from a page that is there to an upload.
fn seconds() -> impl Iterator<Item = f64> {
    [0.005, 0.02, 0.1, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0].into_iter()
}

fn as_seconds(took: Duration) -> f64 {
    took.as_secs_f64()
}
