//! `/api/integrations/bamboohr`: the connection as an admin sees and changes it. The key comes in and never goes out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use handoff::interface::{EnabledChange, IntegrationView, NewConnection, Removal};

use crate::account::SignedIn;
use crate::app::App;
use crate::connections::{NO_STORAGE, NotChanged};
use crate::problem::ApiError;
use crate::request::JsonBody;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route(
            "/integrations/bamboohr",
            get(show).put(store).delete(remove),
        )
        .route("/integrations/bamboohr/enabled", put(set_enabled))
}

async fn show(State(app): State<App>, who: SignedIn) -> Result<Json<IntegrationView>, ApiError> {
    administers(&who)?;
    shown(&app, &who).await
}

async fn store(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(new): JsonBody<NewConnection>,
) -> Result<Json<IntegrationView>, ApiError> {
    administers(&who)?;
    let connections = app.connections();
    connections.store(&who.account, &who.user, new).await?;
    app.sender().wake();
    shown(&app, &who).await
}

async fn set_enabled(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(change): JsonBody<EnabledChange>,
) -> Result<Json<IntegrationView>, ApiError> {
    administers(&who)?;
    let connections = app.connections();
    if change.enabled {
        connections.enable(&who.account, change.version).await?;
    } else {
        connections.disable(&who.account, change.version).await?;
    }
    app.sender().wake();
    shown(&app, &who).await
}

async fn remove(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(removal): JsonBody<Removal>,
) -> Result<Json<IntegrationView>, ApiError> {
    administers(&who)?;
    let connections = app.connections();
    connections.remove(&who.account, removal.version).await?;
    shown(&app, &who).await
}

async fn shown(app: &App, who: &SignedIn) -> Result<Json<IntegrationView>, ApiError> {
    Ok(Json(app.connections().view(&who.account).await?))
}

/// The one place that asks who may do all this.
fn administers(who: &SignedIn) -> Result<(), ApiError> {
    if who.may_administer() {
        return Ok(());
    }
    let detail = "Only an admin can see and change the connection to BambooHR. Ask one.";
    let status = StatusCode::FORBIDDEN;
    Err(ApiError::new(status, "not-admin", "For admins", detail))
}

impl From<NotChanged> for ApiError {
    fn from(why: NotChanged) -> Self {
        let conflict =
            |kind, title, detail: &str| Self::new(StatusCode::CONFLICT, kind, title, detail);
        match why {
            NotChanged::Ledger(error) => error.into(),
            NotChanged::Vault(error) => Self::internal(error),
            NotChanged::SetByDeployment => conflict(
                "set-by-deployment",
                "Set where the server is started",
                "Company and key are given where the server is started (BAMBOOHR_SUBDOMAIN and the API key), so they cannot be \
                 changed here. Whoever runs the server can change them, or take them out so that they are managed here.",
            ),
            NotChanged::NoMasterKey => conflict("no-master-key", "No master key", NO_STORAGE),
            NotChanged::ChangedMeanwhile => conflict(
                "changed-meanwhile",
                "It has changed meanwhile",
                "Somebody has changed the connection since this page showed it. Nothing was changed now: look at what is \
                 there, then try again.",
            ),
            NotChanged::NothingConnected => conflict(
                "nothing-connected",
                "Nothing is connected",
                "There is no connection to BambooHR yet. Enter the company and an API key first.",
            ),
            NotChanged::NotReady(detail) => {
                conflict("not-ready", "BambooHR cannot be switched on", &detail)
            }
            NotChanged::NotAsked(reason) => {
                let detail = format!("{reason} Nothing was changed.");
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let title = "BambooHR is not available";
                Self::new(status, "bamboohr-unavailable", title, detail)
            }
            NotChanged::Invalid(fields) => {
                let detail = "Some entries need correction. Nothing was stored.";
                Self::invalid(fields).with_detail(detail)
            }
        }
    }
}
