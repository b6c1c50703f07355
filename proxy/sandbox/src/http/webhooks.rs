//! Making webhooks. Mistakes are told in a JSON body, unlike elsewhere.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::answer;
use crate::company::{Caller, WebhookRefusal};
use crate::state::SandboxState;

pub(super) async fn create(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    body: Bytes,
) -> Response {
    let moment = state.moment();
    let made = state.change(|company| company.add_webhook(&caller, &body, moment));
    match made {
        Ok(webhook) => answer::json_with_status(StatusCode::CREATED, &webhook),
        Err(WebhookRefusal::Mistakes(sentences)) => {
            answer::json_with_status(StatusCode::BAD_REQUEST, &json!({"errors": sentences}))
        }
        Err(WebhookRefusal::Other(refusal)) => refusal.into_response(),
    }
}
