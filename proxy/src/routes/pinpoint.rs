//! `/api/integrations/pinpoint`: the connection as an admin sees and changes it. Key and secret come in and never go out.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{DoctorReport, EnabledChange, NewPinpoint, PinpointView, Removal};

use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::connections::NO_STORAGE;
use crate::problem::ApiError;
use crate::request::JsonBody;
use crate::sources::NotStored;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Administering,
            "/integrations/pinpoint",
            "The connection to Pinpoint as an admin sees it",
            show,
        )
        .put(
            Administering,
            "/integrations/pinpoint",
            "Store company, key and signing secret; names the version that was seen",
            store,
        )
        .delete(
            Administering,
            "/integrations/pinpoint",
            "Delete company, key and signing secret; names the version that was seen",
            remove,
        )
        .put(
            Administering,
            "/integrations/pinpoint/enabled",
            "Switch Pinpoint on, when it takes the key, or off",
            set_enabled,
        )
        .patient()
        .post(
            Administering,
            "/integrations/pinpoint/check",
            "What Pinpoint lets the key do now; what was given up is tried again",
            check,
        )
        .patient()
}

async fn show(State(app): State<App>, who: SignedIn) -> Result<Json<PinpointView>, ApiError> {
    shown(&app, &who).await
}

async fn store(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(new): JsonBody<NewPinpoint>,
) -> Result<Json<PinpointView>, ApiError> {
    let pinpoints = app.sources().pinpoints();
    pinpoints.store(&who.account, &who.user, new).await?;
    shown(&app, &who).await
}

async fn set_enabled(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(change): JsonBody<EnabledChange>,
) -> Result<Json<PinpointView>, ApiError> {
    let pinpoints = app.sources().pinpoints();
    let switched = pinpoints.switch(&who.account, &who.user, change.enabled, change.version);
    switched.await?;
    shown(&app, &who).await
}

async fn remove(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(removal): JsonBody<Removal>,
) -> Result<Json<PinpointView>, ApiError> {
    let pinpoints = app.sources().pinpoints();
    pinpoints
        .remove(&who.account, &who.user, removal.version)
        .await?;
    shown(&app, &who).await
}

async fn check(State(app): State<App>, who: SignedIn) -> Result<Json<DoctorReport>, ApiError> {
    Ok(Json(app.sources().pinpoints().check(&who.account).await?))
}

async fn shown(app: &App, who: &SignedIn) -> Result<Json<PinpointView>, ApiError> {
    Ok(Json(app.sources().pinpoints().view(&who.account).await?))
}

impl From<NotStored> for ApiError {
    fn from(why: NotStored) -> Self {
        let conflict =
            |kind, title, detail: &str| Self::new(StatusCode::CONFLICT, kind, title, detail);
        match why {
            NotStored::Ledger(error) => error.into(),
            NotStored::Vault(error) => Self::internal(error),
            NotStored::NoRandomness(error) => error,
            NotStored::NoMasterKey => conflict("no-master-key", "No master key", NO_STORAGE),
            NotStored::ChangedMeanwhile => Self::changed_meanwhile(
                "Somebody has changed the connection since this page showed it. Nothing was changed now: look at what is \
                 there, then try again.",
            ),
            NotStored::NothingConnected => conflict(
                "nothing-connected",
                "Nothing is connected",
                "There is no connection to Pinpoint yet. Enter the company, an API key and the signing secret first.",
            ),
            NotStored::NotReady(detail) => {
                conflict("not-ready", "Pinpoint cannot be switched on", &detail)
            }
            NotStored::Invalid(fields) => {
                let detail = "Some entries need correction. Nothing was stored.";
                Self::invalid(fields).with_detail(detail)
            }
        }
    }
}
