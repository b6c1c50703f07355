//! A request that begins something at most once, however often somebody presses: its idempotency key stays the
//! same until it is settled what became of it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::{self, ApiError};
use crate::attempt;
use crate::browser::random_id;
use crate::shelf::TabShelf;

/// Posts `what` to `path`. `subject` is what it is about; see [`attempt::key_for`].
pub(super) async fn once<T: DeserializeOwned>(
    subject: &str,
    path: &str,
    what: &impl Serialize,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(what).unwrap_or_default();
    let answer = post(subject, path, &body).await?;
    let read = serde_json::from_str(&answer).map_err(|_| ApiError::Unreadable { status: 202 });
    if read.is_ok() {
        attempt::answered(&TabShelf, subject);
    }
    read
}

/// Apart from [`once`] so that it is compiled once and not once for every answer.
async fn post(subject: &str, path: &str, body: &str) -> Result<String, ApiError> {
    let key = attempt::key_for(&TabShelf, subject, body, random_id);
    let answer = api::begin(path, &key, body).await;
    // Otherwise nobody knows whether it began: pressing again must repeat it, key and all.
    if answer.as_ref().err().is_some_and(ApiError::changed_nothing) {
        attempt::answered(&TabShelf, subject);
    }
    answer
}
