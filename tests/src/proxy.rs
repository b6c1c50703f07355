//! The proxy as a real process, with its own ledger file and its log kept for looking at.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Sandbox};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::wait_for;

/// How a proxy is started.
#[derive(Clone, Debug)]
pub struct ProxyOptions {
    /// Base URL of the sandbox.
    pub bamboohr: String,
    /// The API key that the deployment gives; without it nothing is connected until somebody does.
    pub key: Option<String>,
    /// Seconds before a person is asked about a lost answer.
    pub settle_seconds: u64,
    /// Folder of the built frontend; without it there are no pages.
    pub frontend: Option<OsString>,
    /// A file of candidates in place of the samples.
    pub candidates: Option<PathBuf>,
    /// Whether everybody has to sign in; else it is a demonstration, with an admin at the door.
    pub has_doors: bool,
    /// The file of OpenID providers that people may sign in with.
    pub providers: Option<PathBuf>,
    /// A PostgreSQL that several share; without it the ledger is a file of this proxy's own.
    pub database: Option<String>,
}

/// A sample of what seals secrets at rest (`MASTER_KEYS`).
pub const MASTER_KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";

impl ProxyOptions {
    /// A demonstration beside this sandbox, with a key that may do everything, and without pages.
    pub fn beside(sandbox: &Sandbox) -> Self {
        Self {
            bamboohr: sandbox.url(),
            key: Some(ADMIN_KEY.to_owned()),
            settle_seconds: 1,
            frontend: None,
            candidates: None,
            has_doors: false,
            providers: None,
            database: None,
        }
    }
}

/// A running proxy. Dropping it kills it.
#[derive(Debug)]
pub struct Proxy {
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
    launch: Launch,
}

/// How, where and in what surroundings a process is started; the same for whoever follows it.
#[derive(Clone, Debug)]
struct Launch {
    options: ProxyOptions,
    /// Variables beyond those of the options; they win.
    environment: Vec<(String, OsString)>,
    folder: Arc<TempDir>,
}

/// The ledger of a proxy that has ended.
#[derive(Debug)]
pub struct KeptLedger {
    launch: Launch,
    address: String,
}

impl KeptLedger {
    /// The next process has these variables too.
    #[must_use]
    pub fn with(mut self, environment: &[(&str, OsString)]) -> Self {
        self.launch.environment.extend(owned(environment));
        self
    }

    /// Starts a new process on the same address and ledger, with an empty log.
    pub async fn start_again(self) -> Result<Proxy> {
        Proxy::start_in(self.launch, &self.address, Arc::default()).await
    }
}

impl Proxy {
    /// Starts a proxy with an empty ledger and the sample candidates.
    pub async fn start(options: ProxyOptions) -> Result<Self> {
        Self::start_with(options, &[]).await
    }

    /// The same with further variables, which win over what the options say.
    pub async fn start_with(
        options: ProxyOptions,
        environment: &[(&str, OsString)],
    ) -> Result<Self> {
        let launch = Launch {
            options,
            environment: owned(environment),
            folder: Arc::new(tempfile::tempdir()?),
        };
        Self::start_in(launch, "127.0.0.1:0", Arc::default()).await
    }

    async fn start_in(launch: Launch, listen: &str, log: Arc<Mutex<String>>) -> Result<Self> {
        let Launch {
            options,
            environment,
            folder,
        } = &launch;
        let file = folder.path().join("ledger.sqlite");
        let file = format!("sqlite:{}", file.display());
        let mut command = Command::new(program("proxy")?);
        command
            .env_clear()
            .env("PROXY_LISTEN", listen)
            .env("DATABASE_URL", options.database.as_ref().unwrap_or(&file))
            .env("BAMBOOHR_BASE_URL", &options.bamboohr)
            .env("SETTLE_SECONDS", options.settle_seconds.to_string())
            // Nobody waits half a minute until a BambooHR that is back is found.
            .env("PROBE_SECONDS", "1")
            .env("RUST_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(key) = &options.key {
            command
                .env("BAMBOOHR_SUBDOMAIN", bamboohr_sandbox::COMPANY)
                .env("BAMBOOHR_API_KEY", key);
        }
        if let Some(file) = &options.candidates {
            command.env("PROXY_CANDIDATES", file);
        }
        if let Some(file) = &options.providers {
            command.env("OIDC_CONFIG_FILE", file);
        }
        if !options.has_doors {
            command.env("PROXY_DEMO", "true");
        }
        if let Some(folder) = &options.frontend {
            command.env("FRONTEND_DIST", folder);
        }
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let mut child = command.spawn().context("the proxy could not be started")?;
        let lines = child
            .stderr
            .take()
            .context("the proxy has no error output")?;
        keep(lines, Arc::clone(&log));
        let mut proxy = Self {
            child,
            address: String::new(),
            log,
            launch,
        };
        proxy.address = proxy.listening().await?;
        Ok(proxy)
    }

    /// The address it listens on, as its log says.
    async fn listening(&self) -> Result<String> {
        let log = &self.log;
        let address = wait_for("the proxy to listen", async || {
            let log = log.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(log.lines().find_map(listening_address))
        });
        let address = address
            .await
            .with_context(|| format!("the proxy's log:\n{}", self.log()))?;
        Ok(address)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The link for the first admin, as it was printed at the start.
    pub async fn first_link(&self) -> Result<String> {
        let log = &self.log;
        let link = wait_for("the link for the first admin", async || {
            let log = log.lock().unwrap_or_else(PoisonError::into_inner);
            let mut lines = log.lines().map(str::trim);
            Ok(lines
                .find(|line| line.contains("/welcome#"))
                .map(str::to_owned))
        });
        link.await
    }

    /// Where its ledger is when it has none on PostgreSQL, for `DATABASE_URL`.
    pub fn ledger_file(&self) -> String {
        format!("sqlite:{}", self.folder().join("ledger.sqlite").display())
    }

    /// Where its ledger and whatever else it keeps is.
    pub fn folder(&self) -> &Path {
        self.launch.folder.path()
    }

    /// The id of its process; `None` when it has ended.
    pub fn process(&self) -> Option<u32> {
        self.child.id()
    }

    /// Its log, also what is still to come.
    pub(crate) fn log_as_it_grows(&self) -> Arc<Mutex<String>> {
        Arc::clone(&self.log)
    }

    /// Everything it wrote to its log, over all its starts.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Ends it without warning (SIGKILL) and starts it again on the same address and ledger.
    pub async fn kill_and_start_again(&mut self) -> Result<()> {
        self.kill().await?;
        self.start_again().await
    }

    /// Ends it without warning (SIGKILL).
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Starts it again on the same address and ledger, after it was killed.
    pub async fn start_again(&mut self) -> Result<()> {
        let log = Arc::clone(&self.log);
        // Its address is read from the newest lines.
        let killed = std::mem::take(&mut *log.lock().unwrap_or_else(PoisonError::into_inner));
        let KeptLedger { launch, address } = self.keep_ledger();
        let again = Self::start_in(launch, &address, Arc::clone(&log)).await?;
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert_str(0, &killed);
        *self = again;
        Ok(())
    }

    /// What another process needs to go on with this one's ledger.
    pub fn keep_ledger(&self) -> KeptLedger {
        KeptLedger {
            launch: self.launch.clone(),
            address: self.address.clone(),
        }
    }

    /// Asks it to stop (SIGTERM) and waits. `true` when it ended well.
    pub async fn stop(mut self) -> Result<bool> {
        let pid = self.child.id().context("the proxy has already ended")?;
        Command::new("kill")
            .arg("-TERM")
            .arg(pid.to_string())
            .status()
            .await?;
        Ok(self.child.wait().await?.success())
    }
}

fn owned(environment: &[(&str, OsString)]) -> Vec<(String, OsString)> {
    let pairs = environment.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect()
}

/// The address in the line that says that somebody may come, as text or as JSON.
fn listening_address(line: &str) -> Option<String> {
    if line.contains(r#""message":"listening""#) {
        let (_, address) = line.split_once(r#""address":""#)?;
        return address.split('"').next().map(str::to_owned);
    }
    let (_, address) = line.split_once("listening address=")?;
    Some(address.trim().to_owned())
}

/// Collects what a program says, as it says it.
pub(crate) fn keep(lines: tokio::process::ChildStderr, log: Arc<Mutex<String>>) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(lines).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push_str(&line);
            log.push('\n');
        }
    });
}

/// A program of this workspace, built before: tests run in `target/<profile>/deps`.
pub fn program(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test
        .parent()
        .and_then(Path::parent)
        .context("no target folder")?;
    let program = folder.join(name);
    ensure!(
        program.is_file(),
        "{} is missing: run `cargo xtask test`",
        program.display()
    );
    Ok(program)
}
