//! Requests to BambooHR.

use std::time::Duration;

use bamboohr::{Error, LostAnswer, Observe, RefusalReason};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::{METRICS, as_seconds, seconds};
use crate::traces;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: &'static str,
}

pub(super) struct Requests {
    asked: Family<Asked, Counter>,
    took: Family<Operation, Histogram>,
}

impl Requests {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let asked = Family::default();
        registry.register("bamboohr_requests", "Requests to BambooHR", asked.clone());
        let took =
            Family::new_with_constructor((|| Histogram::new(seconds())) as fn() -> Histogram);
        registry.register(
            "bamboohr_request_duration_seconds",
            "Until its answer was whole",
            took.clone(),
        );
        Self { asked, took }
    }
}

/// Counts what a client asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upstream;

impl Observe for Upstream {
    fn asked(&self, operation: &'static str, error: Option<&Error>, took: Duration) {
        let requests = &METRICS.upstream;
        let outcome = error.map_or("ok", outcome);
        traces::bamboohr_answered(outcome);
        let asked = Asked { operation, outcome };
        requests.asked.get_or_create(&asked).inc();
        let operation = Operation { operation };
        requests
            .took
            .get_or_create(&operation)
            .observe(as_seconds(took));
    }
}

fn outcome(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) => match refusal.reason {
            RefusalReason::RateLimited => "rate_limited",
            RefusalReason::LockedOut => "locked_out",
            RefusalReason::KeyRejected => "key_rejected",
            _ => "refused",
        },
        Error::NotDelivered(_) => "not_delivered",
        Error::LeadsInside(_) => "leads_inside",
        Error::Lost(LostAnswer::TimedOut) => "timed_out",
        Error::Lost(LostAnswer::Broken) => "broken",
        Error::ServerFailed(_) => "server_failed",
        Error::Undecodable { .. } => "unreadable",
        Error::Undocumented { .. } => "undocumented",
        Error::Invalid(_) | Error::HeldBack(_) | Error::NoToken(_) => "not_sent",
    }
}
