//! `/api/session/ways` and `/api/session/oidc`: signing in with an OpenID provider, there and back.
//!
//! Coming back, the browser is sent on to a page of ours. That the way led over another site keeps the `Strict` cookie of
//! the new session out of this one request only, which needs none: what the page then asks for, it asks for itself.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handoff::interface::{ProviderSignIn, SignInWays};
use serde::Deserialize;

use crate::access::Access::Open;
use crate::access::Routes;
use crate::account::AccountId;
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::ledger::{NewAttempt, UserRecord, UserToStore, Vouched, Welcomed};
use crate::openapi::{self, Content};
use crate::openid::{Failed, LIVES, Refusal, Returned, Traveller, forget};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::token::{Token, hash_of};
use crate::{local_path, sessions, sign_in};

const CALLBACK: &str = "/api/session/oidc/callback";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(Open, "/session/ways", "How people sign in here", ways)
        .post(
            Open,
            "/session/oidc/{provider}",
            "The page of an OpenID provider to sign in with",
            begin,
        )
        .patient()
        .giving(StatusCode::OK, openapi::json::<String>())
        .get(
            Open,
            "/session/oidc/callback",
            "An OpenID provider sends somebody back",
            come_back,
        )
        .patient()
        .giving(StatusCode::SEE_OTHER, Content::Nothing)
}

#[derive(Deserialize)]
struct Asked {
    problem: Option<String>,
}

async fn ways(
    State(app): State<App>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Json<SignInWays> {
    let code = asked.ok().and_then(|Query(asked)| asked.problem);
    let refusal = code.as_deref().and_then(Refusal::from_code);
    Json(SignInWays {
        passphrases: app.ways().passphrases(),
        providers: app.ways().views(),
        problem: refusal.map(Refusal::problem),
    })
}

/// Where somebody goes who signs in with this provider.
async fn begin(
    State(app): State<App>,
    ClientAddress(from): ClientAddress,
    headers: HeaderMap,
    PathId(provider): PathId,
    JsonBody(ProviderSignIn { back }): JsonBody<ProviderSignIn>,
) -> Result<Response, ApiError> {
    if !app.ways().knows(&provider) {
        return Err(ApiError::not_found());
    }
    let back = local_path::checked(&back).ok_or_else(no_page)?;
    sign_in::not_too_often_to_a_provider(&app, from).await?;
    let traveller = Traveller::of_or_new(&headers)?;
    let state = Token::fresh()?;
    let proofs = traveller.proofs(state.expose());
    let callback = callback(&app, &headers)?;
    let way = (state.expose(), &proofs);
    let page = app.ways().page(&provider, &callback, way).await;
    let url = page.map_err(|Failed(refusal, why)| {
        tracing::warn!(provider, why, "a provider cannot be used");
        cannot_begin(refusal)
    })?;
    let attempt = NewAttempt {
        state: &state.hash,
        browser: &traveller.hash,
        provider: &provider,
        back: &back,
    };
    app.ledger().begin_attempt(attempt, LIVES).await?;
    let cookie = [(header::SET_COOKIE, traveller.cookie()?)];
    Ok((cookie, Json(url)).into_response())
}

fn no_page() -> ApiError {
    let detail = "What comes after signing in must be a page of this application. Reload the page and try again.";
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no-page",
        "No such page",
        detail,
    )
}

fn cannot_begin(refusal: Refusal) -> ApiError {
    let problem = refusal.problem();
    let (status, title) = (StatusCode::BAD_GATEWAY, problem.title.as_str());
    ApiError::new(status, refusal.code(), title, problem.detail.as_str())
}

/// What the provider sends along.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// The provider sends somebody back.
async fn come_back(
    State(app): State<App>,
    headers: HeaderMap,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Response {
    let answer = answer.map(|Query(answer)| answer).unwrap_or_default();
    match arrived(&app, &headers, answer).await {
        Ok((back, cookies)) => see(&back, cookies),
        Err(Failed(refusal, why)) => {
            tracing::warn!(code = refusal.code(), why, "somebody could not sign in");
            see(&format!("/sign-in?problem={}", refusal.code()), Vec::new())
        }
    }
}

fn see(path: &str, cookies: Vec<HeaderValue>) -> Response {
    let mut headers = HeaderMap::new();
    // Made of visible ASCII, or one of our own.
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    headers.insert(header::LOCATION, path);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The page to go on with, and the cookies of the new session.
async fn arrived(
    app: &App,
    headers: &HeaderMap,
    answer: Answer,
) -> Result<(String, Vec<HeaderValue>), Failed> {
    let lost = |why: &str| Failed(Refusal::Lost, why.to_owned());
    let traveller = Traveller::of(headers).ok_or_else(|| lost("the browser has no cookie"))?;
    let state = answer.state.unwrap_or_default();
    let hash = hash_of(&state).ok_or_else(|| lost("no state of ours"))?;
    let taken = app.ledger().take_attempt(&hash, &traveller.hash).await;
    let attempt = taken.map_err(no_records)?;
    let attempt =
        attempt.ok_or_else(|| lost("the state is used, too old, or another browser's"))?;
    let (Some(code), None) = (answer.code, answer.error) else {
        return Err(Failed(Refusal::Declined, "the provider says no".to_owned()));
    };
    let returned = Returned {
        code,
        issuer: answer.iss,
    };
    let proofs = traveller.proofs(&state);
    let callback = callback(app, headers).map_err(no_records)?;
    let (ways, provider) = (app.ways(), &attempt.provider);
    let (person, issuer) = ways
        .person(provider, &callback, (returned, &proofs))
        .await?;
    let account = AccountId::of_row(person.account.clone());
    let vouched = Vouched {
        account: &account,
        issuer,
        subject: &person.subject,
        user: UserToStore {
            email: &person.email,
            name: &person.name,
            role: person.role,
            sees_admin_fields: person.sees_admin_fields,
        },
    };
    let refused = |refusal| Failed(refusal, "by our records".to_owned());
    match app.ledger().welcome(vouched).await.map_err(no_records)? {
        Welcomed::AddressTaken => Err(refused(Refusal::AddressTaken)),
        Welcomed::OtherAccount => Err(refused(Refusal::OtherAccount)),
        Welcomed::User(user) => {
            let cookies = signed_in(app, &user).await?;
            Ok((attempt.back, cookies))
        }
    }
}

async fn signed_in(app: &App, user: &UserRecord) -> Result<Vec<HeaderValue>, Failed> {
    let begun = sessions::begin(app, user).await.map_err(no_records)?;
    let gone = || {
        Failed(
            Refusal::Lost,
            "the user was removed at this moment".to_owned(),
        )
    };
    let (cookie, _) = begun.ok_or_else(gone)?;
    tracing::info!(user = user.id.as_str(), "signed in with a provider");
    Ok(vec![cookie, forget().map_err(no_records)?])
}

/// The cause is in the log already, or is about to be.
fn no_records(error: impl Into<ApiError>) -> Failed {
    let error = error.into();
    Failed(Refusal::NoRecords, error.detail().to_owned())
}

/// Where the provider sends people back: to this application as the browser knows it. `Host` is one of our own names, which
/// was looked at before.
fn callback(app: &App, headers: &HeaderMap) -> Result<String, ApiError> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let is_public = app
        .public_host()
        .is_some_and(|public| public.eq_ignore_ascii_case(host));
    let scheme = match is_public && app.is_https() {
        true => "https",
        false => "http",
    };
    Ok(format!(
        "{scheme}://{}{CALLBACK}",
        host.to_ascii_lowercase()
    ))
}
