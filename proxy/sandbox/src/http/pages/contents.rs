//! `/employees/files/` and `/employees/photos/`: what the pages about people link to and show. No key is asked
//! for, since whoever sees the pages sees all. A file is only ever stored by the browser, never shown: what
//! somebody uploaded must not become a page of the sandbox.

use axum::extract::{Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::super::files;
use super::link;
use crate::state::SandboxState;

pub(super) const FILES_PATH: &str = "/employees/files/";
pub(super) const PHOTOS_PATH: &str = "/employees/photos/";

/// Keeps other sites from showing what is here.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The query. What is not a number is nobody's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    id: String,
    file: String,
}

/// Where a file is, as it may stand in an attribute.
pub(super) fn link_to_file(employee: &str, file: &str) -> String {
    link::to(FILES_PATH, &[("id", employee), ("file", file)])
}

/// Where a photo is. Another photo has another address.
pub(super) fn photo_url(employee: &str, photo: u64) -> String {
    format!("{PHOTOS_PATH}?id={employee}&version={photo}")
}

pub(super) async fn file(
    State(state): State<SandboxState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let found = {
        let company = state.company();
        let employee = company.employee(&asked.id).ok();
        employee.and_then(|employee| company.filed(employee.id, &asked.file))
    };
    match found {
        Some(download) => guarded(files::as_attachment(download)),
        None => super::no_such_page(headers).await,
    }
}

pub(super) async fn photo(
    State(state): State<SandboxState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let found = {
        let company = state.company();
        let employee = company.employee(&asked.id).ok();
        employee.and_then(|employee| company.photo(employee.id))
    };
    match found {
        Some((content_type, bytes)) => {
            guarded(([(CONTENT_TYPE, content_type)], bytes).into_response())
        }
        None => super::no_such_page(headers).await,
    }
}

fn guarded(mut response: Response) -> Response {
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (RESOURCE_POLICY, "same-origin"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}
