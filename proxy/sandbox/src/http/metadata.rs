//! The `meta` endpoints. Any known key may read most of them. Users, and a list that was changed, are XML unless
//! JSON is asked for; the others are always JSON.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{answer, markup, request_body};
use crate::company::{
    Caller, Refusal, User, describe_countries, describe_country_with_code, describe_provinces,
    describe_tables, sent_options,
};
use crate::state::SandboxState;

pub(super) async fn fields(State(state): State<SandboxState>) -> Response {
    answer::json_answer(&state.company().describe_fields())
}

pub(super) async fn lists(State(state): State<SandboxState>) -> Response {
    answer::json_answer_with_charset(&state.company().lists())
}

/// Answers with the whole list.
pub(super) async fn change_list(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(field_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let changes = sent_options(&request_body::as_json(&state, &headers, body)?)?;
    let moment = state.moment();
    let field_id =
        state.change(|company| company.change_options(&caller, &field_id, &changes, moment))?;
    let list = state.company().described_list(field_id).unwrap_or_default();
    Ok(if answer::wants_json(&headers) {
        answer::json_answer(&list)
    } else {
        answer::xml_answer(&markup::list(&list))
    })
}

pub(super) async fn users(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let users = state.company().users(&caller)?;
    if !answer::wants_json(&headers) {
        return Ok(answer::xml_answer(&markup::users(&users)));
    }
    let by_id: Map<String, Value> = users
        .iter()
        .map(|user| (user.id.to_string(), describe_user(user)))
        .collect();
    Ok(answer::json_answer(&Value::Object(by_id)))
}

fn describe_user(user: &User) -> Value {
    json!({
        "id": user.id, "employeeId": user.employee, "firstName": user.first_name, "lastName": user.last_name,
        "email": user.email, "status": user.status, "lastLogin": user.last_login,
    })
}

pub(super) async fn tables() -> Response {
    answer::json_answer(&describe_tables())
}

pub(super) async fn countries(
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let answer = match query.iter().find(|(name, _)| name == "isoCode") {
        Some((_, iso)) => describe_country_with_code(iso)?,
        None => describe_countries(),
    };
    Ok(answer::json_answer(&answer))
}

pub(super) async fn provinces(Path(country_id): Path<String>) -> Result<Response, Refusal> {
    Ok(answer::json_answer(&describe_provinces(&country_id)?))
}
