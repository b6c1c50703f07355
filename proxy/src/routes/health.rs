//! `/healthz`: the process answers. `/readyz`: it can do its work.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::sync::Mutex;

use crate::app::App;
use crate::ledger::Ledger;
use crate::problem::ApiError;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
}

/// For so long an answer holds, whoever asks.
const HOLDS: Duration = Duration::from_secs(1);

/// Whether the ledger was usable a moment ago. However many ask, it is looked at once at a time.
#[derive(Debug, Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, bool)>>);

impl Readiness {
    async fn of(&self, ledger: &Ledger) -> bool {
        let mut known = self.0.lock().await;
        if let Some((looked, is_usable)) = *known
            && looked.elapsed() < HOLDS
        {
            return is_usable;
        }
        let is_usable = ledger.is_usable().await;
        *known = Some((Instant::now(), is_usable));
        is_usable
    }
}

async fn ready(State(app): State<App>) -> Result<&'static str, ApiError> {
    if app.readiness().of(app.ledger()).await {
        return Ok("ready");
    }
    let detail = "The ledger cannot be read and written. See the log for the reason.";
    let (status, title) = (StatusCode::SERVICE_UNAVAILABLE, "Not ready");
    Err(ApiError::new(status, "not-ready", title, detail))
}
