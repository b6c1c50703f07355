//! The plugin for Pinpoint ([0020](../../../docs/decisions/0020-the-pinpoint-plugin.md)): our form, drawn by Pinpoint, whose
//! server asks for it and hands over what was entered. It has an address of its own, with nothing else there.
//!
//! Whatever is posted is answered with 200 in the shape that Pinpoint reads, whatever came of it; a plain status is for whoever
//! does not post, and for what the plugin is, which has no words for it. What arrives is untrusted until the connection code
//! has been found; what Pinpoint says of a candidate is what a server brings.

mod always;
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

use ::pinpoint::plugin::{Lists, SubmitResult, told as texts_told};
use axum::extract::{DefaultBodyLimit, FromRef, Path, State};
use axum::http::Uri;
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use handoff::CandidateId;
use outside::Downloads;
use serde::Serialize;
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
/// Where lists are asked for: below it, or all of them at it.
const LISTS: &str = "/lists";
const LIST: &str = "/lists/{key}";
const ERRORS: &str = "/errors";
const ENDPOINTS: [&str; 4] = [META, SUBMIT, LISTS, ERRORS];

/// Whether a path is this endpoint, or below it.
fn is_at(path: &str, endpoint: &str) -> bool {
    let below = path.strip_prefix(endpoint);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

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
    let endpoints = endpoints(&plugin.settings);
    let path = plugin.settings.path.as_str();
    let router = match path {
        "" => endpoints,
        path => endpoints
            .clone()
            .nest(path, endpoints)
            .route(&format!("{path}/"), post(what_it_is)),
    };
    Ok(router
        .fallback(async |asked: Uri| {
            // What could be anything is in no log.
            if settings::is_path(asked.path()) {
                tracing::warn!(
                    path = asked.path(),
                    "the plugin was asked where it has nothing"
                );
            }
            nothing_here()
        })
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(arriving::LARGEST))
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(middleware::from_fn_with_state(plugin.clone(), always::told))
        .layer(CsrfLayer::new().with_rejection_response(|_| request::cross_site()))
        .layer(middleware::from_fn_with_state(
            app,
            request::around_a_server,
        ))
        .with_state(plugin))
}

fn endpoints(settings: &PluginSettings) -> Router<Plugin> {
    let mut router = Router::new()
        .route("/", post(what_it_is))
        .route(META, post(form))
        .route(SUBMIT, post(submit));
    if settings.dialect.error_endpoint {
        router = router.route(ERRORS, post(an_error));
    }
    if settings.dialect.list_endpoints {
        router = router
            .route(LIST, post(list))
            .route(LISTS, post(named_list));
    }
    router
}

/// What Pinpoint does there is not known, so it is counted and nothing of it is read.
async fn an_error(
    State(plugin): State<Plugin>,
    ClientAddress(from): ClientAddress,
) -> Result<Json<Value>, ApiError> {
    plugin.app.limits().count_place(from)?;
    tracing::warn!("Pinpoint has told the plugin of an error");
    Ok(Json(Value::Object(serde_json::Map::new())))
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
    said(&plugin, meta::form(&plugin, &call, server, deadline).await)
}

async fn submit(State(plugin): State<Plugin>, arrived: Arrived) -> Response {
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
    said(
        &plugin,
        result.unwrap_or_else(|error| told(&plugin, &error)),
    )
}

async fn list(
    State(plugin): State<Plugin>,
    Path(key): Path<String>,
    arrived: Arrived,
) -> Result<Json<Value>, ApiError> {
    options(&plugin, arrived, &key).await
}

/// The list that the question names.
async fn named_list(
    State(plugin): State<Plugin>,
    arrived: Arrived,
) -> Result<Json<Value>, ApiError> {
    let key = Lists(&plugin.settings.dialect).asked(&arrived.call);
    let key = key.unwrap_or_default().to_owned();
    options(&plugin, arrived, &key).await
}

async fn options(plugin: &Plugin, arrived: Arrived, key: &str) -> Result<Json<Value>, ApiError> {
    if !plugin.settings.lists.iter().any(|list| list == key) {
        return Err(nothing_here());
    }
    let server = arrived.server?;
    let answer = lists::answer(plugin, &server, &arrived.call, key).await?;
    Ok(Json(answer))
}

fn nothing_here() -> ApiError {
    ApiError::not_found().with_detail(
        "Pinpoint asked at an address at which the plugin has nothing. Ask an admin to compare the address that Pinpoint has with \
         path and endpoint_prefix in the plugin’s settings. Nothing was sent.",
    )
}

/// An answer with its texts as they are to be told.
fn said(plugin: &Plugin, answer: impl Serialize) -> Response {
    match serde_json::to_value(answer) {
        Ok(answer) => Json(texts_told(answer, &plugin.settings.dialect)).into_response(),
        Err(error) => ApiError::internal(error).into_response(),
    }
}

/// Something that went wrong, as a pop-up.
fn told(plugin: &Plugin, error: &ApiError) -> SubmitResult {
    let (title, detail) = plugin.settings.said(error.title(), error.detail());
    let words = format!("{title}. {detail}");
    SubmitResult::failure(&plugin.settings.dialect, words, Vec::new())
}

/// Stands for whoever the form is opened for, as long as nobody has said who that is.
fn unknown_candidate() -> Result<CandidateId, ApiError> {
    CandidateId::parse("pinpoint-unknown")
        .ok_or_else(|| ApiError::internal("an id of ours is none"))
}
