//! `POST /api/pinpoint/webhooks/{hook}`: Pinpoint says that somebody is hired. Looked at, written down, answered; what follows
//! from it is done afterwards, because Pinpoint waits for five seconds only.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use pinpoint::webhook::{Event, SIGNATURE_HEADER, verify};

use crate::access::Access::Signed;
use crate::access::Routes;
use crate::account::AccountId;
use crate::app::App;
use crate::ledger::{Noted, StoredPinpoint};
use crate::openapi::Content;
use crate::problem::ApiError;
use crate::request::PathId;
use crate::vault::Purpose;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Signed,
            "/pinpoint/webhooks/{hook}",
            "Pinpoint says that somebody is hired; the body is signed",
            event,
        )
        .giving(StatusCode::OK, Content::Nothing)
}

/// 200 as soon as it is written down, also when it was before or is out of time: whoever repeats it is to stop.
async fn event(
    State(app): State<App>,
    PathId(hook): PathId,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let (account, stored) = signed(&app, &hook, &headers, &body).await?;
    let Event::Hired {
        application,
        triggered_at,
    } = Event::read(&body).map_err(|_| unreadable())?
    else {
        return Ok(StatusCode::OK);
    };
    let (ledger, subdomain) = (app.ledger(), stored.subdomain.as_str());
    let noted = ledger.note_hired(&account, subdomain, application.as_str(), triggered_at);
    match noted.await? {
        Noted::New => app.sources().pinpoints().wake(),
        Noted::Known => tracing::info!("an event that was here before"),
        // It is signed, so Pinpoint means it; and Pinpoint switches off a webhook that fails.
        Noted::OutOfTime => {
            tracing::warn!(
                triggered_at,
                "an event that is too old, or of a time to come, was ignored"
            );
        }
    }
    Ok(StatusCode::OK)
}

/// Whose event it is. An address that is nobody's, a signature that is missing and one that is wrong are told the same.
async fn signed(
    app: &App,
    hook: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(AccountId, StoredPinpoint), ApiError> {
    let found = app.ledger().pinpoint_of_hook(hook).await?;
    let (account, stored) = found.ok_or_else(not_signed)?;
    let vault = app.vault().ok_or_else(not_signed)?;
    let secret = vault.open_text(&account, Purpose::PinpointSecret, &stored.sealed_secret);
    let secret = secret.map_err(|error| {
        // It cannot be looked at, which is no fault of who sent it: it is sent again.
        tracing::error!(%error, "a stored signing secret cannot be used");
        unavailable()
    })?;
    let mut given = headers.get_all(SIGNATURE_HEADER).into_iter();
    let signature = match (given.next(), given.next()) {
        (Some(one), None) => Some(one.as_bytes()),
        _ => None,
    };
    verify(&secret, signature, body).map_err(|_| not_signed())?;
    // Not before: whoever knows the address alone must not use up what the account may ask.
    app.limits().count_one_of(&account, "pinpoint")?;
    Ok((account, stored))
}

fn not_signed() -> ApiError {
    tracing::warn!("a webhook that is not signed was not taken");
    let detail = "The body is not signed with the secret of this address. Copy the signing secret from Pinpoint into Settings \
                  → Integrations → Pinpoint again, and the address from there into Pinpoint.";
    let (status, title) = (StatusCode::UNAUTHORIZED, "Not signed");
    ApiError::new(status, "not-signed", title, detail)
}

fn unavailable() -> ApiError {
    let detail =
        "The signing secret that is stored here cannot be opened. Ask an admin to enter it again.";
    let (status, title) = (StatusCode::SERVICE_UNAVAILABLE, "Not now");
    ApiError::new(status, "secret-sealed", title, detail)
}

fn unreadable() -> ApiError {
    let detail =
        "The body is signed and cannot be read: it names no event, no application, or no moment.";
    let (status, title) = (StatusCode::BAD_REQUEST, "Malformed request");
    ApiError::new(status, "malformed", title, detail)
}
