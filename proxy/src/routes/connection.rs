//! `/api/connection/check`: asks BambooHR now whether it can be used, after an admin has mended something.

use axum::Json;
use axum::extract::State;
use handoff::interface::Connection;

use super::session::connection;
use crate::access::Access::Sending;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::problem::ApiError;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Sending,
            "/connection/check",
            "Ask BambooHR now whether it can be used again",
            check,
        )
        .patient()
}

async fn check(State(app): State<App>, who: SignedIn) -> Result<Json<Connection>, ApiError> {
    app.sender().check(&who.account).await?;
    Ok(Json(connection(&app, &who).await?))
}
