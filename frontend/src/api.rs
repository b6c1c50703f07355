//! All requests of the application: typed functions over the proxy's JSON interface.
//!
//! The only module that fetches. Names and search texts travel in bodies, never in URLs, and nothing
//! that was sent or received is logged.

mod error;
mod events;

use gloo_net::http::{Method, RequestBuilder, Response};
use handoff::interface::{
    CandidatePage, CandidateProfile, CandidateSearch, Resolution, SendSummary, SendView, Session,
    StageChange,
};
use handoff::{CandidateId, Form, Stage};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use error::ApiError;
pub use events::{Heard, listen};

/// Longest wait for an answer, in milliseconds. A form may need a first look at BambooHR's fields.
const PATIENCE: u32 = 30_000;

/// Who is here and whether BambooHR can be used.
pub async fn session() -> Result<Session, ApiError> {
    get("/api/session").await
}

/// One page of the list.
pub async fn search_candidates(search: &CandidateSearch) -> Result<CandidatePage, ApiError> {
    send_json(Method::POST, "/api/candidates/search", search).await
}

/// A candidate's profile.
pub async fn candidate(id: &CandidateId) -> Result<CandidateProfile, ApiError> {
    get(&format!("/api/candidates/{}", id.as_str())).await
}

/// Moves a candidate to another stage.
pub async fn change_stage(id: &CandidateId, stage: Stage) -> Result<CandidateProfile, ApiError> {
    send_json(
        Method::PUT,
        &format!("/api/candidates/{}/stage", id.as_str()),
        &StageChange { stage },
    )
    .await
}

/// The form for a candidate.
pub async fn form(id: &CandidateId) -> Result<Form, ApiError> {
    get(&format!("/api/candidates/{}/form", id.as_str())).await
}

/// Begins a send. `body` is a `NewSend` as JSON, `key` its idempotency key: both stay the same when the
/// request is repeated.
pub async fn begin_send(id: &CandidateId, key: &str, body: &str) -> Result<SendSummary, ApiError> {
    let path = format!("/api/candidates/{}/sends", id.as_str());
    let request = request(Method::POST, &path).header("Idempotency-Key", key);
    answer_to(
        request
            .header("Content-Type", "application/json")
            .body(body),
    )
    .await
}

/// Where everything about one send is; its events are at `{path}/events`.
pub fn send_path(id: &str) -> String {
    format!("/api/sends/{}", path_segment(id))
}

/// Everything about one send.
pub async fn send(id: &str) -> Result<SendView, ApiError> {
    get(&send_path(id)).await
}

/// A person's decision on a send.
pub async fn resolve(id: &str, resolution: &Resolution) -> Result<SendView, ApiError> {
    send_json(
        Method::POST,
        &format!("{}/resolve", send_path(id)),
        resolution,
    )
    .await
}

/// The id of a send comes from the address bar and may be anything.
fn path_segment(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn request(method: Method, path: &str) -> RequestBuilder {
    let patience = web_sys::AbortSignal::timeout_with_u32(PATIENCE);
    RequestBuilder::new(path)
        .method(method)
        .header("Accept", "application/json")
        .abort_signal(Some(&patience))
}

/// The answer as it is, for who reads it elsewhere.
pub async fn text(path: &str) -> Result<String, ApiError> {
    success(request(Method::GET, path).build()).await
}

async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    answer_to(request(Method::GET, path).build()).await
}

async fn send_json<T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Result<T, ApiError> {
    answer_to(request(method, path).json(body)).await
}

type Prepared = Result<gloo_net::http::Request, gloo_net::Error>;

async fn answer_to<T: DeserializeOwned>(request: Prepared) -> Result<T, ApiError> {
    let body = success(request).await?;
    serde_json::from_str(&body).map_err(|_| ApiError::Unreadable { status: 200 })
}

/// Apart from [`answer_to`] so that it is compiled once and not once for every answer.
async fn success(request: Prepared) -> Result<String, ApiError> {
    let answer: Response = request
        .map_err(|_| ApiError::Network)?
        .send()
        .await
        .map_err(|_| ApiError::Network)?;
    let body = answer.text().await.map_err(|_| ApiError::Network)?;
    if answer.ok() {
        Ok(body)
    } else {
        Err(ApiError::from_failure(answer.status(), &body))
    }
}
