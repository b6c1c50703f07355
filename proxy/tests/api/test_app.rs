//! One proxy with its own sandbox and ledger, and one method for each thing a person does.

#[path = "test_app/asking.rs"]
mod asking;
#[path = "test_app/connecting.rs"]
mod connecting;
#[path = "test_app/starting.rs"]
mod starting;

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
    /// The plugin for Pinpoint with these settings, which has an address of its own.
    pub(crate) fn plugin_with(&self, settings: PluginSettings) -> Router {
        plugin::router(self.app.clone(), settings, "http://127.0.0.1:8081").unwrap()
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

    /// One more account, of this id, which has connected nothing.
    pub(crate) async fn has_account(&self, id: &str) -> AccountId {
        let added = self.ledger.add_account("Rosa", id, id).await;
        added.unwrap().unwrap()
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
