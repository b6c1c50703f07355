//! Turns for large bodies: few are taken in at once, and whoever comes too many is told when to come back.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::problem::ApiError;

/// Documents that are taken in at once, over all accounts: each is in memory more than once for a moment.
const AT_ONCE: usize = 3;
const SOON: Duration = Duration::from_secs(2);

/// Turns for documents.
#[derive(Debug)]
pub(crate) struct Uploads(Arc<Semaphore>);

impl Default for Uploads {
    fn default() -> Self {
        Self::at_once(AT_ONCE)
    }
}

impl Uploads {
    /// So many turns, for others than those of whom it is known who they are.
    pub(crate) fn at_once(turns: usize) -> Self {
        Self(Arc::new(Semaphore::new(turns)))
    }

    /// A turn as soon as there is one, for whoever asks once and is not told to come back.
    pub(crate) async fn wait(&self, longest: Duration) -> Result<Turn, ApiError> {
        let turn = Arc::clone(&self.0).acquire_owned();
        let turn = tokio::time::timeout(longest, turn).await;
        turn.ok()
            .and_then(Result::ok)
            .map(Turn)
            .ok_or_else(too_many)
    }
}

/// The turn of one document, taken before anything of it is read.
pub(crate) struct Turn(
    #[expect(dead_code, reason = "held until it is dropped")] OwnedSemaphorePermit,
);

impl FromRequestParts<App> for Turn {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let turn = Arc::clone(&app.uploads().0).try_acquire_owned();
        turn.map(Self).map_err(|_| too_many())
    }
}

pub(crate) fn too_many() -> ApiError {
    let detail =
        "Other documents are being taken in at this moment. Wait, and bring this one again.";
    ApiError::too_many("Too many documents at once", detail, SOON)
}
