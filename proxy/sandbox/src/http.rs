//! HTTP over the company: the API and OAuth behind their front door, pages for people, and the test
//! interface.
//! Handlers translate only; what is allowed and what is stored is decided in `company`.

mod address;
mod answer;
mod arriving;
mod authentication;
mod changes;
mod curated;
mod datasets;
mod distortion;
mod employees;
mod files;
mod front_door;
mod listing;
mod markup;
mod metadata;
mod multipart;
mod oauth;
mod paced_body;
mod pages;
mod request_body;
mod tables;
mod test_interface;
mod visitors;
mod webhooks;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get, post, put};

use crate::state::SandboxState;
pub(crate) use answer::DropConnection;
use front_door::Room;

/// The whole sandbox as a service: the API in both URL forms, the pages, and the test interface.
///
/// A fault that drops the connection can only be marked here (as a response extension); closing it is
/// up to whoever owns the connection, see [`crate::Sandbox`].
pub fn router(state: SandboxState) -> Router {
    let api = Room::Api(endpoints(state.clone()));
    let (api_state, token_state) = (state.clone(), state.clone());
    let enter_api = move |request| front_door::enter(api_state.clone(), api.clone(), request);
    let enter_tokens = move |request| front_door::enter(token_state.clone(), Room::Tokens, request);
    Router::new()
        .route("/authorize.php", get(oauth::authorize))
        .merge(pages::routes())
        .merge(test_routes())
        .route("/api/{*rest}", any(enter_api))
        .route("/token.php", any(enter_tokens))
        .fallback(pages::no_such_page)
        .layer(middleware::from_fn(visitors::from_here_only))
        .with_state(state)
}

/// What tests set and read, see [`test_interface`].
fn test_routes() -> Router<SandboxState> {
    Router::new()
        .route("/_sandbox/requests", get(test_interface::requests))
        .route(
            "/_sandbox/faults",
            get(test_interface::faults)
                .post(test_interface::add_fault)
                .delete(test_interface::clear_faults),
        )
        .route("/_sandbox/reset", post(test_interface::reset))
        .route(
            "/_sandbox/settings",
            get(test_interface::settings)
                .put(test_interface::replace_settings)
                .patch(test_interface::patch_settings),
        )
        .route("/_sandbox/keys", get(test_interface::keys))
        .route(
            "/_sandbox/keys/{name}",
            put(test_interface::set_key).delete(test_interface::remove_key),
        )
        .route(
            "/_sandbox/clock",
            get(test_interface::clock).post(test_interface::advance_clock),
        )
        .route(
            "/_sandbox/tokens",
            post(test_interface::issue_tokens).delete(test_interface::expire_tokens),
        )
}

/// The API's endpoints under version segment and path. What exists in one version is not found in another.
fn endpoints(state: SandboxState) -> Router {
    Router::new()
        .nest("/v1", version_1())
        .nest("/v1_1", version_1_1())
        .nest("/v2", version_2())
        // The front door has read the body already, within limits of its own.
        .layer(DefaultBodyLimit::disable())
        .fallback(front_door::no_such_url)
        .method_not_allowed_fallback(front_door::no_such_method)
        .with_state(state)
}

/// Rows are read and deleted in version 1 only, so that other methods are not refused but not found.
fn version_1_1() -> Router<SandboxState> {
    Router::new()
        .route(
            "/employees/{id}/tables/{table}",
            post(tables::add_row).fallback(front_door::no_such_url),
        )
        .route(
            "/employees/{id}/tables/{table}/{row}",
            post(tables::change_row).fallback(front_door::no_such_url),
        )
}

fn version_2() -> Router<SandboxState> {
    Router::new().route("/datasets/{dataset}/data", post(datasets::rows))
}

fn version_1() -> Router<SandboxState> {
    Router::new()
        .route("/employees", get(listing::list).post(employees::create))
        .route("/employees/changed", get(changes::changed))
        .route("/employees/directory", get(curated::directory))
        .route(
            "/employees/{id}",
            get(employees::read)
                .post(employees::update)
                .delete(changes::delete),
        )
        .route("/employees/files/categories", post(files::add_categories))
        .route("/employees/{id}/files", post(files::upload))
        .route("/employees/{id}/files/view", get(files::view))
        .route("/employees/{id}/files/{file}", get(files::download))
        .route("/employees/{id}/photo", post(files::set_photo))
        .route(
            "/employees/{id}/tables/{table}",
            get(curated::table).post(tables::add_row),
        )
        .route(
            "/employees/{id}/tables/{table}/{row}",
            post(tables::change_row).delete(tables::delete_row),
        )
        .route("/webhooks", post(webhooks::create))
        .route("/meta/fields", get(metadata::fields))
        .route("/meta/lists", get(metadata::lists))
        .route("/meta/lists/{field_id}", put(metadata::change_list))
        .route("/meta/users", get(metadata::users))
        .route("/meta/tables", get(metadata::tables))
        .route("/meta/countries/options", get(metadata::countries))
        .route("/meta/provinces/{country_id}", get(metadata::provinces))
}
