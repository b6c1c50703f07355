//! A proxy as a process of its own, with its own ledger and its log kept for looking at.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

/// A running proxy. Dropping it kills it.
pub(crate) struct Program {
    pub(crate) child: Child,
    /// Host and port.
    pub(crate) address: String,
    log: Arc<Mutex<String>>,
    _ledger: tempfile::TempDir,
}

fn command(ledger: &tempfile::TempDir, environment: &[(&str, &str)]) -> Command {
    let file = ledger.path().join("ledger.sqlite");
    // Where core dumps are allowed, so that it is the program which forbids them.
    let mut command = Command::new("/bin/sh");
    let program = env!("CARGO_BIN_EXE_proxy");
    command
        .args(["-c", "ulimit -c unlimited; exec \"$0\" \"$@\"", program])
        .env_clear()
        .env("PROXY_LISTEN", "127.0.0.1:0")
        .env("DATABASE_URL", format!("sqlite:{}", file.display()))
        .env("RUST_LOG", "info")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

impl Program {
    /// Starts one that listens.
    pub(crate) fn start(environment: &[(&str, &str)]) -> Self {
        let ledger = tempfile::tempdir().unwrap();
        let mut child = command(&ledger, environment).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut program = Self {
            child,
            address: String::new(),
            log,
            _ledger: ledger,
        };
        program.address = program.says("listening address=");
        program
    }

    /// `proxy health` with these variables: whether all is well, and what it says.
    pub(crate) fn health(environment: &[(&str, &str)]) -> (bool, String) {
        let ledger = tempfile::tempdir().unwrap();
        let mut command = command(&ledger, environment);
        command.args(["health"]).stdout(Stdio::piped());
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    /// What it says instead of starting.
    pub(crate) fn refusal(environment: &[(&str, &str)]) -> String {
        let ledger = tempfile::tempdir().unwrap();
        let output = command(&ledger, environment).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits for a line with these words; the word after them.
    pub(crate) fn says(&self, words: &str) -> String {
        waited_for(words, || {
            let log = self.log();
            let (_, after) = log.split_once(words)?;
            let (line, _) = after.split_once('\n')?;
            Some(
                line.split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
    }

    /// Sends a signal by its name, such as `HUP`.
    pub(crate) fn gets(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill")
            .arg(format!("-{signal}"))
            .arg(pid)
            .status();
        assert!(sent.unwrap().success());
    }

    pub(crate) fn ended(&mut self) -> ExitStatus {
        waited_for("the end", || self.child.try_wait().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks until there is something.
#[expect(
    clippy::disallowed_methods,
    reason = "the pause between two looks at a state"
)]
pub(crate) fn waited_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited in vain for {what}");
}

/// The same for what is asked over the network.
pub(crate) async fn soon<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let found = tokio::time::timeout(PATIENCE, waiting).await;
    found.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
