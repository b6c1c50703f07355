//! Signing in and out, links, and the users of the account.

use gloo_net::http::Method;
use handoff::interface::{
    Invitation, InvitationAccepted, InvitationLink, Invited, NewUser, PassphraseChange,
    ProviderSignIn, Session, SignIn, SignInWays, SignOut, UserChange, UserView,
};

use super::{ApiError, answer_to, get, request, send_json, success};

/// Signs in; the browser keeps the cookie.
pub async fn sign_in(entered: &SignIn) -> Result<Session, ApiError> {
    send_json(Method::POST, "/api/session", entered).await
}

/// How people sign in here, and what the code of a problem means.
pub async fn sign_in_ways(problem: Option<String>) -> Result<SignInWays, ApiError> {
    let is_code = |code: &String| {
        code.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let problem = problem.filter(is_code);
    let problem = problem.map(|code| format!("?problem={code}"));
    get(&format!("/api/session/ways{}", problem.unwrap_or_default())).await
}

/// The page to sign in on with this provider, after which the page `back` follows.
pub async fn provider_page(provider: &str, back: String) -> Result<String, ApiError> {
    let path = format!("/api/session/oidc/{provider}");
    send_json(Method::POST, &path, &ProviderSignIn { back }).await
}

/// Signs out, here or everywhere.
pub async fn sign_out(everywhere: bool) -> Result<(), ApiError> {
    let request = request(Method::DELETE, "/api/session").json(&SignOut { everywhere });
    success(request).await.map(|_| ())
}

/// Another passphrase.
pub async fn change_passphrase(change: &PassphraseChange) -> Result<(), ApiError> {
    let request = request(Method::PUT, "/api/session/passphrase").json(change);
    success(request).await.map(|_| ())
}

/// Whom a link invites.
pub async fn open_invitation(token: String) -> Result<Invitation, ApiError> {
    let link = InvitationLink { token };
    send_json(Method::POST, "/api/invitations/open", &link).await
}

/// Chooses a passphrase and signs in.
pub async fn accept_invitation(accepted: &InvitationAccepted) -> Result<Session, ApiError> {
    send_json(Method::POST, "/api/invitations/accept", accepted).await
}

/// Everybody who uses the application in this account.
pub async fn users() -> Result<Vec<UserView>, ApiError> {
    get("/api/users").await
}

/// Adds somebody.
pub async fn add_user(new: &NewUser) -> Result<Invited, ApiError> {
    send_json(Method::POST, "/api/users", new).await
}

/// Changes what somebody may do.
pub async fn change_user(id: &str, change: &UserChange) -> Result<Vec<UserView>, ApiError> {
    send_json(Method::PUT, &user_path(id), change).await
}

/// Removes somebody.
pub async fn remove_user(id: &str) -> Result<Vec<UserView>, ApiError> {
    answer_to(request(Method::DELETE, &user_path(id)).build()).await
}

/// A new link for somebody.
pub async fn invite_user(id: &str) -> Result<Invited, ApiError> {
    let path = format!("{}/invite", user_path(id));
    answer_to(request(Method::POST, &path).build()).await
}

/// Ends all sessions of somebody.
pub async fn sign_out_user(id: &str) -> Result<Vec<UserView>, ApiError> {
    let path = format!("{}/sign-out", user_path(id));
    answer_to(request(Method::POST, &path).build()).await
}

fn user_path(id: &str) -> String {
    format!("/api/users/{id}")
}
