//! The style, the script and the mark, each at an address of its own, so that the pages need no inline
//! code and can forbid it.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

pub(super) const STYLE_PATH: &str = "/assets/pages.css";
pub(super) const SCRIPT_PATH: &str = "/assets/pages.js";
pub(super) const MARK_PATH: &str = "/assets/mark.svg";

/// One file for the browser, one per part for people. Their order counts.
const STYLE: &str = concat!(
    include_str!("style/tokens.css"),
    include_str!("style/base.css"),
    include_str!("style/layout.css"),
    include_str!("style/header.css"),
    include_str!("style/controls.css"),
    include_str!("style/tables.css"),
    include_str!("style/person.css"),
    include_str!("style/narrow.css"),
);

pub(super) async fn style() -> Response {
    asset("text/css; charset=utf-8", STYLE)
}

pub(super) async fn script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("pages.js"))
}

pub(super) async fn mark() -> Response {
    asset("image/svg+xml", include_str!("mark.svg"))
}

/// Never kept: another build of the sandbox may answer at this address a minute later.
fn asset(content_type: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, content_type),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, text).into_response()
}
