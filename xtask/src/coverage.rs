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
    let program = toolbox.coverage()?;
    let llvm_cov = |words: &[&str]| {
        let mut command = clean_command(&program, workspace);
        command.arg("llvm-cov").args(words);
        process::run("Measuring coverage", command, interrupt)
    };
    let packages = ["--package", "bamboohr", "--package", "bamboohr-sandbox"];
    llvm_cov(&[&["test", "--no-report", "--locked"], &packages[..]].concat())?;
    // Test code is not what is measured.
    let only = [
        "report",
        "--ignore-filename-regex",
        "/tests?(/|\\.rs)|/readers",
    ];
    llvm_cov(&[&only[..], &["--html"]].concat())?;
    llvm_cov(&[&only[..], &["--show-missing-lines"]].concat())
}
