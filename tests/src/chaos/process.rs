//! The proxy as a process that may die: watched, and started again on the same address and ledger.

use std::collections::VecDeque;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use bamboohr_sandbox::ADMIN_KEY;
use tokio::process::{Child, Command};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::proxy::keep;
use crate::{PATIENCE, program};

/// As whoever looks after a service waits before it starts it again.
const BEFORE_A_START: Duration = Duration::from_millis(100);
/// A database that is too busy may end a start; so many of them in a round are no surprise.
const MOST_FAILED_STARTS: usize = 3;
/// The signal of `abort`.
const ABORTED: i32 = 6;

/// How a proxy is started.
#[derive(Clone, Debug)]
pub struct Launch {
    /// For `DATABASE_URL`.
    pub database: String,
    /// Base URL of the sandbox, or of what stands before it.
    pub bamboohr: String,
    /// A file of candidates.
    pub candidates: PathBuf,
    /// How long BambooHR has for an answer.
    pub patience: Duration,
    /// Seconds before a person is asked about a lost answer.
    pub settle_seconds: u64,
}

impl Launch {
    fn start(&self, listen: &str, crash_at: Option<&str>, log: &Log) -> Result<Child> {
        // A file that may not grow must be an error for the proxy, as on a full disk, and not its end.
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$0\""])
            .arg(program("proxy")?)
            .env_clear()
            .env("PROXY_LISTEN", listen)
            .env("DATABASE_URL", &self.database)
            .env("BAMBOOHR_SUBDOMAIN", bamboohr_sandbox::COMPANY)
            .env("BAMBOOHR_API_KEY", ADMIN_KEY)
            .env("BAMBOOHR_BASE_URL", &self.bamboohr)
            .env(
                "BAMBOOHR_TIMEOUT_SECONDS",
                self.patience.as_secs_f64().to_string(),
            )
            // Nobody has to sign in.
            .env("PROXY_DEMO", "true")
            .env("PROXY_CANDIDATES", &self.candidates)
            .env("SETTLE_SECONDS", self.settle_seconds.to_string())
            // An outage of some requests is soon over.
            .env("PROBE_SECONDS", "1")
            // So is the time until sends of a dead proxy are taken up again.
            .env("LEASE_SECONDS", "2")
            .env("RUST_LOG", "info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(point) = crash_at {
            command.env("CRASH_AT", point);
        }
        let mut child = command.spawn().context("the proxy could not be started")?;
        let lines = child.stderr.take().context("no error output")?;
        keep(lines, Arc::clone(log));
        Ok(child)
    }
}

type Log = Arc<Mutex<String>>;

/// A proxy that is started again when it dies. Dropping it kills it.
#[derive(Debug)]
pub struct Supervised {
    address: String,
    log: Log,
    seen: Arc<Mutex<Seen>>,
    stop: Option<oneshot::Sender<()>>,
    watching: JoinHandle<()>,
}

/// What became of the processes so far.
#[derive(Clone, Debug, Default)]
struct Seen {
    process: Option<u32>,
    crashes: usize,
    failed_starts: usize,
    /// An end that no crash point explains.
    surprise: Option<String>,
}

impl Supervised {
    /// Starts a proxy that dies at the first of `crashes`, then again at the second, and so on; after the
    /// last it lives. An entry is a value for `CRASH_AT`.
    pub async fn start(launch: Launch, crashes: &[String]) -> Result<Self> {
        let mut crashes: VecDeque<String> = crashes.iter().cloned().collect();
        let log = Log::default();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let mut child = launch.start("127.0.0.1:0", crashes.pop_front().as_deref(), &log)?;
        lock(&seen).process = child.id();
        let address = listening(&log).await?;
        let (stop, mut stopped) = oneshot::channel();
        let watching = tokio::spawn({
            let (address, log, seen) = (address.clone(), Arc::clone(&log), Arc::clone(&seen));
            async move {
                loop {
                    let status = tokio::select! {
                        status = child.wait() => status,
                        _ = &mut stopped => {
                            let _ = child.kill().await;
                            return;
                        }
                    };
                    if !status.is_ok_and(|status| lock(&seen).ended(status)) {
                        return;
                    }
                    tokio::time::sleep(BEFORE_A_START).await;
                    match launch.start(&address, crashes.pop_front().as_deref(), &log) {
                        Ok(again) => child = again,
                        Err(error) => {
                            lock(&seen).surprise = Some(format!("{error:#}"));
                            return;
                        }
                    }
                    lock(&seen).process = child.id();
                }
            }
        });
        Ok(Self {
            address,
            log,
            seen,
            stop: Some(stop),
            watching,
        })
    }

    /// Starts a proxy that is not meant to die.
    pub async fn start_calm(launch: Launch) -> Result<Self> {
        Self::start(launch, &[]).await
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often it died at a crash point.
    pub fn crashes(&self) -> usize {
        lock(&self.seen).crashes
    }

    /// Whatever ended it that no crash point explains.
    pub fn surprise(&self) -> Option<String> {
        lock(&self.seen).surprise.clone()
    }

    /// The id of the process that runs now.
    pub fn process(&self) -> Option<u32> {
        lock(&self.seen).process
    }

    /// Everything all its processes said.
    pub fn log(&self) -> String {
        lock(&self.log).clone()
    }

    /// Ends it without warning (SIGKILL), for good. When this returns nobody writes its ledger any more.
    pub async fn kill(mut self) {
        drop(self.stop.take());
        let _ = (&mut self.watching).await;
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

impl Seen {
    /// Notes an end; `false` when it was none that was asked for.
    fn ended(&mut self, status: ExitStatus) -> bool {
        if status.signal() == Some(ABORTED) {
            self.crashes += 1;
            return true;
        }
        if status.code() == Some(1) && self.failed_starts < MOST_FAILED_STARTS {
            self.failed_starts += 1;
            return true;
        }
        self.surprise = Some(format!("the proxy ended by itself: {status}"));
        false
    }
}

/// The address that the first process says it listens on.
async fn listening(log: &Log) -> Result<String> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(address) = address_in(&lock(log)) {
            return Ok(address);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    bail!("the proxy does not listen; its log:\n{}", lock(log))
}

fn address_in(log: &str) -> Option<String> {
    let line = log
        .lines()
        .find(|line| line.contains("listening address="))?;
    let (_, address) = line.rsplit_once("address=")?;
    Some(address.trim().to_owned())
}

/// The names of all crash points, as the program under test knows them.
pub async fn crash_points() -> Result<Vec<String>> {
    let mut command = Command::new(program("proxy")?);
    let output = command.env_clear().arg("--crash-points").output().await?;
    ensure!(
        output.status.success(),
        "the proxy was built without crash points: run `cargo xtask chaos`"
    );
    let names = String::from_utf8(output.stdout)?;
    Ok(names.lines().map(str::to_owned).collect())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
