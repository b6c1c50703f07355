//! `/api/session`: who is here and whether BambooHR can be used.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use handoff::interface::{Connection, Session};

use crate::account::SignedIn;
use crate::app::App;
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
    let Some(bamboohr) = app.bamboohr() else {
        return Ok(Connection::NotConfigured);
    };
    let stopped = app.ledger().upstream(&who.account).await?.stopped;
    Ok(match stopped {
        Some(problem) => Connection::Unavailable {
            reason: format!("{} {}", problem.title, problem.advice),
        },
        None => bamboohr.status(),
    })
}
