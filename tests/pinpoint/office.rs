//! A customer: Pinpoint with the plugin, the proxy, and BambooHR.

use std::ffi::OsString;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{EmployeeRecord, Sandbox};
use serde_json::{Value, json};
use system_tests::pinpoint_host::{BlobHost, PinpointCandidate, PinpointHost, Ways};
use system_tests::{KeptLedger, Proxy, ProxyOptions, wait_for};
use tempfile::TempDir;

/// Everybody is somebody else, over all tests of a run.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

pub(crate) struct Office {
    pub(crate) sandbox: Sandbox,
    pub(crate) proxy: Proxy,
    pub(crate) host: PinpointHost,
    pub(crate) blobs: BlobHost,
    code: String,
    _files: TempDir,
}

impl Office {
    /// With these lines in the plugin's file, before its tables.
    pub(crate) async fn open(settings: &str) -> Result<Self> {
        Self::open_at("/", settings, Vec::new()).await
    }

    /// The same with further variables of the proxy.
    pub(crate) async fn open_with(
        settings: &str,
        variables: Vec<(&'static str, OsString)>,
    ) -> Result<Self> {
        Self::open_at("/", settings, variables).await
    }

    /// The same, registered at this path. `ADDRESS` in the lines is where the plugin listens.
    pub(crate) async fn open_at(
        path: &str,
        settings: &str,
        variables: Vec<(&'static str, OsString)>,
    ) -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (sandbox, blobs) = (Sandbox::start().await?, BlobHost::start().await?);
        let files = tempfile::tempdir()?;
        let file = files.path().join("pinpoint.toml");
        let written = |address: &str| {
            let settings = settings.replace("ADDRESS", address);
            let origin = blobs.origin();
            let text = format!("{settings}\n[files]\nsimulator = \"{origin}\"\n");
            std::fs::write(&file, text)
        };
        written("127.0.0.1:1")?;
        let options = ProxyOptions::beside(&sandbox);
        let mut environment = vec![
            ("PINPOINT_ADDRESS", OsString::from("127.0.0.1:0")),
            ("PINPOINT_CONFIG_FILE", file.clone().into()),
        ];
        environment.extend(variables);
        let proxy = Proxy::start_with(options, &environment).await?;
        let address = plugin_address(&proxy)?;
        written(&address)?;
        // The next process is to be found where this one was.
        let proxy = again(
            proxy
                .keep_ledger()
                .with(&[("PINPOINT_ADDRESS", OsString::from(&address))]),
            proxy,
        )
        .await?;
        knows_the_company(&proxy).await?;
        let code = code(&proxy).await?;
        let mut host =
            PinpointHost::register(&format!("http://{address}{path}"), Ways::default()).await?;
        host.configure("connectionCode", &code)?;
        host.configure("companyDomain", "acme")?;
        Ok(Self {
            sandbox,
            proxy,
            host,
            blobs,
            code,
            _files: files,
        })
    }

    /// The code that was entered.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    pub(crate) fn full(&self) -> PinpointCandidate {
        PinpointCandidate::full(number(), &self.blobs.cv())
    }

    pub(crate) fn minimal(&self) -> PinpointCandidate {
        PinpointCandidate::minimal(number())
    }

    pub(crate) fn elsewhere(&self) -> PinpointCandidate {
        PinpointCandidate::elsewhere(number())
    }

    /// Create calls that reached BambooHR.
    pub(crate) fn creates(&self) -> usize {
        let requests = self.sandbox.requests();
        let creates = requests
            .iter()
            .filter(|request| request.method == "POST" && request.path.ends_with("/employees"));
        creates.count()
    }

    /// The one employee with the candidate's address.
    pub(crate) fn employee(&self, candidate: &PinpointCandidate) -> Result<EmployeeRecord> {
        let mut found = self.sandbox.employees();
        found.retain(|one| {
            one.fields
                .get("homeEmail")
                .is_some_and(|email| email == candidate.email())
        });
        ensure!(
            found.len() == 1,
            "{} employees have {}",
            found.len(),
            candidate.email()
        );
        found.pop().context("nobody")
    }
}

fn number() -> usize {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

async fn again(ledger: KeptLedger, proxy: Proxy) -> Result<Proxy> {
    ensure!(proxy.stop().await?, "the proxy did not end well");
    ledger.start_again().await
}

/// Where the plugin listens, as the log says.
fn plugin_address(proxy: &Proxy) -> Result<String> {
    let log = proxy.log();
    let mut lines = log
        .lines()
        .filter_map(|line| line.split_once("serving the plugin for Pinpoint address="));
    let (_, address) = lines.next().context("there is no plugin")?;
    Ok(address.trim().to_owned())
}

/// Waits for what the proxy reads in the background: where documents can be put.
async fn knows_the_company(proxy: &Proxy) -> Result<()> {
    let form = format!("{}/api/candidates/cand_0003/form", proxy.url());
    wait_for("the categories of documents", async || {
        let form: Value = reqwest::get(&form).await?.json().await?;
        Ok(form["categories"]
            .as_array()
            .filter(|known| !known.is_empty())
            .map(|_| ()))
    })
    .await
}

/// An admin makes the connection code.
async fn code(proxy: &Proxy) -> Result<String> {
    let new = json!({ "name": "Pinpoint", "scopes": ["pinpoint"] });
    let made = reqwest::Client::new()
        .post(format!("{}/api/embedding/keys", proxy.url()))
        .json(&new);
    let made: Value = made.send().await?.json().await?;
    Ok(made["key"].as_str().context("no key")?.to_owned())
}
