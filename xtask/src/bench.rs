//! `cargo xtask bench`: how long a hundred hires take when BambooHR limits the rate.
//!
//! What is measured is known to `tests/bench`. Its numbers are for reading; no number fails anything.

use anyhow::Result;

use crate::{
    cargo::{ServersFor, build_servers, cargo},
    interrupt::Interrupt,
    process,
    workspace::Workspace,
};

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    build_servers(workspace, interrupt, ServersFor::Tests)?;
    let mut command = cargo(workspace);
    command.args([
        "test",
        "--locked",
        "--package",
        "system-tests",
        "--test",
        "bench",
    ]);
    process::run("Measuring", command, interrupt)
}
