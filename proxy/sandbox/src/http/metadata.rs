//! The `meta` endpoints. Always JSON; any known key may read them.

use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::answer;
use crate::company::{
    Refusal, describe_countries, describe_country_with_code, describe_provinces, describe_tables,
};
use crate::state::SandboxState;

pub(super) async fn fields(State(state): State<SandboxState>) -> Response {
    answer::json_answer(&state.company().describe_fields())
}

pub(super) async fn lists(State(state): State<SandboxState>) -> Response {
    answer::json_answer_with_charset(&state.company().lists())
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
