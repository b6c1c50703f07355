//! The programs of a demonstration: started one after the other, watched together, stopped together.
//!
//! Their whole configuration is here; the key is a sample that only the local BambooHR knows.

use std::{
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::live_reload;
use crate::{
    arguments::ServeOptions,
    cargo::clean_command,
    frontend::Frontend,
    interrupt::Interrupt,
    process::{RunningProcess, forward_lines, last_lines, log_file, merge_output, stop_all},
    readiness,
    workspace::Workspace,
};

const SANDBOX: &str = "The BambooHR sandbox";
const PROXY: &str = "The proxy";

/// Starting a program that is already built takes seconds; this is for a very busy machine.
const TIME_TO_START: Duration = Duration::from_secs(60);
/// How often a starting program is asked whether it is ready.
const TICK: Duration = Duration::from_millis(50);
/// How much of a log is shown when its program dies.
const SHOWN_LINES: usize = 15;

/// All programs started so far. Dropping this stops them.
#[derive(Debug)]
pub(super) struct Programs<'a> {
    workspace: &'a Workspace,
    interrupt: &'a Interrupt,
    running: Vec<Program>,
}

#[derive(Debug)]
struct Program {
    process: RunningProcess,
    log: PathBuf,
}

impl<'a> Programs<'a> {
    pub(super) fn new(workspace: &'a Workspace, interrupt: &'a Interrupt) -> Self {
        Self {
            workspace,
            interrupt,
            running: Vec::new(),
        }
    }

    /// Starts the local BambooHR and waits until it answers.
    pub(super) fn start_sandbox(&mut self, options: &ServeOptions) -> Result<()> {
        let mut command = self.own_program("bamboohr-sandbox", options);
        command.args(["--port", &options.sandbox_port.to_string()]);
        // Links and receipts of earlier runs must lead to the same people.
        command.arg("--state").arg(self.workspace.sandbox_state());
        self.start(SANDBOX, "sandbox.log", command)?;
        self.wait_until_ready(SANDBOX, options.sandbox_port, "/")
    }

    /// Starts the proxy on `port` and waits until it answers.
    pub(super) fn start_proxy(&mut self, options: &ServeOptions, port: u16) -> Result<()> {
        let mut command = self.own_program("proxy", options);
        let database = self.workspace.database();
        let base_url = format!("http://127.0.0.1:{}", options.sandbox_port);
        command
            .env("PROXY_LISTEN", format!("127.0.0.1:{port}"))
            .env("DATABASE_URL", format!("sqlite:{}", database.display()))
            // Stored as an admin would store it, so that an admin can remove it and connect again.
            .env("DEMO_SANDBOX", "acme:sandbox-admin-key")
            .env("DEMO_UNCONNECTED", options.unconnected.to_string())
            .env("BAMBOOHR_BASE_URL", base_url)
            .env("PROXY_DEMO", "true");
        // A person's own settings must not mix with those of the demonstration.
        for name in [
            "BAMBOOHR_SUBDOMAIN",
            "BAMBOOHR_API_KEY",
            "BAMBOOHR_API_KEY_FILE",
            "MASTER_KEY_FILE",
            "MASTER_KEYS",
            "FRONTEND_DIST",
        ] {
            command.env_remove(name);
        }
        if options.release {
            command.env("FRONTEND_DIST", self.workspace.release_frontend());
        }
        self.start(PROXY, "proxy.log", command)?;
        self.wait_until_ready(PROXY, port, "/healthz")
    }

    /// Starts Trunk, which builds the app and again whenever a file changes, and waits until it answers.
    pub(super) fn start_live_reload(
        &mut self,
        frontend: &Frontend<'_>,
        options: &ServeOptions,
    ) -> Result<()> {
        let mut command = live_reload::command(frontend, self.workspace, options)?;
        let reader = merge_output(&mut command)?;
        let log = self.workspace.logs().join("trunk.log");
        let file = log_file(&log)?;
        let process = RunningProcess::start(live_reload::NAME, command)?;
        self.running.push(Program { process, log });
        thread::spawn(move || {
            forward_lines(reader, file, |line| {
                if let Some(shown) = live_reload::shown(line) {
                    println!("{shown}");
                }
            });
        });
        let ready =
            live_reload::wait_until_ready(options.port, self.interrupt, || self.check_all_alive());
        live_reload::tidy(self.workspace);
        ready
    }

    /// Returns only when a program ends or the person stops the command.
    pub(super) fn watch(&mut self, tick: Duration) -> Result<()> {
        loop {
            self.check_all_alive()?;
            self.interrupt.wait(tick)?;
        }
    }

    fn own_program(&self, name: &str, options: &ServeOptions) -> Command {
        let program = self.workspace.program(name, options.release);
        clean_command(program, self.workspace)
    }

    fn start(&mut self, name: &str, log: &str, mut command: Command) -> Result<()> {
        let log = self.workspace.logs().join(log);
        let file = log_file(&log)?;
        command.stdout(file.try_clone()?);
        command.stderr(file);
        let process = RunningProcess::start(name, command)?;
        self.running.push(Program { process, log });
        Ok(())
    }

    fn wait_until_ready(&mut self, name: &str, port: u16, path: &str) -> Result<()> {
        let deadline = Instant::now() + TIME_TO_START;
        while readiness::status(port, path) != Some(200) {
            self.check_all_alive()?;
            if Instant::now() > deadline {
                let shown = self.running.last().map(|program| shown_log(&program.log));
                bail!(
                    "{name} did not answer on http://127.0.0.1:{port}{path} within {} seconds. {}",
                    TIME_TO_START.as_secs(),
                    shown.unwrap_or_default()
                );
            }
            self.interrupt.wait(TICK)?;
        }
        Ok(())
    }

    fn check_all_alive(&mut self) -> Result<()> {
        for Program { process, log } in &mut self.running {
            if let Some(status) = process.exit_status()? {
                let name = process.name();
                bail!(
                    "{name} ended ({status}), so everything was stopped. {}",
                    shown_log(log)
                );
            }
        }
        Ok(())
    }
}

fn shown_log(log: &Path) -> String {
    let lines = last_lines(log, SHOWN_LINES);
    format!("Its log, {}, ends with:\n{lines}", log.display())
}

impl Drop for Programs<'_> {
    fn drop(&mut self) {
        stop_all(self.running.iter_mut().map(|program| &mut program.process));
    }
}
