//! `/api/candidates/{id}/photo`: the candidate's photo, upright and small enough to look at.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::candidates::candidate;
use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::forms::PHOTO;
use crate::openapi::Content;
use crate::photo;
use crate::problem::ApiError;
use crate::request::PathId;

/// Longest side of what is shown, in pixels.
const LONGEST: u32 = 800;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            SendingOrFramed,
            "/candidates/{id}/photo",
            "The photo, upright and small enough to look at",
            show,
        )
        .giving(StatusCode::OK, Content::File("image/jpeg", None))
}

async fn show(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Response, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    let file = app
        .ledger()
        .file(&who.account, &candidate.id, PHOTO)
        .await?;
    let file = file.ok_or_else(ApiError::not_found)?;
    let shown = photo::in_turn(move || photo::shown(&file.content, LONGEST)).await;
    let shown = shown
        .ok_or_else(|| ApiError::internal("a picture could not be worked on"))?
        .map_err(|_| ApiError::not_found())?;
    // Written anew, so it is a JPEG whatever the candidate handed in.
    let headers = [
        (CONTENT_TYPE, "image/jpeg"),
        (CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, shown).into_response())
}
