//! `cargo xtask chaos`: many candidates, while the proxy dies at every named point and BambooHR fails in every
//! known way.
//!
//! What is played and how it is judged is known to `tests/chaos`, whose short run is a test like any other.

use std::{
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};

use crate::{
    arguments::{ChaosDatabase, ChaosOptions},
    cargo::{ServersFor, build_servers, cargo},
    interrupt::Interrupt,
    process,
    tools::Toolbox,
    workspace::Workspace,
};

/// The test that reads the environment given here.
const TEST: &str = "crashes::no_crash_and_no_fault_makes_a_second_employee_or_loses_one";

/// Plays; fails when anything happened that must not.
pub(crate) fn run(
    workspace: &Workspace,
    interrupt: &Interrupt,
    options: &ChaosOptions,
) -> Result<()> {
    let postgres = Toolbox::open(workspace, interrupt)?.postgres()?;
    build_servers(workspace, interrupt, ServersFor::Tests)?;
    let seed = options.seed.unwrap_or_else(some_seed);
    println!("Playing with the seed {seed}.");
    let mut command = playing(workspace, options, seed);
    command.env("POSTGRES_BIN", postgres);
    let outcome = process::run("The run", command, interrupt);
    outcome.with_context(|| format!("Something happened that must not; the seed is {seed}"))
}

fn playing(workspace: &Workspace, options: &ChaosOptions, seed: u64) -> Command {
    let mut command = cargo(workspace);
    command.args([
        "test",
        "--locked",
        "--package",
        "system-tests",
        "--test",
        "chaos",
    ]);
    command.args(["--", "--exact", TEST, "--nocapture"]);
    let database = match options.database {
        ChaosDatabase::Sqlite => "sqlite",
        ChaosDatabase::Postgres => "postgres",
        ChaosDatabase::Both => "both",
    };
    command
        .env("CHAOS_SENDS", options.sends.to_string())
        .env("CHAOS_SEED", seed.to_string())
        .env("CHAOS_DATABASE", database)
        .env("CHAOS_POINT", options.point.as_deref().unwrap_or_default());
    command
}

/// Short enough to be typed again.
fn some_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| u64::from(now.subsec_micros()))
}
