//! One proxy with its own sandbox and ledger, and one method for each thing a person does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode};
use bamboohr::{ApiKey, Client, Endpoint, Limits, Options, Retries};
use bamboohr_sandbox::{ADMIN_KEY, RecordedRequest, Sandbox};
use handoff::FieldId;
use handoff::interface::{Role, SendState};
use http_body_util::BodyExt;
use proxy::account::AccountId;
use proxy::app::{App, Rules, router};
use proxy::connection::BambooHr;
use proxy::connections::{Connections, Reach};
use proxy::ledger::{Ledger, TokenHash, UserToStore};
use proxy::openid::SignInWays;
use proxy::pinpoint::plugin::{self, PluginSettings};
use proxy::send::{Sender, SenderOptions};
use proxy::vault::{MasterKey, MasterKeys, Vault};
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) use crate::caller::{Answer, Caller};

/// Hired, complete, not yet in BambooHR.
pub(crate) const HIRED: &str = "cand_0001";
/// Hired, and not sent yet when somebody connects: their form is looked at.
const KNOWN_FORM: &str = "cand_0003";
/// Still at the offer.
pub(crate) const NOT_HIRED: &str = "cand_0013";
const INTEGRATION: &str = "/api/integrations/bamboohr";
const SETTLE: Duration = Duration::from_millis(400);
const PROBE_EVERY: Duration = Duration::from_secs(1);
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(2),
    whole_call: Duration::from_millis(700),
    upload: Duration::from_secs(2),
    body: 4 * 1024 * 1024,
    turn: Duration::from_secs(5),
};
pub(crate) const RETRIES: Retries = Retries {
    tries: 2,
    within: Duration::from_secs(1),
    first_pause: Duration::from_millis(5),
    longest_pause: Duration::from_millis(5),
};

const OPTIONS: Options = Options {
    limits: LIMITS,
    retries: RETRIES,
};

pub(crate) struct TestApp {
    pub(crate) sandbox: Sandbox,
    pub(crate) ledger: Ledger,
    pub(crate) sender: Sender,
    app: App,
    router: Router,
    start: Start,
    bamboohr: Option<Arc<BambooHr>>,
}

/// What a proxy is started with.
#[derive(Clone)]
struct Start {
    endpoint: Endpoint,
    /// Of the connection that the deployment gives.
    key: Option<&'static str>,
    candidate_id_field: Option<FieldId>,
    /// What seals the keys that admins enter.
    master_keys: Vec<u8>,
    /// PostgreSQL, instead of a file in the folder.
    database: Option<String>,
    folder: Arc<tempfile::TempDir>,
    /// The folder of the built application.
    pages: Option<PathBuf>,
    rules: Rules,
}

impl Start {
    fn over(sandbox: &Sandbox, key: Option<&'static str>) -> Self {
        Self {
            endpoint: Endpoint::at(&sandbox.url(), "acme".parse().unwrap()).unwrap(),
            key,
            candidate_id_field: None,
            master_keys: Vec::new(),
            database: None,
            folder: Arc::new(tempfile::tempdir().unwrap()),
            pages: None,
            rules: Rules::of_demonstration(),
        }
    }

    fn vault(&self) -> Option<Vault> {
        let keys = self
            .master_keys
            .iter()
            .map(|key| MasterKey::new([*key; 32]));
        MasterKeys::of(keys.collect()).ok().map(Vault::new)
    }
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with_key(ADMIN_KEY).await
    }

    pub(crate) async fn with_key(key: &'static str) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start::over(&sandbox, Some(key));
        Self::open(sandbox, start).await
    }

    /// Nothing is connected, and an admin may connect.
    pub(crate) async fn unconnected() -> Self {
        Self::unconnected_on(None).await
    }

    /// The same on a PostgreSQL database, or on a file.
    pub(crate) async fn unconnected_on(database: Option<String>) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start {
            master_keys: vec![1],
            database,
            ..Start::over(&sandbox, None)
        };
        Self::open(sandbox, start).await
    }

    /// Whoever wants to do something has to sign in. Nothing is connected.
    pub(crate) async fn behind_doors() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start {
            master_keys: vec![1],
            rules: Rules::default(),
            ..Start::over(&sandbox, None)
        };
        Self::open(sandbox, start).await
    }

    /// The same where people sign in in these ways, on a PostgreSQL database, or on a file.
    pub(crate) async fn with_ways(ways: SignInWays, database: Option<String>) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let mut start = Start::over(&sandbox, None);
        start.database = database;
        start.rules = Rules {
            sign_in: ways,
            ..Rules::default()
        };
        Self::open(sandbox, start).await
    }

    /// The proxy starts again, and people sign in in these ways.
    pub(crate) async fn restart_with_ways(self, ways: SignInWays) -> Self {
        let mut start = self.start.clone();
        start.rules.sign_in = ways;
        self.start_again(start).await
    }

    /// The same with a connection that the deployment gives.
    pub(crate) async fn behind_doors_connected() -> Self {
        let app = Self::behind_doors().await;
        let start = Start {
            key: Some(ADMIN_KEY),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    /// The same with pages, of which there is one, and the script for pages of others.
    pub(crate) async fn behind_doors_with_pages() -> Self {
        let app = Self::behind_doors().await;
        let pages = app.start.folder.path().join("pages");
        std::fs::create_dir(&pages).unwrap();
        std::fs::write(pages.join("index.html"), "<!doctype html>").unwrap();
        std::fs::create_dir(pages.join("embed")).unwrap();
        std::fs::write(pages.join("embed/send-to-bamboohr.js"), "export {};").unwrap();
        let start = Start {
            pages: Some(pages),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    /// Somebody begins to send a body that never ends.
    pub(crate) fn begins_to_send(
        &self,
        caller: &Caller<'_>,
        path: &str,
    ) -> tokio::task::JoinHandle<()> {
        let request = Request::put(path)
            .header("host", "127.0.0.1:8081")
            .header("content-type", "application/json")
            .header("authorization", caller.bearer.clone().unwrap());
        let endless = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        let request = request.body(Body::from_stream(endless)).unwrap();
        let router = self.router.clone();
        tokio::spawn(async move {
            let _ = router.oneshot(request).await;
        })
    }

    /// The plugin for Pinpoint with these settings, which has an address of its own.
    pub(crate) fn plugin_with(&self, settings: PluginSettings) -> Router {
        plugin::router(self.app.clone(), settings, "http://127.0.0.1:8081").unwrap()
    }

    /// A user of this account who is signed in.
    pub(crate) async fn signed_in(
        &self,
        account: &AccountId,
        email: &str,
        role: Role,
    ) -> Caller<'_> {
        let new = UserToStore {
            email,
            name: email,
            role,
            sees_admin_fields: false,
        };
        let user = self
            .ledger
            .add_user(account, "Rosa", new)
            .await
            .unwrap()
            .unwrap();
        // As long as a token is.
        let token = format!("{email:-<43.43}");
        let limits = Rules::default().sessions;
        let hash = TokenHash::of(&token);
        let begun = self
            .ledger
            .begin_session(account, (&user, None), &hash, limits)
            .await;
        begun.unwrap();
        self.caller(Some(format!("__Host-session={token}")))
    }

    /// The server of an applicant tracking system with this key.
    pub(crate) fn server(&self, key: &str) -> Caller<'_> {
        Caller {
            bearer: Some(format!("Bearer {key}")),
            ..self.caller(None)
        }
    }

    /// A frame on this page that sends this secret.
    pub(crate) fn frame(&self, secret: &str, page: &str) -> Caller<'_> {
        Caller {
            page: Some(page.to_owned()),
            ..self.server(secret)
        }
    }

    /// Somebody who brings this cookie, or none.
    pub(crate) fn caller(&self, cookie: Option<String>) -> Caller<'_> {
        Caller {
            app: self,
            cookie,
            bearer: None,
            page: None,
        }
    }

    /// Another proxy on the same database and the same BambooHR. Its own sandbox is asked by nobody.
    pub(crate) async fn beside(&self) -> Self {
        assert!(self.start.database.is_some(), "a file is for one proxy");
        let unused = Sandbox::start().await.unwrap();
        Self::open(unused, self.start.clone()).await
    }

    /// The proxy starts again with these master keys.
    pub(crate) async fn restart_with_master_keys(self, keys: &[u8]) -> Self {
        let start = Start {
            master_keys: keys.to_vec(),
            ..self.start.clone()
        };
        self.start_again(start).await
    }

    /// Stores a connection and switches it on.
    pub(crate) async fn connects(&self, company: &str, key: &str) {
        let stored = self.stores(company, Some(key)).await;
        assert_eq!(stored.status, StatusCode::OK, "{:?}", stored.body);
        let enabled = self.switches(true).await;
        assert_eq!(enabled.status, StatusCode::OK, "{:?}", enabled.body);
        self.knows_the_company().await;
    }

    /// Waits for what is read in the background, so that it meets no fault that is meant for something else.
    pub(crate) async fn knows_the_company(&self) {
        let path = format!("/api/candidates/{KNOWN_FORM}/form");
        let knows = async {
            while self.get(&path).await.json()["categories"] == json!([]) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), knows)
            .await
            .expect("the categories are never known");
    }

    /// Stores a connection as it is seen now.
    pub(crate) async fn stores(&self, company: &str, key: Option<&str>) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "subdomain": company, "api_key": key, "version": version });
        self.json(Method::PUT, INTEGRATION, &body).await
    }

    /// Switches the connection on or off as it is seen now.
    pub(crate) async fn switches(&self, enabled: bool) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "enabled": enabled, "version": version });
        let path = format!("{INTEGRATION}/enabled");
        self.json(Method::PUT, &path, &body).await
    }

    /// Removes the connection as it is seen now.
    pub(crate) async fn removes(&self) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "version": version });
        self.json(Method::DELETE, INTEGRATION, &body).await
    }

    /// The connection as an admin sees it.
    pub(crate) async fn integration(&self) -> Value {
        let shown = self.get(INTEGRATION).await;
        assert_eq!(shown.status, StatusCode::OK, "{:?}", shown.body);
        shown.json()
    }

    /// The company keeps the candidate's id in a field of its own.
    pub(crate) async fn with_candidate_id_in(field: &str) -> Self {
        let app = Self::start().await;
        let start = Start {
            candidate_id_field: Some(FieldId::new(field)),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    async fn open(sandbox: Sandbox, start: Start) -> Self {
        let file = format!("sqlite:{}", ledger_file(&start.folder).display());
        let ledger = Ledger::open(start.database.as_ref().unwrap_or(&file));
        let ledger = ledger.await.unwrap();
        proxy::seed_demo(&ledger).await.unwrap();
        let bamboohr = start.key.map(|key| {
            let key = ApiKey::new(key.to_owned());
            let client = Client::with(start.endpoint.clone(), key, OPTIONS).unwrap();
            let account = AccountId::local();
            Arc::new(BambooHr::new(client, ledger.clone(), account, PROBE_EVERY))
        });
        let options = SenderOptions {
            settle: SETTLE,
            candidate_id_field: start.candidate_id_field.clone(),
        };
        let stop = tokio_util::sync::CancellationToken::new();
        let reach = Reach {
            base_url: Some(sandbox_of(&start.endpoint)),
            options: OPTIONS,
            probe_every: PROBE_EVERY,
        };
        let connections = Connections::new(
            ledger.clone(),
            bamboohr.clone(),
            start.vault(),
            reach,
            None,
            stop.clone(),
        );
        let sender = Sender::new(ledger.clone(), connections.clone(), options, stop);
        let app = App::new(
            ledger.clone(),
            connections,
            sender.clone(),
            start.rules.clone(),
        );
        let router = router(app.clone(), start.pages.as_ref()).unwrap();
        sender.work();
        Self {
            sandbox,
            ledger,
            sender,
            app,
            router,
            start,
            bamboohr,
        }
    }

    /// Lets the proxy look after BambooHR in the background, as its program does.
    pub(crate) fn looks_after_bamboohr(&self) {
        let bamboohr = self.bamboohr.clone().unwrap();
        let stop = tokio_util::sync::CancellationToken::new();
        tokio::spawn(async move { bamboohr.keep_fresh(stop).await });
    }

    /// Sends a candidate with the prefilled form and some changes; the send's id.
    pub(crate) async fn begins(&self, candidate: &str, changes: &[(&str, Value)]) -> String {
        let body = self.submission(candidate, changes).await;
        let accepted = self.post_send(candidate, candidate, &body).await;
        assert_eq!(accepted.status, StatusCode::ACCEPTED, "{:?}", accepted.body);
        accepted.json()["id"].as_str().unwrap().to_owned()
    }

    /// The proxy stops in order and starts again on the same ledger and sandbox.
    pub(crate) async fn restart(self) -> Self {
        let start = self.start.clone();
        self.start_again(start).await
    }

    /// The same with another key, or with no connection to BambooHR at all.
    pub(crate) async fn restart_with(self, key: Option<&'static str>) -> Self {
        let start = Start {
            key,
            ..self.start.clone()
        };
        self.start_again(start).await
    }

    async fn start_again(self, start: Start) -> Self {
        self.sender.finish().await;
        self.ledger.close().await;
        Self::open(self.sandbox, start).await
    }

    pub(crate) async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body);
        assert!(
            !text.contains(self.start.key.unwrap_or(ADMIN_KEY)),
            "an answer names the key"
        );
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// An answer whose body comes bit by bit.
    pub(crate) async fn stream(&self, request: Request<Body>) -> (StatusCode, Body) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        (response.status(), response.into_body())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request(
            Request::get(path)
                .header("host", "127.0.0.1")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1:8081");
        let request = request
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        self.request(request.unwrap()).await
    }

    pub(crate) async fn post_send(&self, candidate: &str, key: &str, body: &Value) -> Answer {
        let request =
            Request::post(format!("/api/candidates/{candidate}/sends")).header("host", "localhost");
        let request = request
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.request(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// What somebody sends who changes only these fields of the prefilled form.
    pub(crate) async fn submission(&self, candidate: &str, changes: &[(&str, Value)]) -> Value {
        self.caller(None).submission(candidate, changes).await
    }

    /// Sends a candidate with the prefilled form and waits for the end.
    pub(crate) async fn send(&self, candidate: &str) -> Value {
        let body = self.submission(candidate, &[]).await;
        let accepted = self.post_send(candidate, "one-key", &body).await;
        assert_eq!(accepted.status, StatusCode::ACCEPTED, "{:?}", accepted.body);
        self.settled(accepted.json()["id"].as_str().unwrap()).await
    }

    /// The bytes of the ledger's file and of what SQLite keeps beside it.
    pub(crate) fn files(&self) -> Vec<u8> {
        let entries = self.start.folder.path().read_dir().unwrap();
        let files = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        files.collect::<Vec<_>>().concat()
    }

    /// Changes the ledger behind the proxy's back: a trigger that fails makes a real database fail.
    pub(crate) async fn in_ledger(&self, sql: &'static str) {
        use sqlx::ConnectOptions;
        let file = ledger_file(&self.start.folder);
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = options.connect().await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }

    /// Waits until somebody with this private e-mail is in BambooHR.
    pub(crate) async fn arrived(&self, email: &str) {
        let waiting = async {
            while self.employees_with(email).is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting)
            .await
            .expect("nobody arrived");
    }

    /// The send as soon as it is as wanted.
    pub(crate) async fn until(&self, send: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let view = self.get(&format!("/api/sends/{send}")).await.json();
                if wanted(&view) {
                    return view;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting)
            .await
            .expect("the send never became as wanted")
    }

    /// The send once the proxy has stopped working on it.
    pub(crate) async fn settled(&self, send: &str) -> Value {
        self.until(send, |view| {
            let state = SendState::from_code(view["state"].as_str().unwrap());
            !state.unwrap().is_running()
        })
        .await
    }

    /// Decides on what `send` shows.
    pub(crate) async fn resolve(&self, send: &Value, mut decision: Value) -> Answer {
        decision["version"] = send["version"].clone();
        self.json(
            Method::POST,
            &format!("/api/sends/{}/resolve", send["id"].as_str().unwrap()),
            &decision,
        )
        .await
    }

    /// Create calls that reached BambooHR, whatever became of them.
    pub(crate) fn creates(&self) -> usize {
        let is_create = |request: &RecordedRequest| {
            request.method == "POST" && request.path.trim_end_matches('/').ends_with("/employees")
        };
        self.sandbox
            .requests()
            .into_iter()
            .filter(is_create)
            .count()
    }

    /// Employees in BambooHR with this private e-mail.
    pub(crate) fn employees_with(&self, email: &str) -> Vec<bamboohr_sandbox::EmployeeRecord> {
        let mut employees = self.sandbox.employees();
        employees.retain(|employee| {
            employee
                .fields
                .get("homeEmail")
                .is_some_and(|found| found == email)
        });
        employees
    }
}

/// The address without a company's page.
fn sandbox_of(endpoint: &Endpoint) -> String {
    let page = endpoint.employee_page("0");
    page.split("/employees/").next().unwrap().to_owned()
}

fn ledger_file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("ledger.sqlite")
}
