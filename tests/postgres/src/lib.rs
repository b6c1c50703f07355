//! A real PostgreSQL server for one test program, in a temporary folder and on a free port of loopback.
//!
//! It writes through to the disk like one in earnest, so that tests may stop it, kill it and start it
//! again. It vanishes with whoever started it, even when that program is killed. Only for tests.

mod keeper;
mod programs;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use keeper::Keeper;
use programs::Programs;

/// The only user. The word is no secret: the server listens on loopback and lives as long as a test.
const USER: &str = "tester";
const PASSWORD: &str = "tester-word";

/// Starts that lose their free port to somebody else are tried again.
const STARTS: usize = 3;

/// A running server. Dropped, it ends and its folder is removed.
#[derive(Debug)]
pub struct Server {
    programs: Programs,
    port: u16,
    databases: AtomicU32,
    // In this order: the server ends before its folder goes.
    _keeper: Keeper,
    folder: TempDir,
}

impl Server {
    /// The server of this test program, started the first time it is asked for.
    pub fn shared() -> Result<&'static Self> {
        static SHARED: OnceLock<Result<Server>> = OnceLock::new();
        match SHARED.get_or_init(Self::start) {
            Ok(server) => Ok(server),
            Err(error) => bail!("PostgreSQL did not start: {error:#}"),
        }
    }

    /// Starts a server of its own, for tests that stop it.
    pub fn start() -> Result<Self> {
        let programs = Programs::find()?;
        let folder = tempfile::Builder::new()
            .prefix("test-postgres-")
            .tempdir()?;
        programs.give(folder.path())?;
        let word = folder.path().join("word");
        std::fs::write(&word, PASSWORD)?;
        programs.give(&word)?;
        let mut initdb = programs.command("initdb");
        initdb
            .args([
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ])
            .args(["--username", USER, "--pwfile"])
            .arg(&word)
            .arg("--pgdata")
            .arg(folder.path().join("data"));
        run(initdb)?;
        let keeper = Keeper::of(&programs, folder.path())?;
        let mut server = Self {
            programs,
            port: 0,
            databases: AtomicU32::new(0),
            _keeper: keeper,
            folder,
        };
        for left in (0..STARTS).rev() {
            server.port = free_port()?;
            match server.start_again() {
                Ok(()) => break,
                Err(error) if left == 0 => return Err(error),
                Err(_) => {}
            }
        }
        Ok(server)
    }

    /// Makes an empty database that nobody else has; its address, with the password.
    pub fn database(&self) -> Result<String> {
        let name = self.unused_name();
        self.client("createdb", &[&name])?;
        Ok(self.address(&name))
    }

    /// Copies a database that nobody is connected to; the address of the copy.
    pub fn copy(&self, address: &str) -> Result<String> {
        let name = self.unused_name();
        self.client("createdb", &["--template", name_in(address)?, &name])?;
        Ok(self.address(&name))
    }

    /// Makes a database what the copy is, whoever is connected to it. The copy stays.
    pub fn restore(&self, address: &str, copy: &str) -> Result<()> {
        let name = name_in(address)?;
        self.client("dropdb", &["--force", name])?;
        self.client("createdb", &["--template", name_in(copy)?, name])
    }

    fn unused_name(&self) -> String {
        format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed))
    }

    fn address(&self, name: &str) -> String {
        format!(
            "postgres://{USER}:{PASSWORD}@127.0.0.1:{}/{name}",
            self.port
        )
    }

    fn client(&self, program: &str, words: &[&str]) -> Result<()> {
        let mut command = self.programs.command(program);
        command
            .env("PGPASSWORD", PASSWORD)
            .args(["--host", "127.0.0.1", "--username", USER, "--port"])
            .arg(self.port.to_string())
            .args(words);
        run(command)
    }

    /// Ends it in order: clients are cut off, what is committed is on the disk.
    pub fn stop(&self) -> Result<()> {
        self.control(&["--mode=fast", "stop"])
    }

    /// Ends it at once, as a power cut would: the next start recovers what was committed.
    pub fn kill(&self) -> Result<()> {
        self.control(&["--mode=immediate", "stop"])
    }

    /// Starts it after [`Self::stop`] or [`Self::kill`], at the same address and with what it had.
    pub fn start_again(&self) -> Result<()> {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=on -c max_connections=200",
            self.port
        );
        let log = self.folder.path().join("log");
        let log = log.to_string_lossy();
        self.control(&["--log", &log, "--options", &options, "start"])
    }

    fn control(&self, words: &[&str]) -> Result<()> {
        let mut command = self.programs.command("pg_ctl");
        command
            .args(["--wait", "--silent", "--pgdata"])
            .arg(self.folder.path().join("data"))
            .args(words);
        run(command).with_context(|| log_of(self.folder.path()))
    }
}

/// The database's name in an address.
fn name_in(address: &str) -> Result<&str> {
    let name = address.rsplit_once('/').map(|(_, name)| name);
    name.context("an address without a database")
}

fn log_of(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_else(|_| "no log was written".to_owned())
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Runs a program that must succeed. What it prints goes to a file of its own folder's pipe only when it
/// ends at once; a server that goes on must not hold our pipe open.
fn run(mut command: Command) -> Result<()> {
    use std::process::Stdio;
    let program = command.get_program().to_string_lossy().into_owned();
    let errors = tempfile::tempfile()?;
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(errors.try_clone()?);
    let status = command
        .status()
        .with_context(|| format!("{program} cannot be run"))?;
    if status.success() {
        return Ok(());
    }
    let mut errors = errors;
    let mut said = String::new();
    std::io::Seek::rewind(&mut errors)?;
    std::io::Read::read_to_string(&mut errors, &mut said)?;
    bail!("{program} failed ({status}): {}", said.trim())
}
