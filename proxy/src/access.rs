//! Who may go through which door: the one table of all routes.
//!
//! A route is added to `Routes` and to nothing else, and that asks for its [`Access`]; so there is no route without
//! one. The door is checked before anything of the request is read, and hands the handler who came through.

use axum::Router;
use axum::extract::{FromRef, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use handoff::interface::Role;

use crate::account::SignedIn;
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::{routes, sessions};

/// Whom a route lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also who is not signed in.
    Open,
    /// Everybody who is signed in. Pages ask this by themselves, so it does not keep a session alive.
    Polled,
    /// Everybody who is signed in.
    Known,
    /// Whoever may see and send candidates.
    Sending,
    /// Admins.
    Administering,
}

impl Access {
    fn admits(self, role: Role) -> bool {
        match self {
            Self::Open | Self::Polled | Self::Known => true,
            Self::Sending => role.may_send(),
            Self::Administering => role.may_administer(),
        }
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
        };
        self.0.push(Route { row, handler });
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
            router.route(
                &row.path,
                handler.route_layer(from_fn_with_state(door, admit)),
            )
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
    if access == Access::Open {
        return next.run(request).await;
    }
    match admitted(&app, access, request.headers()).await {
        Ok(who) => {
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

async fn admitted(app: &App, access: Access, headers: &HeaderMap) -> Result<SignedIn, ApiError> {
    let is_use = access != Access::Polled;
    let who = sessions::who(app, headers, is_use).await?;
    app.limits().count_caller(&who)?;
    if access.admits(who.role) {
        Ok(who)
    } else {
        Err(access.refusal())
    }
}
