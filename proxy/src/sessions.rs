//! Who is signed in: the cookie of a session, and the session behind it.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};
use handoff::Viewer;

use crate::account::{Sight, SignedIn, Through};
use crate::app::App;
use crate::ledger::{TokenHash, UserRecord, email_key};
use crate::problem::ApiError;
use crate::token::{Token, hash_of};

/// Browsers take a cookie with this beginning only over a safe connection, from the host itself and for all of it.
const COOKIE: &str = "__Host-session";
/// Whose page it is that asks: another tab may have signed in somebody else meanwhile.
const EXPECTED: &str = "x-user";

/// Who sent this request. When it `is_use`, the session lives on.
pub(crate) async fn who(
    app: &App,
    headers: &HeaderMap,
    is_use: bool,
) -> Result<SignedIn, ApiError> {
    if app.demo() {
        return Ok(SignedIn::in_demonstration());
    }
    let hash = brought(headers).ok_or_else(ApiError::signed_out)?;
    let limits = app.session_limits();
    let user = app.ledger().session(&hash, limits, is_use).await?;
    // The page is somebody else's who was here before.
    let expected = headers.get(EXPECTED).map(|id| id.as_bytes());
    let user = user.filter(|user| expected.is_none_or(|id| id == user.id.as_str().as_bytes()));
    let user = user.filter(|user| app.ways().admits(user));
    user.map(|user| signed_in(user, hash))
        .ok_or_else(ApiError::signed_out)
}

/// Whether somebody who came in may still be here as they came, for what goes on for long.
pub(crate) async fn is_still_here(app: &App, who: &SignedIn) -> Result<bool, ApiError> {
    let hash = match &who.through {
        Through::Demonstration => return Ok(true),
        Through::Frame { session, .. } | Through::Server { session, .. } => {
            return Ok(app.ledger().is_embedded(session).await?);
        }
        // A server follows nothing: each of its calls brings the key.
        Through::Plugin(_) => return Ok(false),
        Through::Session(_, hash) => hash,
    };
    let user = app.ledger().session(hash, app.session_limits(), false);
    let user = user.await?.filter(|user| app.ways().admits(user));
    let now = user.map(|user| signed_in(user, hash.clone()));
    Ok(now.is_some_and(|now| {
        (now.role, now.viewer, now.sight) == (who.role, who.viewer, who.sight.clone())
    }))
}

fn signed_in(user: UserRecord, hash: TokenHash) -> SignedIn {
    let sight = match user.role.may_administer() {
        true => Sight::Everybody,
        false => Sight::OwnAndShared(email_key(&user.email)),
    };
    let viewer = match user.role.may_administer() || user.sees_admin_fields {
        true => Viewer::Admin,
        false => Viewer::Recruiter,
    };
    SignedIn {
        account: user.account,
        user: user.name,
        role: user.role,
        issuer: user.issuer,
        sight,
        viewer,
        through: Through::Session(user.id, hash),
    }
}

/// The session whose cookie came with a request, whether it goes on or not.
pub(crate) fn brought(headers: &HeaderMap) -> Option<TokenHash> {
    hash_of(&carried(headers, COOKIE)?)
}

/// What a cookie holds that came with a request.
pub(crate) fn carried(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(header::COOKIE).into_iter();
    let mut cookies = texts
        .filter_map(|text| text.to_str().ok())
        .flat_map(|text| Cookie::split_parse(text).flatten());
    let cookie = cookies.find(|cookie| cookie.name() == name)?;
    Some(cookie.value().to_owned())
}

/// Begins a session: the header that gives the browser its cookie, and who is there now. `None` when the user has another
/// passphrase by now, or is gone.
pub(crate) async fn begin(
    app: &App,
    user: &UserRecord,
) -> Result<Option<(HeaderValue, SignedIn)>, ApiError> {
    let token = Token::fresh()?;
    let (account, limits) = (&user.account, app.session_limits());
    let known = (&user.id, user.passphrase.as_deref());
    let begun = app
        .ledger()
        .begin_session(account, known, &token.hash, limits);
    if !begun.await? {
        return Ok(None);
    }
    let cookie = header_value(&cookie(token.expose()))?;
    Ok(Some((cookie, signed_in(user.clone(), token.hash))))
}

/// The header that takes the cookie away.
pub(crate) fn forget() -> Result<HeaderValue, ApiError> {
    taken_away(cookie(""))
}

/// The header that takes this cookie away.
pub(crate) fn taken_away(mut cookie: Cookie<'static>) -> Result<HeaderValue, ApiError> {
    cookie.make_removal();
    header_value(&cookie)
}

fn cookie(value: &str) -> Cookie<'static> {
    cookie_of_this_host(COOKIE, value, SameSite::Strict)
}

/// What a cookie must be whose name begins with `__Host-`, and out of reach of scripts.
pub(crate) fn cookie_of_this_host(
    name: &'static str,
    value: &str,
    same_site: SameSite,
) -> Cookie<'static> {
    Cookie::build((name, value.to_owned()))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(same_site)
        .build()
}

pub(crate) fn header_value(cookie: &Cookie<'static>) -> Result<HeaderValue, ApiError> {
    let mut value = HeaderValue::from_str(&cookie.to_string()).map_err(ApiError::internal)?;
    value.set_sensitive(true);
    Ok(value)
}
