//! `/api/session`: who is here and whether BambooHR can be used.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use handoff::interface::{Connection, Session};

use crate::account::SignedIn;
use crate::app::App;
use crate::connections::Connected;
use crate::problem::ApiError;

pub(crate) fn router() -> Router<App> {
    Router::new().route("/session", get(session))
}

async fn session(State(app): State<App>, who: SignedIn) -> Result<Json<Session>, ApiError> {
    Ok(Json(Session {
        bamboohr: connection(&app, &who).await?,
        need_person: app.ledger().need_person(&who.account).await?,
        user: who.user,
        demo: app.demo(),
    }))
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
