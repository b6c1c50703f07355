//! Create, update and read one employee. Create and update answer JSON whatever was asked for; a read
//! without `Accept: application/json` is XML.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;

use super::address::Prefix;
use super::{answer, markup};
use crate::company::{Caller, Moment, Refusal, View};
use crate::state::SandboxState;

pub(super) async fn create(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Extension(prefix): Extension<Prefix>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let written = state.change(|company| company.create(caller, &body, Moment::read()))?;
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    let location = format!("http://{host}{}/employees/{}", prefix.0, written.id);
    Ok(answer::created(&location, &written.echo))
}

pub(super) async fn update(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let written = state.change(|company| company.update(caller, &id, &body, Moment::read()))?;
    Ok(answer::json_answer(&written.echo))
}

/// Only the last `fields` counts, and `fields[]` not at all.
pub(super) async fn read(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let last = |wanted: &str| {
        query
            .iter()
            .rev()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
    };
    let fields = last("fields").unwrap_or_default();
    let asked: Vec<&str> = fields
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let only_current = !matches!(last("onlyCurrent"), Some("false" | "0"));
    let view = View {
        today: Moment::read().today,
        only_current,
    };
    let employee = state.company().read(caller, &id, &asked, view)?;
    Ok(if answer::wants_json(&headers) {
        answer::json_answer(&employee)
    } else {
        answer::xml_answer(&markup::employee(&employee))
    })
}
