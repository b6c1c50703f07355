//! The interface for tests under `/_sandbox`: read the request log, add and clear faults, start over.
//! It needs no key, since the sandbox is reachable from this machine only, and is not recorded.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use crate::fault::Fault;
use crate::request_log::RecordedRequest;
use crate::state::SandboxState;

pub(super) async fn requests(State(state): State<SandboxState>) -> Json<Vec<RecordedRequest>> {
    Json(state.requests())
}

/// 204, or 400 with a sentence on what is wrong with the fault.
pub(super) async fn add_fault(
    State(state): State<SandboxState>,
    body: Bytes,
) -> Result<StatusCode, (StatusCode, String)> {
    let fault: Fault = serde_json::from_slice(&body).map_err(|error| {
        (
            StatusCode::BAD_REQUEST,
            format!("This is not a fault: {error}\n"),
        )
    })?;
    state.add_fault(fault);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn clear_faults(State(state): State<SandboxState>) -> StatusCode {
    state.clear_faults();
    StatusCode::NO_CONTENT
}

pub(super) async fn reset(State(state): State<SandboxState>) -> StatusCode {
    state.reset();
    StatusCode::NO_CONTENT
}
