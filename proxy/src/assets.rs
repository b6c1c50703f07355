//! The built application: its files, precompressed, with the headers that keep a page in its bounds.
//!
//! Files whose content cannot change under their name are kept by browsers for good; everything else
//! is asked for again. Trunk names the script after the wasm's hash, but the script can differ for the
//! same wasm, so it is not one of the first kind; nor are the annexes, which it names without a hash.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use crate::request::CROSS_ORIGIN_RESOURCE_POLICY;
use crate::routes::REPORTS;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tower::{Service, ServiceExt, service_fn};
use tower_http::services::{ServeDir, ServeFile};

const NO_FRAMES: &str = "frame-ancestors 'none'";
/// What pages of other origins load: a script without secrets.
const FOR_PAGES: &str = "/embed/send-to-bamboohr.js";

/// The application's folder cannot be served.
#[derive(Debug, thiserror::Error)]
#[error(
    "the application cannot be served from {folder}: {cause}; build it with `cargo xtask build`"
)]
pub struct AssetsError {
    folder: String,
    cause: String,
}

/// Serves `folder`. A path without a file is a page of the application: it gets `index.html`.
pub(crate) fn service(
    folder: &Path,
) -> Result<
    impl Service<Request<Body>, Response = Response, Error = Infallible, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static,
    AssetsError,
> {
    let index = folder.join("index.html");
    let html = std::fs::read_to_string(&index).map_err(|error| AssetsError {
        folder: folder.display().to_string(),
        cause: error.kind().to_string(),
    })?;
    let policy =
        HeaderValue::from_str(&content_security_policy(&html)).map_err(|error| AssetsError {
            folder: folder.display().to_string(),
            cause: error.to_string(),
        })?;
    let files = ServeDir::new(folder)
        .append_index_html_on_directories(true)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(page(index));
    Ok(service_fn(move |request: Request<Body>| {
        let (files, policy) = (files.clone(), policy.clone());
        async move {
            let immutable = is_immutable(request.uri().path());
            let is_for_pages = request.uri().path() == FOR_PAGES;
            let mut response = match files.oneshot(request).await {
                Ok(response) => response.map(Body::new),
                Err(error) => match error {},
            };
            protect(&mut response, policy, immutable);
            if is_for_pages {
                let anybody = HeaderValue::from_static("*");
                let headers = response.headers_mut();
                headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
                let anywhere = HeaderValue::from_static("cross-origin");
                headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, anywhere);
            }
            Ok(response)
        }
    }))
}

/// `index.html` for the application's own addresses; a missing file stays missing.
fn page(
    index: PathBuf,
) -> impl Service<Request<Body>, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync {
    service_fn(move |request: Request<Body>| {
        let index = index.clone();
        async move {
            let last = request.uri().path().rsplit('/').next().unwrap_or_default();
            if last.contains('.') {
                return Ok(StatusCode::NOT_FOUND.into_response());
            }
            let file = ServeFile::new(index)
                .precompressed_br()
                .precompressed_gzip();
            Ok(match file.oneshot(request).await {
                Ok(response) => response.map(Body::new),
                Err(error) => match error {},
            })
        }
    })
}

fn is_immutable(path: &str) -> bool {
    path.contains('-') && (path.ends_with("_bg.wasm") || path.ends_with(".css"))
}

fn protect(response: &mut Response, policy: HeaderValue, immutable: bool) {
    let immutable = immutable && response.status().is_success();
    let caching = if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let fixed = [
        (header::CACHE_CONTROL, caching),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The same page, for a frame on a page of this origin and no other.
pub(crate) fn framed_by(mut response: Response, origin: &str) -> Response {
    let headers = response.headers_mut();
    let policy = headers.get(header::CONTENT_SECURITY_POLICY);
    let policy = policy.and_then(|policy| policy.to_str().ok());
    let policy =
        policy.map(|policy| policy.replace(NO_FRAMES, &format!("frame-ancestors {origin}")));
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Nothing but this origin's own files, and the inline scripts of the page, allowed by their hashes. Text becomes markup
/// only past the policy that the page names (Trusted Types). What is broken is reported to us.
fn content_security_policy(html: &str) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                STANDARD.encode(Sha256::digest(script.as_bytes()))
            )
        })
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; {NO_FRAMES}; \
         require-trusted-types-for 'script'; trusted-types default; report-uri {REPORTS}"
    )
}

fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !script.is_empty()).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_inline_scripts_by_their_hash_and_no_others() {
        let html = "<script type=\"module\">start()</script><script src=\"a.js\"></script>";
        let policy = content_security_policy(html);
        let hash = STANDARD.encode(Sha256::digest(b"start()"));
        assert!(
            policy.contains(&format!("'wasm-unsafe-eval' 'sha256-{hash}';")),
            "{policy}"
        );
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn only_files_named_by_their_content_are_kept_for_good() {
        assert!(is_immutable("/frontend-1a2b_bg.wasm"));
        assert!(is_immutable("/tokens-1a2b.css"));
        assert!(!is_immutable("/frontend-1a2b.js"));
        assert!(!is_immutable("/sending_bg.wasm"));
        assert!(!is_immutable("/index.html"));
        assert!(!is_immutable("/candidates"));
    }
}
