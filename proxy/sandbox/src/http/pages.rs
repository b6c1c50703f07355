//! The pages for people: everybody, one employee, the log of API requests, and the settings. They are whole without
//! JavaScript; the one script only fetches the same page again and puts in what has changed, so all
//! markup is written here, and every text is escaped.

mod assets;
mod contents;
mod frame;
mod histories;
mod link;
mod parts;
mod people;
mod person;
mod requests;
mod settings;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;

use crate::state::SandboxState;
use frame::Page;

/// The pages and what they need, under their paths.
pub(super) fn routes() -> Router<SandboxState> {
    Router::new()
        .route(people::PATH, get(people::show))
        .route(person::PATH, get(person::show))
        .route(contents::FILES_PATH, get(contents::file))
        .route(contents::PHOTOS_PATH, get(contents::photo))
        .route(requests::PATH, get(requests::show))
        .route(settings::PATH, get(settings::show))
        .route(assets::STYLE_PATH, get(assets::style))
        .route(assets::SCRIPT_PATH, get(assets::script))
        .route(assets::MARK_PATH, get(assets::mark))
}

/// For every path that is neither a page nor the API nor the test interface.
pub(super) async fn no_such_page(headers: HeaderMap) -> Response {
    let page = Page {
        status: StatusCode::NOT_FOUND,
        title: "No such page",
        path: "",
        main: parts::nothing_there(
            "No such page",
            "There is nothing at this address. The API is under <code>/api/v1</code> and \
             <code>/api/gateway.php/acme/v1</code>.",
        ),
    };
    page.answer(&headers)
}
