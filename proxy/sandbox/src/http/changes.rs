//! Deleting people, and the feed of changes, which remembers them.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::answer;
use crate::company::{Caller, Refusal};
use crate::state::SandboxState;

/// 204 with neither a body nor a content type.
pub(super) async fn delete(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let moment = state.moment();
    state.change(|company| company.delete(&caller, &id, moment))?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn changed(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let parameter = |wanted: &str| {
        let found = query.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let moment = state.moment();
    let company = state.company();
    let changed = company.changed_since(&caller, parameter("since"), parameter("type"), moment)?;
    Ok(answer::json_answer(&changed))
}
