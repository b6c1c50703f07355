//! `/api/invitations`: links that let somebody choose a passphrase. What a link holds comes in a body: it stands behind
//! `#` in the address, so that no server and no log ever sees it there.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use handoff::interface::{Invitation, InvitationAccepted, InvitationLink, Role, Session};
use secrecy::SecretString;

use super::session::welcomed;
use crate::access::Access::Open;
use crate::access::Routes;
use crate::app::App;
use crate::ledger::{Accepted, Invited, UserToStore};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::JsonBody;
use crate::sign_in::{chosen, named, passphrases_are_taken, wrong_at};
use crate::token::hash_of;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(Open, "/invitations/open", "Whom a link invites", open)
        .post(
            Open,
            "/invitations/accept",
            "Choose a passphrase and sign in",
            accept,
        )
        .giving(StatusCode::OK, openapi::json::<Session>())
}

async fn open(
    State(app): State<App>,
    JsonBody(link): JsonBody<InvitationLink>,
) -> Result<Json<Invitation>, ApiError> {
    Ok(Json(match invited(&app, &link.token).await? {
        Invited::FirstAdmin(_) => Invitation {
            email: None,
            name: None,
            role: Role::Admin,
        },
        Invited::User(user) => Invitation {
            email: Some(user.email),
            name: Some(user.name),
            role: user.role,
        },
    }))
}

async fn accept(
    State(app): State<App>,
    JsonBody(accepted): JsonBody<InvitationAccepted>,
) -> Result<Response, ApiError> {
    let invited = invited(&app, &accepted.token).await?;
    let (name, email) = match &invited {
        Invited::User(user) => (user.name.as_str(), user.email.as_str()),
        Invited::FirstAdmin(_) => named(
            accepted.name.as_deref().unwrap_or_default(),
            accepted.email.as_deref().unwrap_or_default(),
        )?,
    };
    let passphrase = SecretString::from(accepted.passphrase);
    let hash = chosen(&app, "passphrase", passphrase, &[name, email]).await?;
    let link = hash_of(&accepted.token).ok_or_else(no_such_link)?;
    let first = UserToStore {
        email,
        name,
        role: Role::Admin,
        sees_admin_fields: false,
    };
    let ledger = app.ledger();
    match ledger.accept_invitation(&link, first, &hash).await? {
        Accepted::By(account, id) => {
            tracing::info!(user = id.as_str(), "a passphrase was chosen");
            let user = ledger.user(&account, &id).await?;
            welcomed(&app, &user.ok_or_else(no_such_link)?).await
        }
        Accepted::NoSuchLink => Err(no_such_link()),
        Accepted::EmailTaken => Err(wrong_at(
            "email",
            "Somebody signs in with this address already.",
        )),
    }
}

async fn invited(app: &App, token: &str) -> Result<Invited, ApiError> {
    passphrases_are_taken(app)?;
    let link = hash_of(token).ok_or_else(no_such_link)?;
    let invited = app.ledger().invited(&link).await?;
    invited.ok_or_else(no_such_link)
}

fn no_such_link() -> ApiError {
    let detail =
        "The link was used already, is too old, or is not complete. Ask an admin for a new one.";
    let title = "This link does not work";
    ApiError::new(StatusCode::NOT_FOUND, "no-such-link", title, detail)
}
