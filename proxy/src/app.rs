//! The application: what every route shares, and how the routes and the layers around them fit together.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{HeaderValue, Uri, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, get};
use ipnet::IpNet;
use serde::Deserialize;
use tower::{Service, ServiceExt as _};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::access::LARGEST_BODY;
use crate::account::AccountId;
use crate::assets::{self, AssetsError};
use crate::client_address::ClientAddress;
use crate::connections::Connections;
use crate::ledger::{Ledger, LedgerError, SessionLimits, Upstream};
use crate::openid::SignInWays;
use crate::passphrase::Passphrases;
use crate::problem::ApiError;
use crate::request_limits::RequestLimits;
use crate::routes::health::Readiness;
use crate::routes::reports::Reports;
use crate::running_keys::RunningKeys;
use crate::send::Sender;
use crate::sources::{PinpointReach, Pinpoints, Sources};
use crate::streams::Streams;
use crate::uploads::Uploads;
use crate::vault::Vault;
use crate::{embedding, request, routes};

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
    sources: Sources,
    keys: RunningKeys,
    passphrases: Passphrases,
    reports: Reports,
    limits: RequestLimits,
    streams: Streams,
    readiness: Readiness,
    uploads: Uploads,
    rules: Rules,
}

/// How the application is used here.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Whether it is a demonstration: whoever opens it is an admin, so only this machine may.
    pub demo: bool,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// Under which name browsers know the application, for example `hires.acme.example:8443`; without one only this
    /// machine may use it.
    pub public_host: Option<String>,
    /// Whether browsers come over https, and shall never come otherwise.
    pub is_https: bool,
    /// Networks of the proxies before this one.
    pub trusted_proxies: Vec<IpNet>,
    /// In which ways people sign in.
    pub sign_in: SignInWays,
    /// How Pinpoint is reached.
    pub pinpoint: PinpointReach,
}

impl Rules {
    /// For a demonstration on this machine.
    pub fn of_demonstration() -> Self {
        Self {
            demo: true,
            ..Self::default()
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            demo: false,
            sessions: SessionLimits {
                idle: Duration::from_secs(60 * 60),
                whole: Duration::from_secs(24 * 60 * 60),
            },
            public_host: None,
            is_https: false,
            trusted_proxies: Vec::new(),
            sign_in: SignInWays::default(),
            pinpoint: PinpointReach::default(),
        }
    }
}

impl App {
    /// Joins the parts.
    pub fn new(ledger: Ledger, connections: Connections, sender: Sender, rules: Rules) -> Self {
        let reach = rules.pinpoint.clone();
        let pinpoints = Pinpoints::new(ledger.clone(), connections.clone(), reach);
        Self {
            inner: Arc::new(Inner {
                sources: Sources::new(ledger.clone(), pinpoints),
                ledger,
                connections,
                sender,
                keys: RunningKeys::default(),
                passphrases: Passphrases::default(),
                reports: Reports::default(),
                limits: RequestLimits::default(),
                streams: Streams::default(),
                readiness: Readiness::default(),
                uploads: Uploads::default(),
                rules,
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

    pub(crate) fn sources(&self) -> &Sources {
        &self.inner.sources
    }

    pub(crate) fn keys(&self) -> &RunningKeys {
        &self.inner.keys
    }

    pub(crate) fn passphrases(&self) -> &Passphrases {
        &self.inner.passphrases
    }

    pub(crate) fn streams(&self) -> &Streams {
        &self.inner.streams
    }

    pub(crate) fn readiness(&self) -> &Readiness {
        &self.inner.readiness
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.inner.uploads
    }

    pub(crate) fn limits(&self) -> &RequestLimits {
        &self.inner.limits
    }

    pub(crate) fn reports(&self) -> &Reports {
        &self.inner.reports
    }

    pub(crate) fn demo(&self) -> bool {
        self.inner.rules.demo
    }

    pub(crate) fn session_limits(&self) -> SessionLimits {
        self.inner.rules.sessions
    }

    pub(crate) fn ways(&self) -> &SignInWays {
        &self.inner.rules.sign_in
    }

    pub(crate) fn trusted_proxies(&self) -> &[IpNet] {
        &self.inner.rules.trusted_proxies
    }

    pub(crate) fn is_https(&self) -> bool {
        self.inner.rules.is_https
    }

    pub(crate) fn public_host(&self) -> Option<&str> {
        self.inner.rules.public_host.as_deref()
    }
}

/// All routes. Layers from the outside in: request id, log line, host check and time limit; panics;
/// cross-site requests; body size.
pub fn router(app: App, frontend_dist: Option<&PathBuf>) -> Result<Router, AssetsError> {
    let mut router = routes::all()
        .into_router(&app)
        .route("/api/{*path}", any(async || ApiError::not_found()))
        .merge(routes::health::router());
    router = match frontend_dist {
        Some(folder) => {
            let files = assets::service(folder)?;
            let framed = files.clone();
            router
                .route(
                    routes::FRAME,
                    get(async move |State(app), from, request| {
                        frame(&app, framed, from, request).await
                    }),
                )
                .fallback_service(files)
        }
        None => router.fallback(async || ApiError::not_found()),
    };
    Ok(router
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CsrfLayer::new().with_rejection_response(|_| request::cross_site()))
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), request::around))
        .with_state(app))
}

/// The page for a frame. Which page may show it its own query says, so that the answer can allow that one and no other;
/// nobody may whom no admin has allowed.
async fn frame(
    app: &App,
    files: impl Service<Request, Response = Response, Error = Infallible>,
    ClientAddress(from): ClientAddress,
    mut request: Request,
) -> Result<Response, ApiError> {
    app.limits().count_place(from)?;
    let host = Query::<Framed>::try_from_uri(request.uri());
    let host = host
        .ok()
        .and_then(|Query(Framed { host })| embedding::origin(&host));
    let is_allowed = match &host {
        Some(host) => app.ledger().is_embed_origin(host).await?,
        None => false,
    };
    // There is a folder of this name as well, whose address would be another one.
    *request.uri_mut() = Uri::from_static("/");
    let Ok(mut page) = files.oneshot(request).await;
    // Which page may show it can change at any time.
    let nowhere = HeaderValue::from_static("no-store");
    page.headers_mut().insert(header::CACHE_CONTROL, nowhere);
    Ok(match host.filter(|_| is_allowed) {
        Some(host) => assets::framed_by(page, &host),
        None => page,
    })
}

#[derive(Deserialize)]
struct Framed {
    host: String,
}
