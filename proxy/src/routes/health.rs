//! `/healthz`: the process answers. `/readyz`: it can do its work.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;
use crate::problem::ApiError;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> Result<&'static str, ApiError> {
    if app.ledger().is_usable().await {
        return Ok("ready");
    }
    let detail = "The ledger cannot be read and written. See the log for the reason.";
    let (status, title) = (StatusCode::SERVICE_UNAVAILABLE, "Not ready");
    Err(ApiError::new(status, "not-ready", title, detail))
}
