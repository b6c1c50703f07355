//! The directory and the table rows. Both are XML unless JSON is asked for.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::{answer, employees, markup};
use crate::company::{Caller, Refusal};
use crate::state::SandboxState;

pub(super) async fn directory(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let only_current = employees::only_current(&query);
    let directory = state
        .company()
        .directory(&caller, only_current, state.moment())?;
    if !answer::wants_json(&headers) {
        return Ok(answer::xml_answer(&markup::directory(&directory)));
    }
    let fields = directory.fields.iter();
    let fields: Value = fields
        .map(|field| json!({"id": field.id, "type": field.kind, "name": field.name}))
        .collect();
    Ok(answer::json_answer(
        &json!({"fields": fields, "employees": directory.employees}),
    ))
}

pub(super) async fn table(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path((id, table)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let rows = state.company().rows(&caller, &id, &table)?;
    Ok(if answer::wants_json(&headers) {
        answer::json_answer(&json!(rows))
    } else {
        answer::xml_answer(&markup::table(&rows))
    })
}
