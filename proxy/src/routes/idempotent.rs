//! `Idempotency-Key`, as in draft 07 of the IETF: what was asked, and the answer that is repeated.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::problem::ApiError;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What a request is known by: 1 to 255 visible ASCII characters.
pub(crate) struct IdempotencyKey(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let key = parts.headers.get(IDEMPOTENCY_KEY);
        let key = key.and_then(|key| key.to_str().ok()).unwrap_or_default();
        let is_key =
            (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        is_key.then(|| Self(key.to_owned())).ok_or_else(missing)
    }
}

fn missing() -> ApiError {
    let detail = "Send an Idempotency-Key header with a value of your own for each send, for example a UUID, and \
                  repeat it when you repeat the request.";
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "idempotency-key-missing",
        "Idempotency-Key missing",
        detail,
    )
}

/// What was asked, whatever the white space and the order of its JSON. `what` tells apart requests of
/// different kinds and about different candidates.
pub(super) fn fingerprint(what: &[&str], body: &impl Serialize) -> Result<[u8; 32], ApiError> {
    let body = serde_json::to_vec(body).map_err(ApiError::internal)?;
    let mut hash = Sha256::new();
    for part in what {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(body);
    Ok(hash.finalize().into())
}

/// 202 with the stored body, byte for byte.
pub(super) fn accepted(place: &str, body: String) -> Result<Response, ApiError> {
    let location = HeaderValue::from_str(place).map_err(ApiError::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::LOCATION, location),
    ];
    Ok((StatusCode::ACCEPTED, headers, body).into_response())
}

pub(super) fn reused() -> ApiError {
    let detail =
        "This Idempotency-Key was used for another request. Use a new key for new content.";
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency-key-reused",
        "Key used before",
        detail,
    )
}

pub(super) fn still_running() -> ApiError {
    let detail = "The same request is being worked on at this moment. Wait for its answer.";
    ApiError::new(
        StatusCode::CONFLICT,
        "still-running",
        "Already being worked on",
        detail,
    )
}
