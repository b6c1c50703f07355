//! Who may go through which door: the one table of all routes.
//!
//! A route is added to `Routes` and to nothing else, and that asks for its [`Access`] and for what it is for; so there is
//! no route without them. The door is checked before anything of the request is read, and hands the handler who came through.

use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use handoff::interface::{Role, Scope};
use schemars::JsonSchema;

use crate::account::SignedIn;
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::openapi::{Content, Example, Handles, Operation, Shape};
use crate::problem::ApiError;
use crate::{ats, embedding, request, routes, sessions};

/// Largest body of a request where nothing else is said: a form with every text at its longest stays far below.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;
/// The same where anybody may ask: an address and a passphrase, or a report of a browser.
const LARGEST_OPEN: usize = 16 * 1024;
/// Longest time for a request that nobody but the ledger is asked for, the arrival of its body included.
const OURS: Duration = Duration::from_secs(20);
/// The same when somebody else is waited for.
pub(crate) const OTHERS: Duration = Duration::from_secs(60);

/// Whom a route lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also who is not signed in.
    Open,
    /// Everybody who is signed in, in a frame, or a server in a recruiter's name. Pages ask this by themselves, so it does not keep a session alive.
    Polled,
    /// Everybody who is signed in.
    Known,
    /// The same, or a recruiter in an applicant tracking system: in a frame on its page, or where its server asks for them.
    KnownOrFramed,
    /// Whoever is signed in and may see and send candidates.
    Sending,
    /// The same, or a recruiter in an applicant tracking system, of whom few candidates can be seen.
    SendingOrFramed,
    /// Admins.
    Administering,
    /// The server of an applicant tracking system with a key that allows this.
    Server(Scope),
    /// Whoever signed the body. What it was signed with depends on the address, so the handler is the one who looks, before
    /// it reads anything.
    Signed,
}

impl Access {
    fn admits(self, role: Role) -> bool {
        match self {
            Self::Open | Self::Polled | Self::Known | Self::KnownOrFramed => true,
            Self::Sending | Self::SendingOrFramed => role.may_send(),
            Self::Administering => role.may_administer(),
            Self::Server(_) | Self::Signed => false,
        }
    }

    fn admits_frames(self) -> bool {
        matches!(
            self,
            Self::Polled | Self::KnownOrFramed | Self::SendingOrFramed
        )
    }

    fn refusal(self) -> ApiError {
        match self {
            Self::Administering => ApiError::for_admins(),
            _ => ApiError::for_recruiters(),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The method.
    pub method: Method,
    /// The pattern, for example `/api/candidates/{id}`.
    pub path: String,
    /// Whom it lets in.
    pub access: Access,
    /// Bytes that a body may have.
    pub largest_body: usize,
    /// Time for all of it, until the answer begins.
    pub longest: Duration,
}

/// The whole table.
pub fn table() -> Vec<Row> {
    routes::all().table()
}

/// A route with what it is for, and what it takes and gives.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    pub(crate) row: Row,
    /// In one line.
    pub(crate) what: &'static str,
    pub(crate) operation: Operation,
}

struct Route {
    described: Described,
    handler: MethodRouter<App>,
}

/// Routes below `/api`, each with its access and its description.
#[derive(Default)]
pub(crate) struct Routes(Vec<Route>);

macro_rules! methods {
    ($($name:ident $method:ident),*) => {$(
        /// Adds a route of this method.
        pub(crate) fn $name<H, T>(self, access: Access, path: &str, what: &'static str, handler: H) -> Self
        where
            H: Handles<T>,
            T: 'static,
        {
            let operation = H::operation();
            let handler = on(MethodFilter::$method, handler);
            self.add((Method::$method, access, path), what, operation, handler)
        }
    )*};
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    methods!(get GET, post POST, put PUT, delete DELETE);

    fn add(
        mut self,
        (method, access, path): (Method, Access, &str),
        what: &'static str,
        operation: Operation,
        handler: MethodRouter<App>,
    ) -> Self {
        let row = Row {
            method,
            path: format!("/api{path}"),
            access,
            largest_body: match access {
                Access::Open | Access::Signed => LARGEST_OPEN,
                _ => LARGEST_BODY,
            },
            longest: OURS,
        };
        let described = Described {
            row,
            what,
            operation,
        };
        self.0.push(Route { described, handler });
        self
    }

    /// The route that was added last gives this when all is well.
    pub(crate) fn giving(mut self, status: StatusCode, content: Content) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.described.operation.answers = vec![(status, content)];
        }
        self
    }

    /// The route that was added last takes JSON of this shape, which it reads by itself.
    pub(crate) fn reading<T: JsonSchema + Example>(mut self) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.described.operation.body = Some(Shape::of::<T>());
        }
        self
    }

    /// The route that was added last may wait for somebody else: for BambooHR, for a provider, for a large upload.
    pub(crate) fn patient(mut self) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.described.row.longest = OTHERS;
        }
        self
    }

    /// The route that was added last takes bodies of up to so many bytes.
    pub(crate) fn taking(mut self, bytes: usize) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.described.row.largest_body = bytes;
        }
        self
    }

    pub(crate) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    pub(crate) fn table(&self) -> Vec<Row> {
        let described = self.0.iter().map(|route| &route.described);
        described.map(|described| described.row.clone()).collect()
    }

    /// The table with what each route is for.
    pub(crate) fn described(self) -> Vec<Described> {
        self.0.into_iter().map(|route| route.described).collect()
    }

    /// Every route behind its door.
    pub(crate) fn into_router(self, app: &App) -> Router<App> {
        let routes = self.0.into_iter();
        routes.fold(Router::new(), |router, Route { described, handler }| {
            let row = described.row;
            let door = Door {
                app: app.clone(),
                access: row.access,
                longest: row.longest,
            };
            let handler = handler
                .route_layer(DefaultBodyLimit::max(row.largest_body))
                .route_layer(from_fn_with_state(door, admit));
            router.route(&row.path, handler)
        })
    }
}

/// What stands before one route.
#[derive(Clone)]
struct Door {
    app: App,
    access: Access,
    longest: Duration,
}

impl FromRef<Door> for App {
    fn from_ref(door: &Door) -> Self {
        door.app.clone()
    }
}

async fn admit(
    State(door): State<Door>,
    ClientAddress(from): ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    let longest = door.longest;
    let answer = tokio::time::timeout(longest, behind(door, from, request, next));
    let answer = answer.await;
    answer.unwrap_or_else(|_| request::too_slow().into_response())
}

async fn behind(
    Door { app, access, .. }: Door,
    from: Option<IpAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Err(refused) = app.limits().count_place(from) {
        return refused.into_response();
    }
    let admitted = match access {
        Access::Open | Access::Signed => Ok(()),
        Access::Server(scope) => {
            let server = ats::server(&app, request.headers(), scope).await;
            if server.is_err() {
                tracing::warn!(?scope, "a server was not let in");
            }
            server.map(|server| drop(request.extensions_mut().insert(server)))
        }
        _ => {
            let who = admitted(&app, access, request.headers()).await;
            who.map(|who| drop(request.extensions_mut().insert(who)))
        }
    };
    match admitted {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Who brings an `Authorization` has no cookie that counts: a page in a frame is not whoever signed in beside it.
async fn admitted(app: &App, access: Access, headers: &HeaderMap) -> Result<SignedIn, ApiError> {
    let who = match headers.contains_key(header::AUTHORIZATION) {
        true if access.admits_frames() => embedding::who(app, headers).await?,
        true => return Err(embedding::ended()),
        false => sessions::who(app, headers, access != Access::Polled).await?,
    };
    app.limits().count_caller(&who)?;
    if access.admits(who.role) {
        Ok(who)
    } else {
        tracing::warn!(
            user = who.id(),
            ?access,
            "somebody asked for more than they may"
        );
        Err(access.refusal())
    }
}
