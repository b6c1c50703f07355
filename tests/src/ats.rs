//! Applicant tracking systems of others, on origins of their own: a small invented one that shows the form on its pages, and
//! a page with bad intentions. Their files are in `tests/hosts`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A system with its own server, which ends with the test.
#[derive(Clone, Debug)]
pub struct Ats {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    origin: String,
    /// Where browsers find the proxy.
    proxy: String,
    pages: Pages,
    key: OnceLock<String>,
    sessions: Mutex<Vec<String>>,
    gives_none: AtomicBool,
    lets_read_only: AtomicBool,
}

/// What its server gives to browsers.
#[derive(Debug)]
enum Pages {
    /// The files of a folder, whatever they are when they are asked for, under a policy as strict as can be.
    Folder(PathBuf),
    /// These files by name; every other address gets the first of them.
    Printed(Vec<(&'static str, String)>),
}

/// For how long a token of this system works, in seconds.
const SECONDS: u64 = 30;

impl Ats {
    /// Serves one of the folders of `tests/hosts`. Its pages are another site than the proxy's, which is at `proxy`.
    pub async fn serve(folder: &str, proxy: &str) -> Result<Self> {
        let hosts = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("hosts");
        Self::start(Pages::Folder(hosts.join(folder)), proxy).await
    }

    /// Serves these files, the first of them at every address that names none.
    pub async fn serve_printed(files: Vec<(&'static str, String)>, proxy: &str) -> Result<Self> {
        Self::start(Pages::Printed(files), proxy).await
    }

    async fn start(pages: Pages, proxy: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let inner = Inner {
            origin: format!("http://localhost:{}", listener.local_addr()?.port()),
            proxy: proxy.to_owned(),
            pages,
            key: OnceLock::new(),
            sessions: Mutex::default(),
            gives_none: AtomicBool::new(false),
            lets_read_only: AtomicBool::new(false),
        };
        let ats = Self {
            inner: Arc::new(inner),
        };
        let router = Router::new()
            .route("/token", post(token))
            .route("/send-to-bamboohr/token", post(token_as_printed))
            .fallback(get(file))
            .with_state(ats.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(ats)
    }

    /// Its origin, like `http://localhost:8080`.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// An admin of the proxy makes a key for this system, and allows its pages. In a demonstration everybody is one.
    pub async fn is_joined(&self) -> Result<()> {
        let key = json!({ "name": "Harbour ATS", "scopes": ["candidates", "embed"] });
        let made = self.asks_proxy("/api/embedding/keys", &key, None).await?;
        let key = made.get("key").and_then(Value::as_str).context("no key")?;
        let _ = self.inner.key.set(key.to_owned());
        self.is_allowed().await
    }

    /// An admin of the proxy allows its pages.
    pub async fn is_allowed(&self) -> Result<()> {
        let origin = json!({ "origin": self.origin() });
        self.asks_proxy("/api/embedding/origins", &origin, None)
            .await?;
        Ok(())
    }

    /// What its server would hand to a page: a token for this candidate.
    pub async fn token(&self, candidate: &str) -> Result<String> {
        let role = match self.inner.lets_read_only.load(Ordering::Relaxed) {
            true => "viewer",
            false => "recruiter",
        };
        let wanted = json!({
            "recruiter": { "email": "nadia@harbour.example", "name": "Nadia Verma" },
            "role": role,
            "candidates": [candidate],
            "origin": self.origin(),
            "seconds": SECONDS,
        });
        let key = self.key()?;
        let made = self
            .asks_proxy("/api/embed/sessions", &wanted, Some(key))
            .await?;
        let id = made.get("id").and_then(Value::as_str).context("no id")?;
        self.sessions().push(id.to_owned());
        let token = made.get("token").and_then(Value::as_str);
        Ok(token.context("no token")?.to_owned())
    }

    /// What its server carries to the proxy.
    pub fn key(&self) -> Result<&str> {
        let key = self.inner.key.get().context("not joined")?;
        Ok(key.as_str())
    }

    /// Tokens that were made so far.
    pub fn tokens(&self) -> usize {
        self.sessions().len()
    }

    /// Its server ends what the tokens have let in.
    pub async fn ends_its_sessions(&self) -> Result<()> {
        let key = self.key()?;
        let sessions = self.sessions().clone();
        for id in sessions {
            let url = format!("{}/api/embed/sessions/{id}", self.inner.proxy);
            let ending = reqwest::Client::new().delete(url).bearer_auth(key);
            // One that has ended already is gone.
            ending.send().await?;
        }
        Ok(())
    }

    fn sessions(&self) -> MutexGuard<'_, Vec<String>> {
        let sessions = self.inner.sessions.lock();
        sessions.unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on its server gives no tokens, or gives them again.
    pub fn gives_no_tokens(&self, gives_none: bool) {
        self.inner.gives_none.store(gives_none, Ordering::Relaxed);
    }

    /// From now on its tokens are for people who may only read.
    pub fn lets_read_only(&self) {
        self.inner.lets_read_only.store(true, Ordering::Relaxed);
    }

    async fn asks_proxy(&self, path: &str, body: &Value, key: Option<&str>) -> Result<Value> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::new();
        let request = client
            .post(format!("{}{path}", self.inner.proxy))
            .json(body);
        let request = match key {
            Some(key) => request.bearer_auth(key),
            None => request,
        };
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path}: {status}: {text}");
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }
}

#[derive(Deserialize)]
struct Wanted {
    candidate: String,
}

async fn token(State(ats): State<Ats>, Query(wanted): Query<Wanted>) -> Response {
    if ats.inner.gives_none.load(Ordering::Relaxed) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match ats.token(&wanted.candidate).await {
        Ok(token) => axum::Json(json!({ "token": token })).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

async fn token_as_printed(
    State(ats): State<Ats>,
    axum::Json(wanted): axum::Json<Wanted>,
) -> Response {
    token(State(ats), Query(wanted)).await
}

/// A file of the folder; every other address is a page of the system's own router. `?bare` is one without our script.
async fn file(State(ats): State<Ats>, uri: Uri) -> Response {
    let name = uri.path().trim_start_matches('/');
    let (name, kind) = match name.rsplit_once('.') {
        Some((_, "js")) => (name, "text/javascript"),
        Some((_, "css")) => (name, "text/css"),
        _ => ("index.html", "text/html"),
    };
    let kind = format!("{kind}; charset=utf-8");
    let folder = match &ats.inner.pages {
        Pages::Folder(folder) => folder,
        Pages::Printed(files) => {
            let file = files.iter().find(|(printed, _)| *printed == name);
            return match file.or_else(|| files.first()) {
                Some((_, text)) => ([(header::CONTENT_TYPE, kind)], text.clone()).into_response(),
                None => StatusCode::NOT_FOUND.into_response(),
            };
        }
    };
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let proxy = &ats.inner.proxy;
    // As strict as a system of others may be: nothing of anybody else but the one script and the one frame.
    let policy = format!(
        "default-src 'none'; script-src 'self' {proxy}; style-src 'self'; connect-src 'self'; frame-src 'self' {proxy}; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    );
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let is_bare = uri.query().is_some_and(|query| query.contains("bare"));
    let lines = text
        .lines()
        .filter(|line| !(is_bare && line.contains("/embed/")));
    let text = lines.collect::<Vec<_>>().join("\n");
    (headers, text.replace("PROXY", proxy)).into_response()
}
