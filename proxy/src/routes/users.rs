//! `/api/users`: who uses the application in this account, and what they may do. For admins.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{Invited, NewUser, UserChange, UserView};

use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::ledger::{LedgerError, UserChanged, UserId, UserRecord, UserToStore};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::sign_in::{named, not_from_a_provider, passphrases_are_taken, wrong_at};
use crate::token::Token;

/// For so long a link works.
pub(crate) const LINK_LIVES: Duration = Duration::from_secs(72 * 3600);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Administering,
            "/users",
            "The users of the account, by name",
            list,
        )
        .post(
            Administering,
            "/users",
            "Add a user; answered with a link, once",
            add,
        )
        .put(
            Administering,
            "/users/{id}",
            "Change what a user may do; names the role that was seen",
            change,
        )
        .delete(
            Administering,
            "/users/{id}",
            "Remove a user, and whatever lets them in",
            remove,
        )
        .post(
            Administering,
            "/users/{id}/invite",
            "A new link for a user",
            invite,
        )
        .post(
            Administering,
            "/users/{id}/sign-out",
            "End all sessions of a user",
            sign_out,
        )
}

async fn list(State(app): State<App>, who: SignedIn) -> Result<Json<Vec<UserView>>, ApiError> {
    Ok(Json(views(&app, &who).await?))
}

async fn views(app: &App, who: &SignedIn) -> Result<Vec<UserView>, LedgerError> {
    let users = app.ledger().users(&who.account).await?.into_iter();
    let you = who.session().map(|(user, _)| user);
    Ok(users
        .map(|user| UserView {
            is_you: Some(&user.id) == you,
            provider: app.ways().label(user.issuer.as_deref()),
            id: user.id.as_str().to_owned(),
            email: user.email,
            name: user.name,
            role: user.role,
            sees_admin_fields: user.sees_admin_fields,
            has_passphrase: user.passphrase.is_some(),
            last_seen_at: user.last_seen_at,
        })
        .collect())
}

async fn add(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(new): JsonBody<NewUser>,
) -> Result<Json<Invited>, ApiError> {
    passphrases_are_taken(&app)?;
    let (name, email) = named(&new.name, &new.email)?;
    let user = UserToStore {
        email,
        name,
        role: new.role,
        sees_admin_fields: new.sees_admin_fields,
    };
    let added = app.ledger().add_user(&who.account, &who.user, user).await?;
    let id =
        added.ok_or_else(|| wrong_at("email", "Somebody signs in with this address already."))?;
    tracing::info!(
        user = id.as_str(),
        role = new.role.code(),
        by = who.id(),
        "a user was added"
    );
    invited(&app, &who, &id).await
}

async fn change(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(change): JsonBody<UserChange>,
) -> Result<Json<Vec<UserView>>, ApiError> {
    let user = user(&app, &who, &id).await?;
    not_from_a_provider(&app, &user)?;
    let changed = app.ledger().change_user(
        &who.account,
        &who.user,
        &user.id,
        (change.seen, change.role),
        change.sees_admin_fields,
    );
    done(changed.await?)?;
    tracing::info!(
        user = user.id.as_str(),
        role = change.role.code(),
        by = who.id(),
        "a user was changed"
    );
    Ok(Json(views(&app, &who).await?))
}

async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<Vec<UserView>>, ApiError> {
    let user = user(&app, &who, &id).await?;
    done(
        app.ledger()
            .remove_user(&who.account, &who.user, &user.id)
            .await?,
    )?;
    tracing::info!(user = user.id.as_str(), by = who.id(), "a user was removed");
    Ok(Json(views(&app, &who).await?))
}

/// A new link, also for somebody who has lost the passphrase: the old one works until the link is used.
async fn invite(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<Invited>, ApiError> {
    let user = user(&app, &who, &id).await?;
    passphrases_are_taken(&app)?;
    not_from_a_provider(&app, &user)?;
    tracing::info!(user = user.id.as_str(), by = who.id(), "a link was made");
    invited(&app, &who, &user.id).await
}

async fn sign_out(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<Vec<UserView>>, ApiError> {
    let user = user(&app, &who, &id).await?;
    let ended = app
        .ledger()
        .end_sessions_of(&who.account, &who.user, &user.id)
        .await?;
    tracing::info!(
        user = user.id.as_str(),
        by = who.id(),
        ended,
        "signed out everywhere"
    );
    Ok(Json(views(&app, &who).await?))
}

async fn invited(app: &App, who: &SignedIn, id: &UserId) -> Result<Json<Invited>, ApiError> {
    let token = Token::fresh()?;
    let kept = app
        .ledger()
        .invite(&who.account, &who.user, Some(id), &token.hash, LINK_LIVES);
    kept.await?;
    Ok(Json(Invited {
        users: views(app, who).await?,
        token: token.expose().to_owned(),
        hours: LINK_LIVES.as_secs() / 3600,
    }))
}

async fn user(app: &App, who: &SignedIn, id: &str) -> Result<UserRecord, ApiError> {
    let id = UserId::parse(id).ok_or_else(ApiError::not_found)?;
    let user = app.ledger().user(&who.account, &id).await?;
    user.ok_or_else(ApiError::not_found)
}

fn done(changed: UserChanged) -> Result<(), ApiError> {
    match changed {
        UserChanged::Yes => Ok(()),
        UserChanged::NoSuchUser => Err(ApiError::not_found()),
        UserChanged::Meanwhile => {
            let detail = "Somebody has given this user another role since you opened the page. Nothing was changed: reload it.";
            Err(ApiError::changed_meanwhile(detail))
        }
        UserChanged::LastAdmin => {
            let detail =
                "Nobody could look after the users any more. Make somebody else an admin first.";
            let (status, title) = (StatusCode::CONFLICT, "The last admin");
            Err(ApiError::new(status, "last-admin", title, detail))
        }
    }
}
