//! `/api/session`: who is here, whether BambooHR can be used; signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handoff::interface::{Connection, PassphraseChange, Session, SignIn, SignOut};
use secrecy::SecretString;

use crate::access::Access::{Known, Open, Polled};
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::connections::Connected;
use crate::ledger::UserRecord;
use crate::openapi;
use crate::openapi::Content;
use crate::problem::ApiError;
use crate::request::JsonBody;
use crate::{sessions, sign_in};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Polled,
            "/session",
            "Who is here, and whether BambooHR can be used",
            session,
        )
        .post(Open, "/session", "Sign in", sign_in)
        .giving(StatusCode::OK, openapi::json::<Session>())
        .delete(Known, "/session", "Sign out, here or everywhere", sign_out)
        .giving(StatusCode::NO_CONTENT, Content::Nothing)
        .put(
            Known,
            "/session/passphrase",
            "Choose another passphrase",
            change_passphrase,
        )
        .giving(StatusCode::NO_CONTENT, Content::Nothing)
}

async fn session(State(app): State<App>, who: SignedIn) -> Result<Json<Session>, ApiError> {
    Ok(Json(shown(&app, &who).await?))
}

pub(super) async fn shown(app: &App, who: &SignedIn) -> Result<Session, ApiError> {
    Ok(Session {
        bamboohr: connection(app, who).await?,
        need_person: app.ledger().need_person(&who.account, &who.sight).await?,
        user_id: who.id().to_owned(),
        user: who.user.clone(),
        role: who.role,
        provider: app.ways().label(who.issuer.as_deref()),
        demo: app.demo(),
    })
}

/// A rejected key is known from any request, and said before anybody asks for a form.
pub(super) async fn connection(app: &App, who: &SignedIn) -> Result<Connection, ApiError> {
    let connected = app.connections().of(&who.account).await?;
    let bamboohr = match connected {
        Connected::Nothing => return Ok(Connection::NotConfigured),
        Connected::Disabled(_) => return Ok(Connection::Disabled),
        Connected::Sealed(_) => None,
        Connected::Live(bamboohr) => Some(bamboohr),
    };
    let stopped = app.upstream(&who.account).await?.stopped;
    Ok(match (stopped, bamboohr) {
        (Some(problem), _) => Connection::Unavailable {
            reason: format!("{} {}", problem.title, problem.advice),
        },
        (None, Some(bamboohr)) => bamboohr.status(),
        // Changed between the two looks.
        (None, None) => Connection::Checking,
    })
}

async fn sign_in(
    State(app): State<App>,
    ClientAddress(from): ClientAddress,
    headers: HeaderMap,
    JsonBody(SignIn { email, passphrase }): JsonBody<SignIn>,
) -> Result<Response, ApiError> {
    let user = sign_in::known(&app, &email, SecretString::from(passphrase), from).await?;
    // The browser forgets it for the new one, and a copy of it shall be good for nothing.
    if let Some(before) = sessions::brought(&headers) {
        app.ledger().end_session(&before).await?;
    }
    tracing::info!(user = user.id.as_str(), "signed in");
    welcomed(&app, &user).await
}

/// A new session for this user: who they are, and their cookie.
pub(super) async fn welcomed(app: &App, user: &UserRecord) -> Result<Response, ApiError> {
    let begun = sessions::begin(app, user).await?;
    let (cookie, who) = begun.ok_or_else(sign_in::wrong)?;
    let session = Json(shown(app, &who).await?);
    Ok(([(header::SET_COOKIE, cookie)], session).into_response())
}

async fn sign_out(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(SignOut { everywhere }): JsonBody<SignOut>,
) -> Result<Response, ApiError> {
    if let Some((user, hash)) = who.session() {
        if everywhere {
            app.ledger()
                .end_sessions_of(&who.account, &who.user, user)
                .await?;
        } else {
            app.ledger().end_session(hash).await?;
        }
        tracing::info!(user = user.as_str(), everywhere, "signed out");
    }
    let cookie = sessions::forget()?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Other sessions of this person end; this one goes on as a new one.
async fn change_passphrase(
    State(app): State<App>,
    who: SignedIn,
    ClientAddress(from): ClientAddress,
    JsonBody(change): JsonBody<PassphraseChange>,
) -> Result<Response, ApiError> {
    let Some((id, _)) = who.session() else {
        return Err(ApiError::not_found());
    };
    let user = app.ledger().user(&who.account, id).await?;
    let user = user.ok_or_else(ApiError::signed_out)?;
    sign_in::not_from_a_provider(&app, &user)?;
    let current = SecretString::from(change.current);
    sign_in::known(&app, &user.email, current, from)
        .await
        .map_err(|error| match error.is("wrong-sign-in") {
            true => sign_in::wrong_at("current", "This is not your passphrase."),
            false => error,
        })?;
    let known = [user.email.as_str(), user.name.as_str()];
    let hash = sign_in::chosen(&app, "new", SecretString::from(change.new), &known).await?;
    app.ledger().set_passphrase(&who.account, id, &hash).await?;
    let changed = app.ledger().user(&who.account, id).await?;
    let changed = changed.ok_or_else(ApiError::signed_out)?;
    let begun = sessions::begin(&app, &changed).await?;
    let (cookie, _) = begun.ok_or_else(ApiError::signed_out)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
