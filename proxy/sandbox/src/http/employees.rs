//! Create, update and read one employee. Create and update take JSON or XML and answer JSON whatever was
//! asked for; a read without `Accept: application/json` is XML.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::address::{Prefix, host};
use super::{answer, markup, request_body};
use crate::company::settings::Location;
use crate::company::{Caller, Refusal, View};
use crate::state::SandboxState;

pub(super) async fn create(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Extension(prefix): Extension<Prefix>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let form = state.company().settings.location;
    let body = request_body::as_json(&state, &headers, body)?;
    let moment = state.moment();
    let written = state.change(|company| company.create(&caller, &body, moment))?;
    let host = host(&headers);
    let id = written.id;
    let location = match form {
        Location::Api => format!("http://{host}{}/employees/{id}", prefix.0),
        Location::WebApp => format!("http://{host}/employees/employee.php?id={id}"),
    };
    Ok(answer::created(&location, written.echo.as_ref()))
}

pub(super) async fn update(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let body = request_body::as_json(&state, &headers, body)?;
    let moment = state.moment();
    let written = state.change(|company| company.update(&caller, &id, &body, moment))?;
    Ok(answer::written(StatusCode::OK, written.echo.as_ref()))
}

/// Only the last `fields` counts, and `fields[]` not at all.
pub(super) async fn read(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let fields = last(&query, "fields").unwrap_or_default();
    let asked: Vec<&str> = fields
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let view = View {
        today: state.moment().today,
        only_current: only_current(&query),
    };
    let employee = state.company().read(&caller, &id, &asked, view)?;
    Ok(if answer::wants_json(&headers) {
        answer::json_answer(&employee)
    } else {
        answer::xml_answer(&markup::employee(&employee))
    })
}

/// What the query says under this name; said twice, the last one counts.
fn last<'query>(query: &'query [(String, String)], wanted: &str) -> Option<&'query str> {
    let found = query.iter().rev().find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.as_str())
}

/// Whether values still to come are left out, as they are unless the query says otherwise.
pub(super) fn only_current(query: &[(String, String)]) -> bool {
    !matches!(last(query, "onlyCurrent"), Some("false" | "0"))
}
