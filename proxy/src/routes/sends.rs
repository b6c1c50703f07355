//! `/api/sends`: how a send stands, and a person's decision about it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use handoff::interface::{Resolution, SendView};

use crate::account::SignedIn;
use crate::app::App;
use crate::ledger::{LedgerError, SendId, SendRecord};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send::{NotResolved, view};

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/sends/{id}", get(show))
        .route("/sends/{id}/resolve", post(resolve))
}

async fn show(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<SendView>, ApiError> {
    let record = record(&app, &who, &id).await?;
    Ok(Json(view(
        record,
        app.bamboohr().map(|bamboohr| bamboohr.client().endpoint()),
    )))
}

async fn resolve(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(resolution): JsonBody<Resolution>,
) -> Result<Json<SendView>, ApiError> {
    let record = record(&app, &who, &id).await?;
    match app
        .sender()
        .resolve(&who.account, &record, &who.user, &resolution)
        .await
    {
        Ok(()) => show(State(app), who, PathId(id)).await,
        Err(NotResolved::Ledger(LedgerError::EmployeeTaken)) => {
            let detail = "That employee already belongs to another candidate’s send. Look again, then choose from \
                          those who are left.";
            Err(ApiError::new(
                StatusCode::CONFLICT,
                "employee-taken",
                "Belongs to another send",
                detail,
            ))
        }
        Err(NotResolved::Ledger(error)) => Err(error.into()),
        Err(NotResolved::NotConnected) => {
            let detail = "BambooHR is not connected, so it cannot be asked. Ask an admin to connect it; this send waits.";
            Err(ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "bamboohr-unavailable",
                "BambooHR is not available",
                detail,
            ))
        }
        Err(NotResolved::NotWaiting) => {
            let detail = "This send does not wait for this decision any more. Reload the page to see how it stands.";
            Err(ApiError::new(
                StatusCode::CONFLICT,
                "not-waiting",
                "Already decided",
                detail,
            ))
        }
        Err(NotResolved::NotOffered) => {
            let detail = "That employee is not one of those found. Look again, then choose one from the list.";
            Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "not-offered",
                "Not one of those found",
                detail,
            ))
        }
    }
}

async fn record(app: &App, who: &SignedIn, id: &str) -> Result<SendRecord, ApiError> {
    let id = SendId::parse(id).ok_or_else(ApiError::not_found)?;
    app.ledger()
        .send(&who.account, &id)
        .await?
        .ok_or_else(ApiError::not_found)
}
