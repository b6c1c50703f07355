//! What every API request passes: it is recorded, a waiting fault is played, the URL, the rate limit and
//! the key are checked, and only then does an endpoint see it. The endpoints know nothing of any of this.

use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;

use super::address::Address;
use super::answer::{self, DropConnection};
use super::authentication::Identity;
use super::{arriving, distortion, oauth};
use crate::company::{Caller, Refusal};
use crate::fault::{Ending, Fault};
use crate::state::SandboxState;

/// The header with the action of a fault for this request alone.
const FAULT: HeaderName = HeaderName::from_static("x-sandbox-fault");

/// Where `?format=json` means the same as `Accept: application/json`.
const WITH_FORMAT: &str = "/meta/lists";

/// What is behind the door.
#[derive(Clone)]
pub(super) enum Room {
    /// The API under the paths that follow the version segment.
    Api(Router),
    /// `token.php`, which has its own way to say who is asking.
    Tokens,
}

/// Takes a request through. The work goes on when the caller hangs up, as it does on the real service:
/// a client that gives up waiting has not undone its request.
pub(super) async fn enter(state: SandboxState, room: Room, request: Request) -> Response {
    let work = tokio::spawn(attend(state, room, request));
    work.await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

pub(super) async fn no_such_url() -> Refusal {
    Refusal::UrlNotFound
}

pub(super) async fn no_such_method() -> Refusal {
    Refusal::MethodNotAllowed
}

async fn attend(state: SandboxState, room: Room, request: Request) -> Response {
    let identity = Identity::of(request.headers(), &state.company(), state.moment());
    let path = request
        .uri()
        .path_and_query()
        .map_or("", |path| path.as_str());
    let (begun, method) = (Instant::now(), request.method().as_str());
    let key = identity.caller().map(Caller::name);
    let sequence = state
        .request_log()
        .arrived(state.moment().now, method, path, key);
    let request_id = state.next_request_id();

    let answered = answer(&state, room, identity, request, sequence).await;
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
            answer::add_usual_headers(&mut response, &request_id, state.moment());
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
    room: Room,
    identity: Identity,
    request: Request,
    sequence: u64,
) -> Option<Response> {
    let (mut parts, body) = request.into_parts();
    // Read to the end before anything else: a fault concerns a request that arrived whole.
    let address = match &room {
        Room::Api(_) => Address::parse(parts.uri.path()),
        Room::Tokens => Ok(Address::of_tokens()),
    };
    let endpoint = address.as_ref().map_or("", |address| &address.endpoint);
    let Ok(body) = arriving::read(body, arriving::largest_body(endpoint)).await else {
        return Some(refuse(state, Refusal::RequestTooLarge));
    };
    let address = match address {
        Ok(address) => address,
        Err(refusal) => return Some(refuse(state, refusal)),
    };
    let fault = match fault_for(state, &parts, &address) {
        Ok(fault) => fault,
        Err(sentence) => return Some(answer::sentence(StatusCode::BAD_REQUEST, &sentence)),
    };
    if fault.as_ref().is_some_and(|fault| fault.shape().as_xml) {
        parts.headers.remove(ACCEPT);
    }
    let work = carry_out(state, room, identity, address, parts, body);
    match fault {
        None => Some(work.await),
        Some(fault) => {
            state.request_log().met_fault(sequence, fault.in_words());
            let response = play(&fault, work).await?;
            Some(distortion::reshape(response, fault.shape()).await)
        }
    }
}

/// The fault that the request brings along, else the first one that waits for it.
fn fault_for(
    state: &SandboxState,
    parts: &Parts,
    address: &Address,
) -> Result<Option<Fault>, String> {
    let Some(action) = parts.headers.get(FAULT) else {
        return Ok(state.take_fault(parts.method.as_str(), &address.endpoint));
    };
    let action = action
        .to_str()
        .map_err(|_| "X-Sandbox-Fault must be JSON in ASCII".to_owned())?;
    Fault::from_action(action)
        .map(Some)
        .map_err(|error| format!("X-Sandbox-Fault is no action: {error}"))
}

async fn play(fault: &Fault, work: impl Future<Output = Response>) -> Option<Response> {
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
    state: &SandboxState,
    room: Room,
    identity: Identity,
    address: Address,
    parts: Parts,
    body: Bytes,
) -> Response {
    let response = match room {
        Room::Tokens if parts.method != Method::POST => Refusal::MethodNotAllowed.into_response(),
        Room::Tokens => oauth::token(state, &parts.headers, &body),
        Room::Api(endpoints) => match let_in(state, identity) {
            Ok(caller) => forward(endpoints, caller, address, parts, body).await,
            Err(refusal) => refusal.into_response(),
        },
    };
    spelt(state, response)
}

fn refuse(state: &SandboxState, refusal: Refusal) -> Response {
    spelt(state, refusal.into_response())
}

/// With the error's text under the header names that the company uses.
fn spelt(state: &SandboxState, mut response: Response) -> Response {
    let spelling = state.company().settings.error_header;
    distortion::spell_error_header(response.headers_mut(), spelling);
    response
}

/// The caller, unless there are too many requests, too many wrong keys, or none that fits.
fn let_in(state: &SandboxState, identity: Identity) -> Result<Caller, Refusal> {
    let (limit, lock_out) = {
        let company = state.company();
        (
            company.settings.rate_limit.clone(),
            company.settings.lock_out,
        )
    };
    let now = state.moment().now;
    let mut throttle = state.throttle();
    throttle.admit(limit.as_ref(), now)?;
    throttle.check_lock(now)?;
    match identity {
        Identity::Known(caller) => {
            throttle.key_was_right();
            Ok(caller)
        }
        Identity::Missing => Err(Refusal::KeyNotValid),
        Identity::WrongKey => {
            throttle.key_was_wrong(lock_out, now);
            Err(Refusal::KeyNotValid)
        }
    }
}

async fn forward(
    endpoints: Router,
    caller: Caller,
    address: Address,
    mut parts: Parts,
    body: Bytes,
) -> Response {
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
    let has_format = address.endpoint.starts_with(WITH_FORMAT);
    if has_format && query.trim_start_matches('?').split('&').any(is_format_json) {
        let json = HeaderValue::from_static("application/json");
        parts.headers.insert(ACCEPT, json);
    }
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

fn is_format_json(pair: &str) -> bool {
    pair.eq_ignore_ascii_case("format=json")
}
