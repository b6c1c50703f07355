//! `cargo xtask harden`: the whole system at its limits, in the sizes that are promised.
//!
//! What is done and how it is judged is known to `tests/harden`, whose short versions are tests like any other. The figures
//! are printed.

use std::process::Command;

use anyhow::Result;

use crate::{
    cargo::cargo, interrupt::Interrupt, process, test, tools::Toolbox, workspace::Workspace,
};

/// Requests that are made of the description for each address.
const GENERATED_EXAMPLES: &str = "150";

/// The package of the whole-system tests.
const SYSTEM: &str = "system-tests";

/// Does all of it; fails after the rest was done as well.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let postgres = Toolbox::open(workspace, interrupt)?.postgres()?;
    let surroundings = test::prepare(workspace, interrupt, false)?;
    let run = |what: &str, mut command: Command| {
        command
            .envs(surroundings.clone())
            .env("POSTGRES_BIN", &postgres)
            .env("HARDEN", "long")
            .env("GENERATED_EXAMPLES", GENERATED_EXAMPLES);
        process::run(what, command, interrupt)
    };
    let limits = run("The limits", testing(workspace, SYSTEM, "harden", None));
    let slow = testing(workspace, "proxy", "operations", Some("slow::"));
    let slow = run("The slow connections", slow);
    let generated = testing(workspace, SYSTEM, "programs", Some("generated::"));
    run("The generated requests", generated)
        .and(slow)
        .and(limits)
}

/// One after the other, because some measure memory and time.
fn testing(workspace: &Workspace, package: &str, target: &str, filter: Option<&str>) -> Command {
    let mut command = cargo(workspace);
    command.args(["test", "--locked", "--package", package, "--test", target]);
    command.args(["--", "--nocapture", "--test-threads", "1"]);
    command.args(filter);
    command
}
