//! `/api/candidates/{id}/draft`: what somebody has typed and not sent yet, kept encrypted for whoever goes on.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use handoff::interface::{DraftChange, DraftRemoval, DraftView};
use handoff::{Candidate, CandidateId};
use secrecy::ExposeSecret as _;
use std::time::Duration;

use super::candidates::candidate;
use crate::account::SignedIn;
use crate::app::App;
use crate::ledger::StoredDraft;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::vault::{Purpose, Vault};

/// For so long after a change somebody is likely at it still.
const FRESH: Duration = Duration::from_secs(120);

pub(crate) fn router() -> Router<App> {
    Router::new().route("/candidates/{id}/draft", get(show).put(keep).delete(forget))
}

async fn show(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<DraftView>, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    viewed(&app, &who, &candidate)
        .await?
        .map(Json)
        .ok_or_else(ApiError::not_found)
}

async fn keep(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(change): JsonBody<DraftChange>,
) -> Result<Json<DraftView>, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    let vault = vault(&app)?;
    let sealed = vault
        .seal_text(&who.account, Purpose::Draft, &change.draft.clone().into())
        .map_err(ApiError::internal)?;
    let kept = app
        .ledger()
        .put_draft(
            &who.account,
            &candidate.id,
            &who.user,
            change.version,
            &sealed,
        )
        .await?;
    if kept.is_none() {
        return Err(conflict(&app, &who, &candidate.id).await?);
    }
    viewed(&app, &who, &candidate)
        .await?
        .map(Json)
        .ok_or_else(ApiError::not_found)
}

async fn forget(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(DraftRemoval { version }): JsonBody<DraftRemoval>,
) -> Result<StatusCode, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    let (ledger, account) = (app.ledger(), &who.account);
    ledger.forget_draft(account, &candidate.id, version).await?;
    match ledger.draft(account, &candidate.id).await? {
        None => Ok(StatusCode::NO_CONTENT),
        Some(_) => Err(conflict(&app, &who, &candidate.id).await?),
    }
}

/// One that cannot be opened any more is none: the master key that sealed it is gone.
async fn viewed(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<DraftView>, ApiError> {
    let Some(stored) = app.ledger().draft(&who.account, &candidate.id).await? else {
        return Ok(None);
    };
    let vault = vault(app)?;
    let StoredDraft {
        version,
        who: by,
        at,
        age,
        sealed,
    } = stored;
    let Ok(draft) = vault.open_text(&who.account, Purpose::Draft, &sealed) else {
        tracing::warn!("a draft cannot be opened with the master keys of this proxy");
        return Ok(None);
    };
    Ok(Some(DraftView {
        draft: draft.expose_secret().to_owned(),
        version,
        is_mine: by == who.user,
        is_fresh: age < FRESH,
        who: by,
        at,
    }))
}

fn vault(app: &App) -> Result<&Vault, ApiError> {
    app.vault().ok_or_else(|| {
        ApiError::new(
            StatusCode::NOT_FOUND,
            "no-drafts",
            "Drafts are not kept here",
            "Without a master key the server keeps no drafts: what is typed stays in this tab.",
        )
    })
}

async fn conflict(
    app: &App,
    who: &SignedIn,
    candidate: &CandidateId,
) -> Result<ApiError, ApiError> {
    let stored = app.ledger().draft(&who.account, candidate).await?;
    let detail = match stored {
        Some(stored) if stored.who != who.user => format!(
            "{} has changed this form since you opened it. Nothing of theirs was overwritten.",
            stored.who
        ),
        Some(_) => {
            "This form was changed in another window since you opened it. Nothing was overwritten."
                .to_owned()
        }
        None => "This form was sent or started over since you opened it.".to_owned(),
    };
    Ok(ApiError::changed_meanwhile(detail))
}
