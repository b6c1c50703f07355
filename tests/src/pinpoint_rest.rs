//! A double of Pinpoint's REST interface, made from what Pinpoint documents and from recorded answers. It is not Pinpoint, and
//! it shares no code with our client.
//!
//! Files are named by an address that redirects to a second host, as Pinpoint's do; that host remembers whether anybody
//! showed it the key.

mod answers;
mod hire;
mod wire;

use std::ffi::OsString;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{PINPOINT_SECRET, Proxy};

pub use hire::Hire;
pub use wire::Fault;

const INTEGRATION: &str = "/api/integrations/pinpoint";
/// The key that the double takes.
pub const PINPOINT_KEY: &str = "canary-pinpoint-key-0001";

/// A comment that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenComment {
    /// On which application.
    pub application: String,
    /// What it says.
    pub text: String,
}

/// A running double; it ends with the test.
#[derive(Debug)]
pub struct PinpointRest {
    address: String,
    storage: String,
    state: Arc<Mutex<State>>,
}

/// What it knows, and how it misbehaves.
#[derive(Debug, Default)]
struct State {
    /// Its own address, for the addresses of files.
    own: String,
    storage: String,
    hires: Vec<Hire>,
    comments: Vec<WrittenComment>,
    /// Who is otherwise once a page of the list was given out.
    after_a_page: Vec<Hire>,
    /// Whether something that is no application stands in the list.
    is_list_odd: bool,
    /// Requests that are to be done although nobody waits for their answers any more.
    late: usize,
    faults: Vec<(String, String, Fault)>,
    /// Every request as `GET /api/v1/applications/1`, in order.
    requests: Vec<String>,
    /// What the key may not do: `GET comments`.
    forbidden: Vec<String>,
    is_key_dead: bool,
    key_was_at_storage: bool,
}

impl PinpointRest {
    /// Starts it, with nobody hired.
    pub async fn start() -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let api = TcpListener::bind("127.0.0.1:0").await?;
        let storage = TcpListener::bind("127.0.0.1:0").await?;
        let (address, storage_address) = (api.local_addr()?, storage.local_addr()?);
        let state = Arc::new(Mutex::new(State {
            own: format!("http://{address}"),
            storage: format!("http://{storage_address}"),
            ..State::default()
        }));
        wire::serve(api, Arc::clone(&state), answers::of_the_interface);
        wire::serve(storage, Arc::clone(&state), answers::of_the_storage);
        Ok(Self {
            address: address.to_string(),
            storage: storage_address.to_string(),
            state,
        })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The hosts of its files, for `PINPOINT_FILE_HOSTS`.
    pub fn file_hosts(&self) -> String {
        format!("{},{}", self.address, self.storage)
    }

    /// What a proxy is told so that it asks this one, soon again when it must.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("PINPOINT_BASE_URL", self.url().into()),
            ("PINPOINT_FILE_HOSTS", self.file_hosts().into()),
            ("PINPOINT_RETRY_SECONDS", "0.2".into()),
            ("PINPOINT_SETTLE_SECONDS", "2".into()),
            ("PINPOINT_POLL_MINUTES", "60".into()),
            ("PINPOINT_FILE_SECONDS", "2".into()),
        ]
    }

    /// An admin connects it with this proxy and switches it on; the path where the proxy takes its webhooks.
    pub async fn joins(&self, proxy: &Proxy) -> Result<String> {
        let new = json!({ "subdomain": "https://acme.pinpointhq.com", "api_key": PINPOINT_KEY,
                          "signing_secret": PINPOINT_SECRET, "version": 0 });
        let stored = puts(proxy, INTEGRATION, &new).await?;
        let change = json!({ "enabled": true, "version": stored.get("version") });
        let enabled = puts(proxy, &format!("{INTEGRATION}/enabled"), &change).await?;
        ensure!(enabled.get("enabled") == Some(&json!(true)), "{enabled}");
        let hook = enabled.get("webhook").and_then(Value::as_str);
        Ok(hook.context("no address")?.to_owned())
    }

    /// Somebody has applied, or something about them is otherwise now.
    pub fn put(&self, hire: Hire) {
        let mut state = self.state();
        state.hires.retain(|known| known.id != hire.id);
        state.hires.push(hire);
    }

    /// Somebody is otherwise as soon as a page of the list was given out.
    pub fn put_after_a_page(&self, hire: Hire) {
        self.state().after_a_page.push(hire);
    }

    /// Something that is no application stands in the list.
    pub fn spoil_the_list(&self) {
        self.state().is_list_odd = true;
    }

    /// The next request of this method whose path contains this meets a fault; each call adds one.
    pub fn add_fault(&self, method: &str, path: &str, fault: Fault) {
        let fault = (method.to_owned(), path.to_owned(), fault);
        self.state().faults.push(fault);
    }

    /// No request meets a fault any more.
    pub fn ends_faults(&self) {
        self.state().faults.clear();
    }

    /// The key may not do this any more: `GET comments`.
    pub fn forbid(&self, what: &str) {
        self.state().forbidden.push(what.to_owned());
    }

    /// The key may do everything.
    pub fn allow_all(&self) {
        self.state().forbidden.clear();
    }

    /// The key is taken, or not.
    pub fn kill_key(&self, is_dead: bool) {
        self.state().is_key_dead = is_dead;
    }

    /// A colleague writes something on an application.
    pub fn say(&self, application: u64, text: &str) {
        self.state().comments.push(WrittenComment {
            application: application.to_string(),
            text: text.to_owned(),
        });
    }

    /// Whether everything that arrived is done.
    pub fn is_quiet(&self) -> bool {
        self.state().late == 0
    }

    /// The comments that are there.
    pub fn comments(&self) -> Vec<WrittenComment> {
        self.state().comments.clone()
    }

    /// How often something was asked for: method, and what the path contains.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        let state = self.state();
        let requests = state.requests.iter();
        let fits = |request: &&String| request.starts_with(method) && request.contains(path);
        requests.filter(fits).count()
    }

    /// Whether the key was shown to the host of the files.
    pub fn key_was_at_storage(&self) -> bool {
        self.state().key_was_at_storage
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }
}

async fn puts(proxy: &Proxy, path: &str, body: &Value) -> Result<Value> {
    let request = reqwest::Client::new().put(format!("{}{path}", proxy.url()));
    let answer = request.json(body).send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{path}: {status} {body}");
    Ok(body)
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
