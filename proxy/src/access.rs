//! Who may go through which door: the one table of all routes.
//!
//! A route is added to `Routes` and to nothing else, and that asks for its [`Access`]; so there is no route without
//! one. The door is checked before anything of the request is read, and hands the handler who came through.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use handoff::interface::{Role, Scope};

use crate::account::SignedIn;
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::{ats, embedding, routes, sessions};

/// Largest body of a request where nothing else is said: a form with every text at its longest stays far below.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;

/// Whom a route lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also who is not signed in.
    Open,
    /// Everybody who is signed in, or in a frame. Pages ask this by themselves, so it does not keep a session alive.
    Polled,
    /// Everybody who is signed in.
    Known,
    /// The same, or in a frame on a page of an applicant tracking system.
    KnownOrFramed,
    /// Whoever is signed in and may see and send candidates.
    Sending,
    /// The same, or in a frame, where few candidates can be seen.
    SendingOrFramed,
    /// Admins.
    Administering,
    /// The server of an applicant tracking system with a key that allows this.
    Server(Scope),
}

impl Access {
    fn admits(self, role: Role) -> bool {
        match self {
            Self::Open | Self::Polled | Self::Known | Self::KnownOrFramed => true,
            Self::Sending | Self::SendingOrFramed => role.may_send(),
            Self::Administering => role.may_administer(),
            Self::Server(_) => false,
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
}

/// The whole table.
pub fn table() -> Vec<Row> {
    routes::all().table()
}

struct Route {
    row: Row,
    handler: MethodRouter<App>,
}

/// Routes below `/api`, each with its access.
#[derive(Default)]
pub(crate) struct Routes(Vec<Route>);

impl Routes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn get<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, access, path, on(MethodFilter::GET, handler))
    }

    pub(crate) fn post<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, access, path, on(MethodFilter::POST, handler))
    }

    pub(crate) fn put<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::PUT, access, path, on(MethodFilter::PUT, handler))
    }

    pub(crate) fn delete<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(
            Method::DELETE,
            access,
            path,
            on(MethodFilter::DELETE, handler),
        )
    }

    fn add(
        mut self,
        method: Method,
        access: Access,
        path: &str,
        handler: MethodRouter<App>,
    ) -> Self {
        let path = format!("/api{path}");
        let row = Row {
            method,
            path,
            access,
            largest_body: LARGEST_BODY,
        };
        self.0.push(Route { row, handler });
        self
    }

    /// The route that was added last takes bodies of up to so many bytes.
    pub(crate) fn taking(mut self, bytes: usize) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.row.largest_body = bytes;
        }
        self
    }

    pub(crate) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    pub(crate) fn table(&self) -> Vec<Row> {
        self.0.iter().map(|route| route.row.clone()).collect()
    }

    /// Every route behind its door.
    pub(crate) fn into_router(self, app: &App) -> Router<App> {
        let routes = self.0.into_iter();
        routes.fold(Router::new(), |router, Route { row, handler }| {
            let door = Door {
                app: app.clone(),
                access: row.access,
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
}

impl FromRef<Door> for App {
    fn from_ref(door: &Door) -> Self {
        door.app.clone()
    }
}

async fn admit(
    State(Door { app, access }): State<Door>,
    ClientAddress(from): ClientAddress,
    mut request: Request,
    next: Next,
) -> Response {
    if let Err(refused) = app.limits().count_place(from) {
        return refused.into_response();
    }
    let admitted = match access {
        Access::Open => Ok(()),
        Access::Server(scope) => {
            let server = ats::server(&app, request.headers(), scope).await;
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
        Err(access.refusal())
    }
}
