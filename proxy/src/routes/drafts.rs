//! `/api/candidates/{id}/draft`: what somebody has typed and not sent yet, kept encrypted for whoever goes on.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{DraftChange, DraftRemoval, DraftView};
use handoff::{Candidate, CandidateId};
use secrecy::{ExposeSecret as _, SecretString};
use std::time::Duration;

use super::candidates::candidate;
use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::hidden::Hidden;
use crate::ledger::StoredDraft;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::vault::{Purpose, Vault};

/// For so long after a change somebody is likely at it still.
const FRESH: Duration = Duration::from_secs(120);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            SendingOrFramed,
            "/candidates/{id}/draft",
            "What was typed and not sent yet",
            show,
        )
        .put(
            SendingOrFramed,
            "/candidates/{id}/draft",
            "Keep what was typed; names the version it was made of",
            keep,
        )
        .delete(
            SendingOrFramed,
            "/candidates/{id}/draft",
            "Forget what was typed; names the version that was seen",
            forget,
        )
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
    let hidden = Hidden::from(app.ledger(), &who).await?;
    let kept = opened(&app, &who, &candidate.id)
        .await?
        .map(|(_, text)| text);
    let kept = kept.as_ref().map(SecretString::expose_secret);
    let draft = hidden
        .merge_draft(&change.draft, kept)
        .ok_or_else(unreadable)?;
    let sealed = vault
        .seal_text(&who.account, Purpose::Draft, &draft.into())
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
    nothing_unseen(&app, &who, &candidate.id).await?;
    let (ledger, account) = (app.ledger(), &who.account);
    ledger.forget_draft(account, &candidate.id, version).await?;
    match ledger.draft(account, &candidate.id).await? {
        None => Ok(StatusCode::NO_CONTENT),
        Some(_) => Err(conflict(&app, &who, &candidate.id).await?),
    }
}

async fn viewed(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<DraftView>, ApiError> {
    let Some((stored, text)) = opened(app, who, &candidate.id).await? else {
        return Ok(None);
    };
    let hidden = Hidden::from(app.ledger(), who).await?;
    Ok(hidden
        .cut_draft(text.expose_secret())
        .map(|draft| DraftView {
            draft,
            version: stored.version,
            is_mine: stored.who == who.user,
            is_fresh: stored.age < FRESH,
            who: stored.who,
            at: stored.at,
        }))
}

/// Refuses when somebody has typed into fields that this person does not see: it would be left out, or lost.
pub(crate) async fn nothing_unseen(
    app: &App,
    who: &SignedIn,
    candidate: &CandidateId,
) -> Result<(), ApiError> {
    if app.vault().is_none() {
        return Ok(());
    }
    let hidden = Hidden::from(app.ledger(), who).await?;
    match opened(app, who, candidate).await? {
        Some((stored, text)) if hidden.is_in_draft(text.expose_secret()) => {
            let detail = format!(
                "{} has entered something into this form that only admins see, and it must not get lost. Ask an admin to send \
                 this candidate, or to take it out. Nothing was sent.",
                stored.who
            );
            let (status, title) = (StatusCode::CONFLICT, "An admin has begun this form");
            Err(ApiError::new(status, "needs-admin", title, detail))
        }
        _ => Ok(()),
    }
}

/// The draft with what was typed. One that cannot be opened any more is none: the master key that sealed it is gone.
async fn opened(
    app: &App,
    who: &SignedIn,
    candidate: &CandidateId,
) -> Result<Option<(StoredDraft, SecretString)>, ApiError> {
    let Some(stored) = app.ledger().draft(&who.account, candidate).await? else {
        return Ok(None);
    };
    match vault(app)?.open_text(&who.account, Purpose::Draft, &stored.sealed) {
        Ok(text) => Ok(Some((stored, text))),
        Err(_) => {
            tracing::warn!("a draft cannot be opened with the master keys of this proxy");
            Ok(None)
        }
    }
}

fn unreadable() -> ApiError {
    let detail =
        "Reload the page: it may be older than the server. What you typed is kept in this tab.";
    let (status, title) = (
        StatusCode::UNPROCESSABLE_ENTITY,
        "This draft cannot be read",
    );
    ApiError::new(status, "unreadable-draft", title, detail)
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
