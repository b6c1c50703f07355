//! Keeps websites out: of the pages and the test interface, which need no key, and of the API, whose sample keys
//! everybody knows. A website may give its own name the address of this computer, and the browser then takes the
//! sandbox for a part of that website; only the `Host` header still tells. And any website may send a form here,
//! which its `Origin` header tells. A webhook's message is refused as well: it would let who may make webhooks do
//! what only somebody at this computer may.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode, Version};
use axum::middleware::Next;
use axum::response::Response;

use super::answer;
use crate::loopback;

const WEBHOOK_SIGNATURE: &str = "x-bamboohr-signature";

/// Lets a request through that was meant for this computer, and changes only if no other origin asks for
/// them; else answers 403 with a sentence.
pub(super) async fn from_here_only(request: Request, next: Next) -> Response {
    if !is_meant_for_here(&request) {
        let sentence = "This is for this computer only: ask for localhost, 127.0.0.1 or [::1].";
        return answer::sentence(StatusCode::FORBIDDEN, sentence);
    }
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if changes && has_other_origin(request.headers()) {
        let sentence = "Websites may not change the sandbox: this came from another origin.";
        return answer::sentence(StatusCode::FORBIDDEN, sentence);
    }
    if request.headers().contains_key(WEBHOOK_SIGNATURE) {
        let sentence = "Messages of webhooks are for other programs than the sandbox itself.";
        return answer::sentence(StatusCode::FORBIDDEN, sentence);
    }
    next.run(request).await
}

/// Before HTTP/1.1 there need not be a `Host`; browsers always send one.
fn is_meant_for_here(request: &Request) -> bool {
    let is_here = |authority: &str| loopback::address_of(authority).is_some();
    let mut hosts = request.headers().get_all(HOST).iter().peekable();
    let is_named = hosts.peek().is_some() || request.version() < Version::HTTP_11;
    let in_url = request.uri().authority();
    is_named
        && in_url.is_none_or(|authority| is_here(authority.as_str()))
        && hosts.all(|host| host.to_str().is_ok_and(is_here))
}

/// The sandbox speaks plain HTTP, so its own origin follows from the `Host`.
fn has_other_origin(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = format!("http://{}", host.unwrap_or_default());
    let mut origins = headers.get_all(ORIGIN).iter();
    origins.any(|origin| !origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()))
}
