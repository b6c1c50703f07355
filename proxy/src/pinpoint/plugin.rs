//! The plugin for Pinpoint ([0020](../../../docs/decisions/0020-the-pinpoint-plugin.md)): our form, drawn by Pinpoint, whose
//! server asks for it and hands over what was entered. It has an address of its own, with nothing else there.
//!
//! What is asked of the form and the submit is answered with 200 in the shape that Pinpoint reads, whatever came of it; a plain
//! status is for what is no JSON at all, too large, or asked for elsewhere or otherwise. What arrives is untrusted
//! until the connection code has been found; what Pinpoint says of a candidate is what a server brings.

mod arriving;
mod caller;
mod cv;
mod drawn;
mod entered;
mod files;
mod lists;
mod meta;
mod outcome;
mod person;
mod root;
mod same;
mod sending;
mod settings;
mod stands;
mod strangers;

use std::sync::Arc;

use ::pinpoint::plugin::SubmitResult;
use axum::extract::{DefaultBodyLimit, FromRef, Path, State};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use handoff::CandidateId;
use outside::Downloads;
use serde_json::Value;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

pub use settings::{InvalidPluginSettings, PluginSettings};

use crate::app::App;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::{request, routes};
use arriving::Arrived;
use sending::Submit;
use strangers::Strangers;

/// The field that holds the id of the application.
const APPLICATION_ID: &str = "applicationUuid";
/// The field that holds the address of mail as Pinpoint has it, whatever is entered into the form.
const EMAIL: &str = "candidateEmail";
/// The field of the CV, and the one of further files.
const CV: &str = "cv";
const DOCUMENTS: &str = "documents";

const META: &str = "/export/meta";
const SUBMIT: &str = "/export/submit";
const LIST: &str = "/lists/{key}";

/// What every endpoint shares.
#[derive(Clone)]
struct Plugin {
    app: App,
    settings: Arc<PluginSettings>,
    downloads: Downloads,
    /// Where people find our pages.
    pages: Arc<str>,
    root: Arc<Value>,
    /// Turns for large bodies of whoever has not shown a code: they hold up each other and nobody else.
    strangers: Arc<Strangers>,
}

impl FromRef<Plugin> for App {
    fn from_ref(plugin: &Plugin) -> Self {
        plugin.app.clone()
    }
}

/// Why there is no plugin.
#[derive(Debug, thiserror::Error)]
pub enum NoPlugin {
    /// Files cannot be fetched.
    #[error("the client for files cannot be made")]
    Downloads(#[from] reqwest::Error),
    /// What it is cannot be written.
    #[error("what the plugin is cannot be written")]
    Root(#[from] serde_json::Error),
}

/// The plugin's endpoints and nothing else. `pages` is where people find ours, without a slash at its end.
pub fn router(app: App, settings: PluginSettings, pages: &str) -> Result<Router, NoPlugin> {
    let plugin = Plugin {
        downloads: Downloads::new(settings.downloads())?,
        root: Arc::new(serde_json::to_value(root::meta(&settings))?),
        settings: Arc::new(settings),
        strangers: Arc::default(),
        pages: pages.into(),
        app: app.clone(),
    };
    let mut router = Router::new()
        .route("/", post(what_it_is))
        .route(META, post(form))
        .route(SUBMIT, post(submit));
    if plugin.settings.dialect.list_endpoints {
        router = router.route(LIST, post(list));
    }
    Ok(router
        .fallback(async || ApiError::not_found())
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(arriving::LARGEST))
        .layer(CsrfLayer::new().with_rejection_response(|_| request::cross_site()))
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(middleware::from_fn_with_state(
            app,
            request::around_a_server,
        ))
        .with_state(plugin))
}

/// Whatever the body is: nobody has configured anything when Pinpoint asks for it, and it is read by nobody.
async fn what_it_is(
    State(plugin): State<Plugin>,
    ClientAddress(from): ClientAddress,
) -> Result<Json<Value>, ApiError> {
    plugin.app.limits().count_place(from)?;
    Ok(Json(Value::clone(&plugin.root)))
}

async fn form(State(plugin): State<Plugin>, arrived: Arrived) -> Response {
    let Arrived {
        call, server, at, ..
    } = arrived;
    let deadline = at + plugin.settings.meta();
    Json(meta::form(&plugin, &call, server, deadline).await).into_response()
}

async fn submit(State(plugin): State<Plugin>, arrived: Arrived) -> Json<SubmitResult> {
    let Arrived {
        call,
        server,
        turn,
        at,
    } = arrived;
    let deadline = at + plugin.settings.submit();
    let result = match &server {
        Ok(server) => {
            let submit = Submit {
                plugin: &plugin,
                server,
                deadline,
            };
            submit.carry_out(call, turn).await
        }
        Err(error) => Ok(told(&plugin, error)),
    };
    Json(result.unwrap_or_else(|error| told(&plugin, &error)))
}

async fn list(
    State(plugin): State<Plugin>,
    Path(key): Path<String>,
    arrived: Arrived,
) -> Result<Json<Value>, ApiError> {
    if !plugin.settings.lists.contains(&key) {
        return Err(ApiError::not_found());
    }
    let server = arrived.server?;
    lists::answer(&plugin, &server, &arrived.call, &key)
        .await
        .map(Json)
}

/// Something that went wrong, as a pop-up.
fn told(plugin: &Plugin, error: &ApiError) -> SubmitResult {
    let words = format!("{}. {}", error.title(), error.detail());
    SubmitResult::failure(&plugin.settings.dialect, words, Vec::new())
}

/// Stands for whoever the form is opened for, as long as nobody has said who that is.
fn unknown_candidate() -> Result<CandidateId, ApiError> {
    CandidateId::parse("pinpoint-unknown")
        .ok_or_else(|| ApiError::internal("an id of ours is none"))
}
