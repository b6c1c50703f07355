//! `cargo xtask bench`: how long a hundred hires take when BambooHR limits the rate, and how fast the release frontend shows the
//! form on a page of another system.
//!
//! What is measured is known to `tests/bench`. Its numbers are for reading; no time fails anything, a long task of the page
//! around the form does.

use anyhow::Result;

use crate::{cargo::cargo, interrupt::Interrupt, process, test, workspace::Workspace};

/// Measures and prints.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let surroundings = test::prepare(workspace, interrupt, true)?;
    let mut command = cargo(workspace);
    command.args([
        "test",
        "--locked",
        "--package",
        "system-tests",
        "--test",
        "bench",
    ]);
    command.envs(surroundings);
    process::run("Measuring", command, interrupt)
}
