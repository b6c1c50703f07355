//! `cargo xtask coverage`: which lines of the BambooHR client and of the sandbox their own tests reach.
//!
//! A number to look at, not a gate: a line that was run is not a line that was checked.

use anyhow::Result;

use crate::{
    cargo::clean_command, interrupt::Interrupt, process, tools::Toolbox, workspace::Workspace,
};

/// Runs the tests of both crates with instrumentation and prints the table.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let toolbox = Toolbox::open(workspace, interrupt)?;
    let mut command = clean_command(toolbox.coverage()?, workspace);
    command.args(["llvm-cov", "test", "--locked"]);
    for package in ["bamboohr", "bamboohr-sandbox"] {
        command.args(["--package", package]);
    }
    // Test code is not what is measured.
    command.args(["--ignore-filename-regex", "/tests?(/|\\.rs)|/readers"]);
    process::run("Measuring coverage", command, interrupt)?;
    println!(
        "Line by line: cargo llvm-cov report --html, in the folder {}.",
        workspace.target().join("llvm-cov").display()
    );
    Ok(())
}
