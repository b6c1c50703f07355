//! `/api/openapi.json`: the description of the interface.

use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::access::Access::Open;
use crate::access::Routes;
use crate::openapi::{self, Description};

/// Made once: neither the routes nor the types change.
static DOCUMENT: OnceLock<String> = OnceLock::new();

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(Open, "/openapi.json", "This description", show)
        .giving(StatusCode::OK, openapi::json::<Description>())
}

async fn show() -> Response {
    let document = DOCUMENT.get_or_init(|| {
        let routes = super::all().described();
        openapi::document(&routes).to_string()
    });
    (
        [(header::CONTENT_TYPE, "application/json")],
        document.as_str(),
    )
        .into_response()
}
