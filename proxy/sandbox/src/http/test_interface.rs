//! The interface for tests under `/_sandbox`: read the request log, add and clear faults, start over.
//! It needs no key, since the sandbox is reachable from this machine only, and is not recorded.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;

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
