//! All requests of the application: typed functions over the proxy's JSON interface.
//!
//! The only module that fetches. Names and search texts travel in bodies, never in URLs, and nothing
//! that was sent or received is logged.

mod audit;
mod embedding;
mod error;
mod events;
mod forms;
mod integrations;
mod people;
mod pinpoint;
mod setup;

use gloo_net::http::{Method, RequestBuilder, Response};
use handoff::interface::{
    BatchCheck, BatchChecklist, BatchView, CandidatePage, CandidateProfile, CandidateSearch,
    ChangesView, Connection, LogPage, LogSearch, LogWeek, PauseChange, Resolution, SendView,
    Session, StageChange,
};
use handoff::{CandidateId, Form, Stage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::browser::say_signed_out;
use crate::{host, owner};
pub use audit::{export_audit, search_audit, verify_audit};
pub use embedding::{add_key, allow_origin, embedding, remove_key, remove_origin, replace_key};
pub use error::ApiError;
pub use events::{Heard, listen};
pub use forms::{add_option, draft, drop_draft, keep_draft, photo, search_colleagues, states_of};
pub use integrations::{
    ask_doctor, connection, remove_connection, save_connection, set_enabled, test_with_person,
};
pub use people::{
    accept_invitation, add_user, change_passphrase, change_user, invite_user, open_invitation,
    provider_page, remove_user, sign_in, sign_in_ways, sign_out, sign_out_user, users,
};
pub use pinpoint::{check_pinpoint, pinpoint, remove_pinpoint, save_pinpoint, switch_pinpoint};
pub use setup::{
    field_choices, forget_choice, preset, preview, put_setup, read_setup_file, restore_setup,
    setup, setup_file,
};

/// Who is here is asked by whoever comes, also in somebody else's tab.
const SESSION: &str = "/api/session";
/// Longest wait for an answer, in milliseconds. A form may need a first look at BambooHR's fields.
const PATIENCE: u32 = 30_000;

/// Who is here and whether BambooHR can be used.
pub async fn session() -> Result<Session, ApiError> {
    get(SESSION).await
}

/// Has BambooHR asked now whether the key works again.
pub async fn check_connection() -> Result<Connection, ApiError> {
    answer_to(request(Method::POST, "/api/connection/check").build()).await
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

/// Begins something; the answer is for who asked. `body` is JSON, `key` its idempotency key: both stay the same
/// when the request is repeated.
pub async fn begin(path: &str, key: &str, body: &str) -> Result<String, ApiError> {
    let request = request(Method::POST, path).header("Idempotency-Key", key);
    let request = request.header("Content-Type", "application/json");
    success(request.body(body)).await
}

/// Where a candidate's sends are begun.
pub fn sends_path(id: &CandidateId) -> String {
    format!("/api/candidates/{}/sends", id.as_str())
}

/// Where a candidate's updates are begun.
pub fn updates_path(id: &CandidateId) -> String {
    format!("/api/candidates/{}/updates", id.as_str())
}

/// What differs between a candidate, the last send, and BambooHR.
pub async fn changes(id: &CandidateId) -> Result<ChangesView, ApiError> {
    get(&format!("/api/candidates/{}/changes", id.as_str())).await
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

/// What is missing before these candidates can be sent.
pub async fn check_batch(candidates: Vec<CandidateId>) -> Result<BatchChecklist, ApiError> {
    send_json(
        Method::POST,
        "/api/batches/check",
        &BatchCheck { candidates },
    )
    .await
}

/// Where everything about one batch is; its events are at `{path}/events`.
pub fn batch_path(id: &str) -> String {
    format!("/api/batches/{}", path_segment(id))
}

/// Pauses a batch, or lets it go on.
pub async fn pause_batch(id: &str, paused: bool) -> Result<BatchView, ApiError> {
    let path = format!("{}/paused", batch_path(id));
    send_json(Method::PUT, &path, &PauseChange { paused }).await
}

/// One page of the export log.
pub async fn search_sends(search: &LogSearch) -> Result<LogPage, ApiError> {
    send_json(Method::POST, "/api/sends/search", search).await
}

/// How many sends there were in each of the last weeks, oldest first.
pub async fn weeks() -> Result<Vec<LogWeek>, ApiError> {
    get("/api/sends/weeks").await
}

/// Everything that is searched for in the log, as the content of a file. As bytes, because as a text it would lose
/// the mark by which spreadsheet programs know how it is written.
pub async fn export_sends(search: &LogSearch) -> Result<Vec<u8>, ApiError> {
    let request = request(Method::POST, "/api/sends/export").json(search);
    let content = answered(request).await?.binary().await;
    content.map_err(|_| ApiError::Network)
}

/// The id of a send comes from the address bar and may be anything.
fn path_segment(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn request(method: Method, path: &str) -> RequestBuilder {
    let patience = web_sys::AbortSignal::timeout_with_u32(PATIENCE);
    let request = RequestBuilder::new(path)
        .method(method)
        .header("Accept", "application/json")
        .abort_signal(Some(&patience));
    match owner::current() {
        Some(owner) if path != SESSION => request.header("X-User", &owner),
        _ => request,
    }
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
    let body = answered(request).await?.text().await;
    body.map_err(|_| ApiError::Network)
}

async fn answered(request: Prepared) -> Result<Response, ApiError> {
    let request = request.map_err(|_| ApiError::Network)?;
    let answer = host::send(&request.into()).await;
    let answer: Response = answer.map_err(|_| ApiError::Network)?.into();
    if answer.ok() {
        return Ok(answer);
    }
    let body = answer.text().await.map_err(|_| ApiError::Network)?;
    let error = ApiError::from_failure(answer.status(), &body);
    if error.is_signed_out() {
        say_signed_out();
    }
    Err(error)
}
