//! `/api/integrations/bamboohr`: the connection as an admin sees and changes it. The key comes in and never goes out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{DoctorReport, EnabledChange, IntegrationView, NewConnection, Removal};

use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::checkup;
use crate::connection::BambooHr;
use crate::connections::{NO_STORAGE, NotChanged};
use crate::problem::ApiError;
use crate::request::JsonBody;
use tracing::Instrument;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Administering,
            "/integrations/bamboohr",
            "The connection as an admin sees it",
            show,
        )
        .put(
            Administering,
            "/integrations/bamboohr",
            "Store company and key; names the version that was seen",
            store,
        )
        .patient()
        .delete(
            Administering,
            "/integrations/bamboohr",
            "Delete company and key; names the version that was seen",
            remove,
        )
        .put(
            Administering,
            "/integrations/bamboohr/enabled",
            "Switch the connection on, when nothing that the doctor finds stops it, or off",
            set_enabled,
        )
        .patient()
        .post(
            Administering,
            "/integrations/bamboohr/check",
            "What the doctor finds now",
            check,
        )
        .patient()
        .post(
            Administering,
            "/integrations/bamboohr/test-person",
            "The same with a test person who is added and deleted",
            test_person,
        )
        .patient()
}

async fn show(State(app): State<App>, who: SignedIn) -> Result<Json<IntegrationView>, ApiError> {
    shown(&app, &who).await
}

async fn store(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(new): JsonBody<NewConnection>,
) -> Result<Json<IntegrationView>, ApiError> {
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
    let connections = app.connections();
    if change.enabled {
        connections
            .enable(&who.account, &who.user, change.version)
            .await?;
    } else {
        connections
            .disable(&who.account, &who.user, change.version)
            .await?;
    }
    app.sender().wake();
    shown(&app, &who).await
}

async fn remove(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(removal): JsonBody<Removal>,
) -> Result<Json<IntegrationView>, ApiError> {
    let connections = app.connections();
    connections
        .remove(&who.account, &who.user, removal.version)
        .await?;
    shown(&app, &who).await
}

async fn check(State(app): State<App>, who: SignedIn) -> Result<Json<DoctorReport>, ApiError> {
    // What stopped everything is mended when BambooHR takes the key again.
    app.sender().check(&who.account).await?;
    let bamboohr = to_examine(&app, &who).await?;
    Ok(Json(
        checkup::examine(app.ledger(), &who.account, &bamboohr).await?,
    ))
}

async fn test_person(
    State(app): State<App>,
    who: SignedIn,
) -> Result<Json<DoctorReport>, ApiError> {
    let bamboohr = to_examine(&app, &who).await?;
    tracing::info!("a test person is wanted");
    // Whoever asked may go away: who was added is deleted all the same.
    let (ledger, account) = (app.ledger().clone(), who.account);
    let trying = async move { checkup::try_with_a_person(&ledger, &account, &bamboohr).await };
    let tried = tokio::spawn(trying.in_current_span()).await;
    Ok(Json(tried.map_err(ApiError::internal)??))
}

async fn to_examine(app: &App, who: &SignedIn) -> Result<Arc<BambooHr>, ApiError> {
    let bamboohr = app.connections().to_examine(&who.account).await?;
    bamboohr.ok_or_else(|| NotChanged::NothingConnected.into())
}

async fn shown(app: &App, who: &SignedIn) -> Result<Json<IntegrationView>, ApiError> {
    Ok(Json(app.connections().view(&who.account).await?))
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
            NotChanged::ChangedMeanwhile => Self::changed_meanwhile(
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
