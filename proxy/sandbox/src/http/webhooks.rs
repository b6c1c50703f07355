//! Making webhooks. Mistakes are told in a JSON body, unlike elsewhere.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::answer;
use crate::company::{Caller, Moment, WebhookRefusal};
use crate::state::SandboxState;

pub(super) async fn create(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    body: Bytes,
) -> Response {
    let key = new_private_key();
    let made = state.change(|company| company.add_webhook(&caller, &body, key, Moment::read()));
    match made {
        Ok(webhook) => answer::json_with_status(StatusCode::CREATED, &webhook),
        Err(WebhookRefusal::Mistakes(sentences)) => {
            answer::json_with_status(StatusCode::BAD_REQUEST, &json!({"errors": sentences}))
        }
        Err(WebhookRefusal::Other(refusal)) => refusal.into_response(),
    }
}

/// 32 hexadecimal digits. Good enough to tell one webhook from another, and no secret worth guessing.
fn new_private_key() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}
