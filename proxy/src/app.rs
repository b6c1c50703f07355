//! The application: what every route shares, and how the routes and the layers around them fit together.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::account::AccountId;
use crate::assets::{self, AssetsError};
use crate::connections::Connections;
use crate::ledger::{Ledger, LedgerError, Upstream};
use crate::problem::ApiError;
use crate::running_keys::RunningKeys;
use crate::send::Sender;
use crate::vault::Vault;
use crate::{request, routes};

/// Largest body of a request: a form with every text at its longest stays far below.
const LARGEST_BODY: usize = 256 * 1024;

/// What every route shares. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ledger: Ledger,
    connections: Connections,
    sender: Sender,
    keys: RunningKeys,
    demo: bool,
}

impl App {
    /// Joins the parts.
    pub fn new(ledger: Ledger, connections: Connections, sender: Sender, demo: bool) -> Self {
        Self {
            inner: Arc::new(Inner {
                ledger,
                connections,
                sender,
                keys: RunningKeys::default(),
                demo,
            }),
        }
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    pub(crate) fn connections(&self) -> &Connections {
        &self.inner.connections
    }

    /// How the account's BambooHR is. One that is not connected, or switched off, is stopped like one that rejects
    /// the key.
    pub(crate) async fn upstream(&self, account: &AccountId) -> Result<Upstream, LedgerError> {
        let upstream = self.inner.ledger.upstream(account).await?;
        let stopped = self.inner.connections.of(account).await?.stopped();
        Ok(Upstream {
            stopped: stopped.or(upstream.stopped),
            ..upstream
        })
    }

    /// What seals for this deployment; `None` without a master key.
    pub(crate) fn vault(&self) -> Option<&Vault> {
        self.inner.connections.vault()
    }

    pub(crate) fn sender(&self) -> &Sender {
        &self.inner.sender
    }

    pub(crate) fn keys(&self) -> &RunningKeys {
        &self.inner.keys
    }

    pub(crate) fn demo(&self) -> bool {
        self.inner.demo
    }
}

/// All routes. Layers from the outside in: request id, log line, host check and time limit; panics;
/// cross-site requests; body size.
pub fn router(app: App, frontend_dist: Option<&PathBuf>) -> Result<Router, AssetsError> {
    let api = Router::new()
        .merge(routes::session::router())
        .merge(routes::candidates::router())
        .merge(routes::changes::router())
        .merge(routes::sends::router())
        .merge(routes::log::router())
        .merge(routes::batches::router())
        .merge(routes::connection::router())
        .merge(routes::integrations::router())
        .merge(routes::setup::router())
        .merge(routes::drafts::router())
        .merge(routes::employees::router())
        .merge(routes::options::router())
        .merge(routes::photo::router())
        .merge(routes::places::router())
        .fallback(async || ApiError::not_found());
    let mut router = Router::new()
        .nest("/api", api)
        .merge(routes::health::router());
    router = match frontend_dist {
        Some(folder) => router.fallback_service(assets::service(folder)?),
        None => router.fallback(async || ApiError::not_found()),
    };
    Ok(router
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CsrfLayer::new().with_rejection_response(|_| request::cross_site()))
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(middleware::from_fn(request::around))
        .with_state(app))
}
