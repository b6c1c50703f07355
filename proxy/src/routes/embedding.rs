//! `/api/embedding`: the keys of the servers of applicant tracking systems, and the pages that may show the form. For
//! admins.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use handoff::interface::{
    AtsKeyMade, AtsKeyReplacement, AtsKeyView, EmbedOrigin, EmbeddingView, LONGEST_OVERLAP_HOURS,
    NewAtsKey,
};

use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::ats::FreshKey;
use crate::embedding;
use crate::ledger::{AtsKeyId, AtsKeyRecord, AtsKeyToStore, LedgerError};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::sign_in::wrong_at;

/// Longest name of a system.
const LONGEST_NAME: usize = 80;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Administering,
            "/embedding",
            "The keys of servers, and the pages that may show the frame",
            show,
        )
        .post(
            Administering,
            "/embedding/keys",
            "Make a key for a server; it is shown once",
            add,
        )
        .post(
            Administering,
            "/embedding/keys/{id}/replace",
            "Make a key in place of another, which works on for some hours",
            replace,
        )
        .delete(
            Administering,
            "/embedding/keys/{id}",
            "Take a key away, with everybody who came in by it",
            remove,
        )
        .post(
            Administering,
            "/embedding/origins",
            "Let a page show the frame",
            allow,
        )
        .delete(
            Administering,
            "/embedding/origins",
            "Let a page show the frame no more",
            forbid,
        )
}

async fn show(State(app): State<App>, who: SignedIn) -> Result<Json<EmbeddingView>, ApiError> {
    Ok(Json(view(&app, &who).await?))
}

async fn view(app: &App, who: &SignedIn) -> Result<EmbeddingView, LedgerError> {
    let keys = app.ledger().ats_keys(&who.account).await?;
    Ok(EmbeddingView {
        keys: keys.into_iter().map(key_view).collect(),
        origins: app.ledger().embed_origins(&who.account).await?,
    })
}

fn key_view(key: AtsKeyRecord) -> AtsKeyView {
    AtsKeyView {
        id: key.id.as_str().to_owned(),
        name: key.name,
        scopes: key.scopes,
        hint: key.hint,
        made_by: key.made_by,
        made_at: key.made_at,
        last_used_at: key.last_used_at,
        minutes_left: key.left.map(|left| left.as_secs().div_ceil(60)),
    }
}

async fn add(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(new): JsonBody<NewAtsKey>,
) -> Result<Json<AtsKeyMade>, ApiError> {
    let name = new.name.trim();
    let is_name = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.chars().any(char::is_control);
    if !is_name {
        return Err(wrong_at(
            "name",
            "Enter the name of the system, like Acme ATS.",
        ));
    }
    let mut scopes = new.scopes;
    scopes.sort_by_key(|scope| scope.code());
    scopes.dedup();
    if scopes.is_empty() {
        return Err(wrong_at("scopes", "Choose what the key allows."));
    }
    let key = FreshKey::make()?;
    let stored = AtsKeyToStore {
        name,
        scopes: &scopes,
        hash: &key.hash,
        hint: &key.hint,
    };
    let added = app.ledger().add_ats_key(&who.account, &who.user, stored);
    if !added.await? {
        let problem = "There is a key of this name. Replace that one, or take another name.";
        return Err(wrong_at("name", problem));
    }
    tracing::info!(by = who.id(), "a server key was made");
    made(&app, &who, name.to_owned(), &key).await
}

async fn replace(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(replacement): JsonBody<AtsKeyReplacement>,
) -> Result<Json<AtsKeyMade>, ApiError> {
    let id = AtsKeyId::parse(&id).ok_or_else(ApiError::not_found)?;
    let hours = replacement.overlap_hours.min(LONGEST_OVERLAP_HOURS);
    let key = FreshKey::make()?;
    let replaced = app.ledger().replace_ats_key(
        &who.account,
        &who.user,
        &id,
        (&key.hash, &key.hint),
        Duration::from_secs(hours * 3600),
    );
    let name = replaced.await?.ok_or_else(ApiError::not_found)?;
    tracing::info!(
        key = id.as_str(),
        by = who.id(),
        hours,
        "a server key was replaced"
    );
    made(&app, &who, name, &key).await
}

async fn made(
    app: &App,
    who: &SignedIn,
    name: String,
    key: &FreshKey,
) -> Result<Json<AtsKeyMade>, ApiError> {
    Ok(Json(AtsKeyMade {
        embedding: view(app, who).await?,
        name,
        key: key.expose().to_owned(),
    }))
}

async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<EmbeddingView>, ApiError> {
    let id = AtsKeyId::parse(&id).ok_or_else(ApiError::not_found)?;
    let removed = app.ledger().remove_ats_key(&who.account, &who.user, &id);
    if !removed.await? {
        return Err(ApiError::not_found());
    }
    tracing::info!(key = id.as_str(), by = who.id(), "a server key was removed");
    Ok(Json(view(&app, &who).await?))
}

async fn allow(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(EmbedOrigin { origin }): JsonBody<EmbedOrigin>,
) -> Result<Json<EmbeddingView>, ApiError> {
    let origin = embedding::origin(&origin).ok_or_else(|| {
        let problem = "Enter the beginning of the system’s addresses, without a path, like https://ats.example.";
        wrong_at("origin", problem)
    })?;
    let allowed = app.ledger().allow_origin(&who.account, &who.user, &origin);
    allowed.await?;
    Ok(Json(view(&app, &who).await?))
}

async fn forbid(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(EmbedOrigin { origin }): JsonBody<EmbedOrigin>,
) -> Result<Json<EmbeddingView>, ApiError> {
    let removed = app.ledger().remove_origin(&who.account, &who.user, &origin);
    removed.await?;
    Ok(Json(view(&app, &who).await?))
}
