//! Tells spans to an OpenTelemetry collector: OTLP over HTTP, as JSON.
//!
//! What leaves is a list of spans and a list of attributes, both closed; whatever else a library adds is cut here. Telling
//! never holds up a request: a thread of its own sends, and what does not fit into its queue is left out.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::http::HeaderMap;
use opentelemetry::KeyValue;
use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::{SpanKind, Status, TraceContextExt as _, TracerProvider as _};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanEvents, SpanExporter, SpanLinks};
use tokio::runtime::Handle;
use tracing::{Metadata, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::{Layer, registry::LookupSpan};
use url::Url;

use super::TARGET;

/// Everything that a span may tell besides its name and times.
const TOLD: [&str; 11] = [
    "http.request.method",
    "http.response.status_code",
    "http.route",
    "operation",
    "outcome",
    "request.id",
    "send.id",
    "send.state",
    "send.step",
    "send.went",
    "tries",
];
/// The client's span around a call to BambooHR.
const CALL: &str = "bamboohr";
const TRACEPARENT: &str = "traceparent";
/// For one message to the collector.
const LONGEST_MESSAGE: Duration = Duration::from_secs(4);
/// For what is still to be told at the stop. Requests have ended by then, and a supervisor still waits.
const FAREWELL: Duration = Duration::from_secs(5);

/// Traces that are told. Dropping it loses the last ones.
#[derive(Debug, Default)]
pub struct Traces {
    provider: Option<SdkTracerProvider>,
}

impl Traces {
    /// Tells what is left, for some seconds at most.
    pub async fn finish(self) {
        let Some(provider) = self.provider else {
            return;
        };
        let told = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FAREWELL));
        if !matches!(told.await, Ok(Ok(()))) {
            tracing::warn!("the last traces were not told");
        }
    }
}

/// What listens to spans, and the end of it.
pub(crate) fn to<S>(collector: &Url) -> Result<(impl Layer<S> + use<S>, Traces)>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let address = format!("{}/v1/traces", collector.as_str().trim_end_matches('/'));
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_http_client(Collector::new()?)
        .with_protocol(Protocol::HttpJson)
        .with_endpoint(address)
        .with_timeout(LONGEST_MESSAGE)
        .build()
        .context("OTEL_EXPORTER_OTLP_ENDPOINT cannot be used")?;
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder()
        .with_service_name("send-to-bamboohr")
        .with_attribute(version)
        .build();
    let provider = SdkTracerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(Closed(exporter))
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("proxy"))
        .with_level(false)
        .with_location(false)
        .with_target(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(is_told));
    let traces = Traces {
        provider: Some(provider),
    };
    Ok((layer, traces))
}

/// Spans of ours, and no event: what a line of the log says was written for the log.
fn is_told(of: &Metadata<'_>) -> bool {
    let is_call = of.name() == CALL && of.target().starts_with("bamboohr");
    of.is_span() && (of.target() == TARGET || is_call)
}

/// Of all headers the one with two ids is read; a `tracestate` is anybody's text.
pub(super) fn belongs_to(span: &Span, headers: &HeaderMap) {
    let mut given = headers.get_all(TRACEPARENT).into_iter();
    let (Some(parent), None) = (given.next(), given.next()) else {
        return;
    };
    let Ok(parent) = parent.to_str() else { return };
    let carried = HashMap::from([(TRACEPARENT.to_owned(), parent.to_owned())]);
    let context = TraceContextPropagator::new().extract(&carried);
    let is_one = context.span().span_context().is_valid();
    if is_one && span.set_parent(context).is_err() {
        tracing::debug!("a request is not told in the trace that it belongs to");
    }
}

/// Lets pass what may be told.
#[derive(Debug)]
struct Closed<E>(E);

impl<E: SpanExporter> SpanExporter for Closed<E> {
    fn export(&self, mut batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        batch.iter_mut().for_each(cut);
        self.0.export(batch)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn cut(span: &mut SpanData) {
    span.attributes
        .retain(|attribute| TOLD.contains(&attribute.key.as_str()));
    span.events = SpanEvents::default();
    span.links = SpanLinks::default();
    if let Status::Error { description } = &mut span.status {
        *description = "".into();
    }
    if span.name == CALL {
        span.span_kind = SpanKind::Client;
    }
}

/// The way to the collector: the HTTP client that is here already, with times and no redirects.
#[derive(Debug)]
struct Collector {
    http: reqwest::Client,
    /// The thread that sends has no runtime.
    runtime: Handle,
    /// Said once, not for every message.
    is_missed: AtomicBool,
}

impl Collector {
    fn new() -> Result<Self> {
        // For the whole program; where one is installed already, that one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(LONGEST_MESSAGE)
            .timeout(LONGEST_MESSAGE)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .http1_only()
            .user_agent(concat!("send-to-bamboohr/", env!("CARGO_PKG_VERSION")));
        Ok(Self {
            http: http
                .build()
                .context("the client for traces cannot be made")?,
            runtime: Handle::current(),
            is_missed: AtomicBool::new(false),
        })
    }

    async fn sends(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (http, request) = (self.http.clone(), request.try_into()?);
        let answer = async move { http.execute(request).await };
        let answer = self.runtime.spawn(answer).await?;
        let status = answer.as_ref().map(reqwest::Response::status);
        self.notice(status.is_ok_and(|status| status.is_success()));
        // What the collector says about it is of no use here.
        Ok(Response::builder()
            .status(answer.map_err(reqwest::Error::without_url)?.status())
            .body(Bytes::new())?)
    }

    fn notice(&self, is_taken: bool) {
        let was_missed = self.is_missed.swap(!is_taken, Ordering::Relaxed);
        if was_missed && is_taken {
            tracing::info!("the collector takes traces again");
        } else if !was_missed && !is_taken {
            tracing::warn!("the collector takes no traces; they are lost until it does");
        }
    }
}

impl HttpClient for Collector {
    fn send_bytes<'client, 'answer>(
        &'client self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'answer>>
    where
        'client: 'answer,
        Self: 'answer,
    {
        Box::pin(self.sends(request))
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use opentelemetry::trace::{Event, SpanContext, SpanId};

    use super::*;

    #[test]
    fn whatever_a_span_says_besides_what_may_be_told_is_cut() {
        let mut events = SpanEvents::default();
        let now = SystemTime::now();
        events.events.push(Event::with_name("canary"));
        let said = [("send.state", "intent"), ("candidate", "canary")];
        let mut span = SpanData {
            span_context: SpanContext::empty_context(),
            parent_span_id: SpanId::INVALID,
            parent_span_is_remote: false,
            span_kind: SpanKind::Internal,
            name: CALL.into(),
            start_time: now,
            end_time: now,
            attributes: said.map(|(key, value)| KeyValue::new(key, value)).to_vec(),
            dropped_attributes_count: 0,
            events,
            links: SpanLinks::default(),
            status: Status::error("canary"),
            instrumentation_scope: opentelemetry::InstrumentationScope::default(),
        };
        cut(&mut span);
        assert!(!format!("{span:?}").contains("canary"), "{span:?}");
        assert_eq!(span.attributes, [KeyValue::new("send.state", "intent")]);
        assert_eq!(span.span_kind, SpanKind::Client);
        assert_eq!(span.status, Status::error(""));
    }

    #[test]
    fn the_list_of_what_may_be_told_has_everything_that_a_span_of_ours_says() {
        let (spans, call) = (
            include_str!("../traces.rs"),
            include_str!("../../bamboohr/src/client/call.rs"),
        );
        for told in TOLD {
            let is_said = spans.contains(&format!("{told} = ")) || call.contains(told);
            assert!(is_said, "{told}");
        }
        let fields = spans
            .lines()
            .filter_map(|line| line.trim().split_once(" = "));
        let fields = fields.map(|(field, _)| field);
        let fields = fields.filter(|field| field.contains('.') && !field.contains(' '));
        for field in fields.filter(|field| !field.starts_with("otel.")) {
            assert!(TOLD.contains(&field), "{field}");
        }
    }
}
