//! What happens around every request: an id, a time limit, the check of the `Host` header, one line in
//! the log, and the request id in every problem document.
//!
//! The log names the route's pattern, never the path itself, and no query: both may name a person.

use std::time::Instant;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, extract::rejection::JsonRejection};
use serde::de::DeserializeOwned;
use tracing::Instrument;
use uuid::Uuid;

use crate::access::OTHERS;
use crate::app::App;
use crate::client_address::is_from_our_proxy;
use crate::problem::{ApiError, UnfinishedProblem};
use crate::{metrics, traces};

/// Which sites may use an answer.
pub(crate) const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost layer.
pub(crate) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_for_us = is_for_us(&request, app.public_host());
    surround(&app, is_for_us, request, next).await
}

/// The same where a server asks under whatever name it was given: no browser has anything there that a page of another
/// site could make use of.
pub(crate) async fn around_a_server(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    surround(&app, true, request, next).await
}

async fn surround(app: &App, is_for_us: bool, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(no route)".to_owned(), |path| path.as_str().to_owned());
    let began = Instant::now();
    let span = tracing::info_span!("request", id);
    let trace = traces::request(&method, &route, &id);
    if is_from_our_proxy(request.extensions(), app.trusted_proxies()) {
        traces::belongs_to(&trace, request.headers());
    }
    let told = trace.clone();
    let work = async {
        let response = if is_for_us {
            match tokio::time::timeout(OTHERS, next.run(request)).await {
                Ok(response) => response,
                Err(_) => too_slow().into_response(),
            }
        } else {
            misdirected().into_response()
        };
        let mut response = finished(response, &id);
        protect(response.headers_mut(), app.is_https());
        metrics::answered(&method, &route, response.status(), began.elapsed());
        traces::answered(&told, response.status());
        let status = response.status().as_u16();
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let method = metrics::method_name(&method);
        tracing::info!(method, route, status, milliseconds, "answered");
        response
    };
    work.instrument(span).instrument(trace).await
}

/// What every answer says, unless it says otherwise: it is what it says it is, it is kept nowhere, no other site can use
/// it, and nothing in it runs.
fn protect(headers: &mut HeaderMap, is_https: bool) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    name_the_charset(headers);
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// Every text here is UTF-8. A browser that is not told guesses, and can be made to guess wrong.
fn name_the_charset(headers: &mut HeaderMap) {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    let is_unsaid = |kind: &&str| kind.starts_with("text/") && !kind.contains("charset");
    let kind = kind
        .filter(is_unsaid)
        .map(|kind| format!("{kind}; charset=utf-8"));
    if let Some(kind) = kind.and_then(|kind| HeaderValue::from_str(&kind).ok()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
}

/// Writes the problem document with the request id, and names the id in a header.
fn finished(mut response: Response, id: &str) -> Response {
    if let Some(UnfinishedProblem(mut problem)) =
        response.extensions_mut().remove::<UnfinishedProblem>()
    {
        problem.request_id = id.to_owned();
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        *response.body_mut() = Body::from(body);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.remove(header::CONTENT_LENGTH);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A page of another site can point its own name at our address; then `Host` still names that site.
fn is_for_us(request: &Request, public: Option<&str>) -> bool {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.strip_suffix(']').map_or_else(
        || host.rsplit_once(':').map_or(host, |(name, _)| name),
        |_| host,
    );
    public.is_some_and(|public| public.eq_ignore_ascii_case(host))
        || matches!(name, "localhost" | "[::1]")
        || name
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn misdirected() -> ApiError {
    let detail = "This server answers only under its own name: that of PUBLIC_URL, or on its own machine http://127.0.0.1 and http://localhost.";
    ApiError::new(
        StatusCode::MISDIRECTED_REQUEST,
        "misdirected",
        "Wrong address",
        detail,
    )
}

pub(crate) fn too_slow() -> ApiError {
    let detail = "This took too long and was stopped. Reload the page to see where things stand, then try again.";
    ApiError::new(
        StatusCode::GATEWAY_TIMEOUT,
        "too-slow",
        "This took too long",
        detail,
    )
}

/// A panic in a handler becomes a problem document like everything else; the process goes on.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    ApiError::internal("a request handler panicked").into_response()
}

/// Refuses requests that a page of another site made the browser send.
pub(crate) fn cross_site() -> Response {
    let detail =
        "This request came from a page of another site. Open the application itself and try again.";
    ApiError::new(StatusCode::FORBIDDEN, "cross-site", "Refused", detail).into_response()
}

/// The id in a route's path. One that cannot be read is like one that does not exist.
pub(crate) struct PathId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let id = Path::<String>::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id))
            .map_err(|_| ApiError::not_found())
    }
}

/// A JSON body. What is wrong with it is said without quoting it.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(unreadable(&rejection)),
        }
    }
}

fn unreadable(rejection: &JsonRejection) -> ApiError {
    match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            let detail = "Send the body as application/json.";
            ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "Wrong content type",
                detail,
            )
        }
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => malformed(),
    }
}

pub(crate) fn too_large() -> ApiError {
    let detail = "The request is larger than this address takes: 256 KiB, and a document of 20 MB where documents are brought.";
    let (status, title) = (StatusCode::PAYLOAD_TOO_LARGE, "Too large");
    ApiError::new(status, "too-large", title, detail)
}

pub(crate) fn malformed() -> ApiError {
    let detail =
        "The request's content is not what this address expects. Reload the page and try again.";
    let (status, title) = (StatusCode::BAD_REQUEST, "Malformed request");
    ApiError::new(status, "malformed", title, detail)
}
