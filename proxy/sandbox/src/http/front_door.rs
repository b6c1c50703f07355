//! What every API request passes: it is recorded, a waiting fault is played, the URL and the key are
//! checked, and only then does an endpoint see it. The endpoints know nothing of any of this.

use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use tower::ServiceExt as _;

use super::address::Address;
use super::answer::{self, DropConnection};
use super::{arriving, authentication};
use crate::company::{Caller, Refusal};
use crate::fault::{Ending, Fault};
use crate::state::SandboxState;

/// Takes an API request through. The work goes on when the caller hangs up, as it does on the real
/// service: a client that gives up waiting has not undone its request.
pub(super) async fn enter(state: SandboxState, endpoints: Router, request: Request) -> Response {
    let work = tokio::spawn(attend(state, endpoints, request));
    work.await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

pub(super) async fn no_such_url() -> Refusal {
    Refusal::UrlNotFound
}

pub(super) async fn no_such_method() -> Refusal {
    Refusal::MethodNotAllowed
}

async fn attend(state: SandboxState, endpoints: Router, request: Request) -> Response {
    let caller = authentication::caller(request.headers());
    let path = request
        .uri()
        .path_and_query()
        .map_or("", |path| path.as_str());
    let (begun, method) = (Instant::now(), request.method().as_str());
    let key = caller.map(Caller::name);
    let sequence = state
        .request_log()
        .arrived(Timestamp::now(), method, path, key);

    let answered = answer(&state, endpoints, caller, request, sequence).await;
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut log = state.request_log();
    if let Some(response) = &answered {
        let message = answer::error_message(response);
        log.answered(sequence, response.status().as_u16(), message);
    }
    log.ended(sequence, milliseconds);
    drop(log);
    match answered {
        Some(mut response) => {
            answer::add_usual_headers(&mut response);
            response
        }
        None => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(DropConnection);
            response
        }
    }
}

/// The answer, or `None` when the connection is to be dropped.
async fn answer(
    state: &SandboxState,
    endpoints: Router,
    caller: Option<Caller>,
    request: Request,
    sequence: u64,
) -> Option<Response> {
    let (parts, body) = request.into_parts();
    // Read to the end before anything else: a fault concerns a request that arrived whole.
    let address = Address::parse(parts.uri.path());
    let endpoint = address.as_ref().map_or("", |address| &address.endpoint);
    let Ok(body) = arriving::read(body, arriving::largest_body(endpoint)).await else {
        return Some(Refusal::RequestTooLarge.into_response());
    };
    let address = match address {
        Ok(address) => address,
        Err(refusal) => return Some(refusal.into_response()),
    };
    let fault = state.take_fault(parts.method.as_str(), &address.endpoint);
    let work = carry_out(endpoints, caller, address, parts, body);
    match fault {
        None => Some(work.await),
        Some(fault) => {
            state.request_log().met_fault(sequence, fault.in_words());
            play(fault, work).await
        }
    }
}

async fn play(fault: Fault, work: impl Future<Output = Response>) -> Option<Response> {
    let mut work = Some(work);
    let mut done = None;
    if fault.is_carried_out_first()
        && let Some(work) = work.take()
    {
        done = Some(work.await);
    }
    if !fault.waiting_time().is_zero() {
        tokio::time::sleep(fault.waiting_time()).await;
    }
    match fault.ending() {
        Ending::Drop => None,
        Ending::Answer {
            status,
            headers,
            body,
        } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = answer::html_answer(status, body.clone());
            for (name, value) in headers {
                if let (Ok(name), Ok(value)) =
                    (name.parse::<HeaderName>(), HeaderValue::from_str(value))
                {
                    response.headers_mut().insert(name, value);
                }
            }
            Some(response)
        }
        Ending::Usual => match (done, work) {
            (Some(response), _) => Some(response),
            (None, Some(work)) => Some(work.await),
            (None, None) => None,
        },
    }
}

async fn carry_out(
    endpoints: Router,
    caller: Option<Caller>,
    address: Address,
    mut parts: Parts,
    body: Bytes,
) -> Response {
    let Some(caller) = caller else {
        return Refusal::KeyNotValid.into_response();
    };
    let query = parts
        .uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let Ok(uri) =
        format!("/{}{}{query}", address.version.segment(), address.endpoint).parse::<Uri>()
    else {
        return Refusal::UrlNotFound.into_response();
    };
    parts.uri = uri;
    // Left by the outer router; the endpoints have path parameters of their own.
    parts.extensions.clear();
    parts.extensions.insert(caller);
    parts.extensions.insert(address.prefix);
    parts.extensions.insert(address.version);
    let Ok(response) = endpoints
        .oneshot(Request::from_parts(parts, Body::from(body)))
        .await;
    response
}
