//! Writing table rows. What a client needs most, the new row's id, is in no answer: it must read the table.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::address::Version;
use super::{answer, request_body};
use crate::company::{Caller, Deletion, Refusal, RowAddress, RowRules, sent_fields};
use crate::state::SandboxState;

pub(super) async fn add_row(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Extension(version): Extension<Version>,
    Path((employee, table)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let address = RowAddress {
        employee: &employee,
        table: &table,
        row: None,
    };
    write(&state, &caller, version, address, &headers, body)
}

pub(super) async fn change_row(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Extension(version): Extension<Version>,
    Path((employee, table, row)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let address = RowAddress {
        employee: &employee,
        table: &table,
        row: Some(&row),
    };
    write(&state, &caller, version, address, &headers, body)
}

fn write(
    state: &SandboxState,
    caller: &Caller,
    version: Version,
    address: RowAddress<'_>,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let rules = match version {
        Version::V1 => RowRules::V1,
        _ => RowRules::V1_1,
    };
    let sent = sent_fields(&request_body::as_json(state, headers, body)?)?;
    let moment = state.moment();
    state.change(|company| company.write_row(caller, address, &sent, rules, moment))?;
    Ok(answer::html_answer(StatusCode::OK, String::new()))
}

/// 200 even when nothing was deleted: the body says which.
pub(super) async fn delete_row(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path((employee, table, row)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let address = RowAddress {
        employee: &employee,
        table: &table,
        row: Some(&row),
    };
    let moment = state.moment();
    let deletion = state.change(|company| company.delete_row(&caller, address, moment))?;
    Ok(answer::json_answer(&match deletion {
        Deletion::Done => json!({"success": true}),
        Deletion::Failed(error) => json!({"success": false, "error": error}),
    }))
}
