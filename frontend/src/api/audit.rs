//! The record of who did what.

use gloo_net::http::Method;
use handoff::interface::{AuditPage, AuditSearch, AuditVerdict};

use super::{ApiError, answer_to, answered, request, send_json};

/// A page of the record.
pub async fn search_audit(search: &AuditSearch) -> Result<AuditPage, ApiError> {
    send_json(Method::POST, "/api/audit/search", search).await
}

/// Whether the record is as it was written.
pub async fn verify_audit() -> Result<AuditVerdict, ApiError> {
    answer_to(request(Method::POST, "/api/audit/verify").build()).await
}

/// All of it, as the content of a file.
pub async fn export_audit() -> Result<Vec<u8>, ApiError> {
    let request = request(Method::POST, "/api/audit/export").build();
    let content = answered(request).await?.binary().await;
    content.map_err(|_| ApiError::Network)
}
