//! Recruiters who work in their applicant tracking system. In a frame on a page of it: its server lets them in (`POST
//! /api/embed/sessions`), its page hands the token to the frame, and the frame gets for it, once, what it sends with every
//! request. Without one, where its server draws the form itself and asks in their name (`POST /api/forms/sessions`). No
//! cookie has a part in it.

use axum::http::{HeaderMap, StatusCode};
use handoff::Viewer;

use crate::account::{Sight, SignedIn, Through};
use crate::app::App;
use crate::ats::bearer;
use crate::config::PublicUrl;
use crate::ledger::{EmbedRecord, TokenHash};
use crate::problem::ApiError;
use crate::token::hash_of;

/// The page around the frame, as the browser told the frame.
const PAGE: &str = "x-embed-origin";
/// Headers in which browsers say where a request comes from; no script can leave them out of what it sends.
const BROWSERS: [&str; 2] = ["origin", "sec-fetch-site"];
/// Characters of the id that tells recruiters apart.
const ID: usize = 16;

/// Who sent this request from a frame, or in whose name a server did.
pub(crate) async fn who(app: &App, headers: &HeaderMap) -> Result<SignedIn, ApiError> {
    let session = bearer(headers).and_then(hash_of).ok_or_else(ended)?;
    let page = match headers.get(PAGE) {
        Some(page) => Some(page.to_str().map_err(|_| ended())?),
        None => None,
    };
    let record = app.ledger().embedded(&session, page).await?;
    let record = record.ok_or_else(ended)?;
    if record.origin.is_none() && BROWSERS.iter().any(|name| headers.contains_key(*name)) {
        tracing::warn!(
            embed = record.id.as_str(),
            "what is for servers came from a browser"
        );
        return Err(for_servers());
    }
    Ok(let_in(record, session))
}

/// Whoever has this record.
pub(crate) fn let_in(record: EmbedRecord, session: TokenHash) -> SignedIn {
    let recruiter = id_of(&record);
    let through = match record.origin {
        Some(_) => Through::Frame { recruiter, session },
        None => Through::Server { recruiter, session },
    };
    SignedIn {
        account: record.account,
        user: record.who,
        role: record.role,
        issuer: None,
        sight: Sight::Only(record.candidates),
        // What is for admins only is in the application only.
        viewer: Viewer::Recruiter,
        through,
    }
}

/// The same for every token of one recruiter, and nothing that says who it is.
fn id_of(record: &EmbedRecord) -> String {
    let about = format!("{} {}", record.account.as_str(), record.recruiter);
    let hash = TokenHash::of(&about);
    format!("frame-{}", hash.beginning(ID))
}

/// The name of a recruiter in the record of who did what: nobody who signs in here is called so.
pub(crate) fn who_in_the_record(recruiter: &str, system: &str) -> String {
    format!("{recruiter} via {system}")
}

/// The origin of a page, as browsers write it; `None` for what is no origin, or one on which others could read along.
pub(crate) fn origin(text: &str) -> Option<String> {
    let url: PublicUrl = text.trim().parse().ok()?;
    let origin = url.to_string();
    // It becomes part of a policy, in which these stand for nothing but themselves.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-[]".contains(&byte);
    origin.bytes().all(is_plain).then_some(origin)
}

/// It never was, it was used, it is over, or it is for another page: all look the same.
pub(crate) fn ended() -> ApiError {
    let detail = "This page has been open for a while. It asks for a new permission by itself; if it does not, reload the page.";
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        "token-ended",
        "The permission has ended",
        detail,
    )
}

/// A secret that is in a browser is in the hands of whoever sits there, and of every script of the page.
fn for_servers() -> ApiError {
    let detail = "This secret is for servers, and the request came from a browser. Ask from your own server and keep the \
                  secret there; for a page there are frames: POST /api/embed/sessions.";
    ApiError::new(StatusCode::FORBIDDEN, "for-servers", "For servers", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_browsers_write_and_safe_on_the_way() {
        for (text, expected) in [
            ("https://ats.example", "https://ats.example"),
            ("https://ATS.example/", "https://ats.example"),
            ("https://ats.example:443", "https://ats.example"),
            ("https://ats.example:8443", "https://ats.example:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
        ] {
            assert_eq!(origin(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "null",
            "*",
            "https://*",
            "https://*.ats.example",
            "http://ats.example",
            "https://ats.example/path",
            "https://user@ats.example",
            "https://ats.example; script-src *",
            "https://a.example https://b.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert_eq!(origin(text), None, "{text}");
        }
    }
}
