//! The keys of applicant tracking systems' servers, and the pages that may show the form.

use gloo_net::http::Method;
use handoff::interface::{AtsKeyMade, AtsKeyReplacement, EmbedOrigin, EmbeddingView, NewAtsKey};

use super::{ApiError, answer_to, get, request, send_json};

const KEYS: &str = "/api/embedding/keys";
const ORIGINS: &str = "/api/embedding/origins";

/// What there is.
pub async fn embedding() -> Result<EmbeddingView, ApiError> {
    get("/api/embedding").await
}

/// Makes a key.
pub async fn add_key(new: &NewAtsKey) -> Result<AtsKeyMade, ApiError> {
    send_json(Method::POST, KEYS, new).await
}

/// Makes a key in place of another, which works on for so many hours.
pub async fn replace_key(id: &str, overlap_hours: u64) -> Result<AtsKeyMade, ApiError> {
    let replacement = AtsKeyReplacement { overlap_hours };
    send_json(Method::POST, &format!("{KEYS}/{id}/replace"), &replacement).await
}

/// Takes a key away.
pub async fn remove_key(id: &str) -> Result<EmbeddingView, ApiError> {
    answer_to(request(Method::DELETE, &format!("{KEYS}/{id}")).build()).await
}

/// Lets a page show the form.
pub async fn allow_origin(origin: String) -> Result<EmbeddingView, ApiError> {
    send_json(Method::POST, ORIGINS, &EmbedOrigin { origin }).await
}

/// Lets it show the form no more.
pub async fn remove_origin(origin: String) -> Result<EmbeddingView, ApiError> {
    send_json(Method::DELETE, ORIGINS, &EmbedOrigin { origin }).await
}
