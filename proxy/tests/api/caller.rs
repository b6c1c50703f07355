//! Somebody who asks, and what is answered.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use handoff::interface::SendState;
use serde_json::{Value, json};

use crate::test_app::TestApp;

/// Every request of a [`Caller`] is one of its own.
static KEYS: AtomicU64 = AtomicU64::new(0);

/// Somebody who asks, with the cookie that the browser keeps, or with what stands behind `Bearer`.
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) cookie: Option<String>,
    pub(crate) bearer: Option<String>,
    /// The page around the frame that asks.
    pub(crate) page: Option<String>,
}

impl Caller<'_> {
    /// An admin keeps this field of the form for admins.
    pub(crate) async fn keeps_for_admins(&self, alias: &str) {
        let path = "/api/integrations/bamboohr/setup";
        let setup = self.gets(path).await.json();
        let mut wanted = setup["setup"].clone();
        let sections = wanted["sections"].as_array_mut().unwrap().iter_mut();
        let fields = sections.flat_map(|section| section["fields"].as_array_mut().unwrap());
        let mut kept = fields.filter(|field| field["id"] == alias);
        kept.next().expect("a field of the form")["admins_only"] = json!(true);
        assert!(kept.next().is_none());
        let change = json!({ "setup": wanted, "version": setup["version"] });
        let kept = self.asks(Method::PUT, path, Some(&change)).await;
        assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    }

    /// The same with a cookie that the browser sends along.
    pub(crate) fn with_the_cookie_of(self, other: &Self) -> Self {
        Self {
            cookie: other.cookie.clone(),
            ..self
        }
    }

    /// Asks something; with a body it is JSON.
    pub(crate) async fn asks(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let mut request = request.header("host", "127.0.0.1:8081");
        request = self.known_by(request);
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                let key = KEYS.fetch_add(1, Ordering::Relaxed);
                request = request.header("idempotency-key", format!("key-{key}"));
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.app.request(request.body(body).unwrap()).await
    }

    /// Asks from a page that was this user's.
    pub(crate) async fn asks_for(&self, user: &str) -> Answer {
        let request = Request::get("/api/sends/weeks").header("host", "127.0.0.1:8081");
        let cookie = self.cookie.as_deref().unwrap_or_default();
        let request = request.header("cookie", cookie).header("x-user", user);
        self.app.request(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn gets(&self, path: &str) -> Answer {
        self.asks(Method::GET, path, None).await
    }

    pub(crate) async fn posts(&self, path: &str, body: &Value) -> Answer {
        self.asks(Method::POST, path, Some(body)).await
    }

    /// What somebody sends who changes only these fields of the prefilled form.
    pub(crate) async fn submission(&self, candidate: &str, changes: &[(&str, Value)]) -> Value {
        let form = self
            .gets(&format!("/api/candidates/{candidate}/form"))
            .await;
        assert_eq!(form.status, StatusCode::OK, "{:?}", form.body);
        let mut entries = serde_json::Map::new();
        for section in form.json()["sections"].as_array().unwrap() {
            for field in section["fields"].as_array().unwrap() {
                if let Some(entry) = field["prefill"].get("entry") {
                    entries.insert(field["id"].as_str().unwrap().to_owned(), entry.clone());
                }
            }
        }
        for (field, value) in changes {
            entries.insert((*field).to_owned(), value.clone());
        }
        json!({ "submission": entries })
    }

    /// Sends a candidate and waits until the proxy has stopped working on it; the send.
    pub(crate) async fn sends(&self, candidate: &str, changes: &[(&str, Value)]) -> Value {
        let body = self.submission(candidate, changes).await;
        let path = format!("/api/candidates/{candidate}/sends");
        let accepted = self.posts(&path, &body).await;
        assert_eq!(accepted.status, StatusCode::ACCEPTED, "{:?}", accepted.body);
        self.settled(accepted.json()["id"].as_str().unwrap()).await
    }

    /// The send once the proxy has stopped working on it.
    pub(crate) async fn settled(&self, send: &str) -> Value {
        let path = format!("/api/sends/{send}");
        let waiting = async {
            loop {
                let view = self.gets(&path).await.json();
                let state = SendState::from_code(view["state"].as_str().unwrap());
                if !state.unwrap().is_running() {
                    return view;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let settled = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        settled.expect("the send never settled")
    }

    /// An answer whose body comes bit by bit.
    pub(crate) async fn follows(&self, path: &str) -> (StatusCode, Body) {
        let request = Request::get(path).header("host", "127.0.0.1");
        let request = self.known_by(request).body(Body::empty());
        self.app.stream(request.unwrap()).await
    }

    /// A request with everything that says who sends it.
    fn known_by(&self, request: Builder) -> Builder {
        let given = [
            ("cookie", &self.cookie),
            ("authorization", &self.bearer),
            ("x-embed-origin", &self.page),
        ];
        let given = given.into_iter();
        let given = given.filter_map(|(name, value)| Some((name, value.as_ref()?)));
        given.fold(request, |request, (name, value)| {
            request.header(name, value)
        })
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {:?}", self.body))
    }

    /// The cookie that the browser is given, as it sends it back.
    pub(crate) fn cookie(&self) -> Option<String> {
        let cookie = self.headers.get("set-cookie")?.to_str().unwrap();
        Some(cookie.split(';').next().unwrap().to_owned())
    }

    /// A problem document without what differs from run to run.
    pub(crate) fn problem(&self) -> String {
        // Sorted by name: the order in which serde_json keeps members depends on what else is built.
        let mut problem: BTreeMap<String, Value> = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let request_id = problem.remove("request_id").unwrap();
        assert_eq!(request_id, self.headers["x-request-id"].to_str().unwrap());
        if let Some(send) = problem.get_mut("send") {
            *send = json!("(a send)");
        }
        serde_json::to_string_pretty(&problem).unwrap()
    }
}
