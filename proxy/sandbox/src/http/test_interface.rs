//! The interface for tests under `/_sandbox`: read the request log, add and clear faults, set switches,
//! keys and the clock, give and end tokens, start over. It needs no key, since the sandbox is reachable
//! from this machine only, and is not recorded.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::sentence;
use crate::company::{Key, Settings, Tokens};
use crate::fault::Fault;
use crate::request_log::RecordedRequest;
use crate::state::SandboxState;

/// Which requests are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Only those with a larger number.
    after: u64,
}

pub(super) async fn requests(
    State(state): State<SandboxState>,
    Query(asked): Query<Asked>,
) -> Json<Vec<RecordedRequest>> {
    let log = state.request_log();
    let later = log.iter().filter(|request| request.sequence > asked.after);
    Json(later.cloned().collect())
}

/// 204, or 400 with a sentence on what is wrong with the fault.
pub(super) async fn add_fault(State(state): State<SandboxState>, body: Bytes) -> Response {
    match serde_json::from_slice::<Fault>(&body) {
        Ok(fault) => {
            state.add_fault(fault);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => bad_request(format!("This is not a fault: {error}")),
    }
}

/// The waiting faults in words, in the order they will be looked through.
pub(super) async fn faults(State(state): State<SandboxState>) -> Json<Vec<String>> {
    let faults = state.waiting_faults();
    Json(faults.iter().map(Fault::in_words).collect())
}

pub(super) async fn clear_faults(State(state): State<SandboxState>) -> StatusCode {
    state.clear_faults();
    StatusCode::NO_CONTENT
}

pub(super) async fn reset(State(state): State<SandboxState>) -> StatusCode {
    state.reset();
    StatusCode::NO_CONTENT
}

pub(super) async fn settings(State(state): State<SandboxState>) -> Json<Settings> {
    Json(state.company().settings.clone())
}

/// Replaces all settings: what is left out gets its default.
pub(super) async fn replace_settings(State(state): State<SandboxState>, body: Bytes) -> Response {
    change_settings(&state, &body, |_| Settings::default())
}

/// Changes the settings named; the others stay.
pub(super) async fn patch_settings(State(state): State<SandboxState>, body: Bytes) -> Response {
    change_settings(&state, &body, Settings::clone)
}

/// Lays the body over `base` of the current settings. Two changes at once do not undo each other.
fn change_settings(
    state: &SandboxState,
    body: &Bytes,
    base: impl FnOnce(&Settings) -> Settings,
) -> Response {
    let patch = serde_json::from_slice::<Value>(body).map_err(|error| error.to_string());
    let outcome = patch.and_then(|patch| {
        state.change(|company| {
            let settings = base(&company.settings).patched(&patch)?;
            company.settings.clone_from(&settings);
            Ok(settings)
        })
    });
    match outcome {
        Ok(settings) => Json(settings).into_response(),
        Err(error) => bad_request(format!("These are not settings: {error}")),
    }
}

/// All keys by name, without their secrets.
pub(super) async fn keys(State(state): State<SandboxState>) -> Json<Value> {
    let company = state.company();
    let shown = company.keys.all().map(|(name, key)| {
        let mut key = serde_json::to_value(key).unwrap_or(Value::Null);
        if let Some(members) = key.as_object_mut() {
            members.remove("secret");
        }
        (name.to_owned(), key)
    });
    Json(Value::Object(shown.collect::<Map<_, _>>()))
}

/// 204, or 400 with a sentence on what is wrong with the key.
pub(super) async fn set_key(
    State(state): State<SandboxState>,
    Path(name): Path<String>,
    body: Bytes,
) -> Response {
    let key = serde_json::from_slice::<Key>(&body).map_err(|error| error.to_string());
    let outcome = key.and_then(|key| state.set_key(&name, key).map_err(str::to_owned));
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => bad_request(format!("This is not a key: {error}")),
    }
}

/// 204, or 404 when there is no key of this name.
pub(super) async fn remove_key(
    State(state): State<SandboxState>,
    Path(name): Path<String>,
) -> StatusCode {
    if state.remove_key(&name) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::NOT_FOUND
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: u32,
}

pub(super) async fn clock(State(state): State<SandboxState>) -> Json<Value> {
    Json(json!({"now": state.moment().now.to_string()}))
}

/// Lets time pass at once.
pub(super) async fn advance_clock(State(state): State<SandboxState>, body: Bytes) -> Response {
    match serde_json::from_slice::<Advance>(&body) {
        Ok(Advance { advance_seconds }) => {
            state.pass_time(SignedDuration::from_secs(i64::from(advance_seconds)));
            clock(State(state)).await.into_response()
        }
        Err(error) => bad_request(format!("Say by how much: {error}")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    user: String,
}

/// Tokens for a user, without the way through a browser.
pub(super) async fn issue_tokens(State(state): State<SandboxState>, body: Bytes) -> Response {
    let user = match serde_json::from_slice::<User>(&body) {
        Ok(User { user }) => user,
        Err(error) => return bad_request(format!("Say for which user: {error}")),
    };
    let tokens: Option<Tokens> = state.issue_tokens(&user);
    match tokens {
        Some(tokens) => Json(tokens).into_response(),
        None => sentence(StatusCode::NOT_FOUND, "There is no key of this name."),
    }
}

pub(super) async fn expire_tokens(State(state): State<SandboxState>) -> StatusCode {
    state.expire_tokens();
    StatusCode::NO_CONTENT
}

fn bad_request(text: impl AsRef<str>) -> Response {
    sentence(StatusCode::BAD_REQUEST, text.as_ref())
}
