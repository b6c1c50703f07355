//! `/api/connection/check`: asks BambooHR now whether it can be used, after an admin has mended something.

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use handoff::interface::Connection;

use super::session::connection;
use crate::account::SignedIn;
use crate::app::App;
use crate::problem::ApiError;

pub(crate) fn router() -> Router<App> {
    Router::new().route("/connection/check", post(check))
}

async fn check(State(app): State<App>, who: SignedIn) -> Result<Json<Connection>, ApiError> {
    app.sender().check(&who.account).await?;
    Ok(Json(connection(&app, &who).await?))
}
