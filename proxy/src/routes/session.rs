//! `/api/session`: who is here and whether BambooHR can be used.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use handoff::interface::{Connection, Session};

use crate::account::SignedIn;
use crate::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new().route("/session", get(session))
}

async fn session(State(app): State<App>, who: SignedIn) -> Json<Session> {
    let bamboohr = app
        .bamboohr()
        .map_or(Connection::NotConfigured, |bamboohr| bamboohr.status());
    Json(Session {
        user: who.user,
        demo: app.demo(),
        bamboohr,
    })
}
