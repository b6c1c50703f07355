//! Parts of the Rust toolchain that are added on request: the standard library for the browser, and LLVM's
//! tools for reading coverage.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use super::search;
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

const WASM: &str = "wasm32-unknown-unknown";
const LLVM_TOOLS: &str = "llvm-tools";

/// Adds the browser's target when it is missing.
pub(super) fn wasm_target(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    if library_folder(workspace, Some(WASM))?.is_dir() {
        return Ok(());
    }
    let reason = "the frontend runs in it";
    add(["target", "add", WASM], reason, workspace, interrupt)
}

/// Adds LLVM's tools when they are missing.
pub(super) fn llvm_tools(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let programs = library_folder(workspace, None)?.with_file_name("bin");
    if programs.join("llvm-profdata").is_file() {
        return Ok(());
    }
    let reason = "they read what a test run covered";
    add(
        ["component", "add", LLVM_TOOLS],
        reason,
        workspace,
        interrupt,
    )
}

fn add(words: [&str; 3], reason: &str, workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let [kind, _, name] = words;
    if search::on_path(&["rustup"]).is_none() {
        bail!(
            "The Rust toolchain lacks the {kind} {name}, and there is no rustup to add it. Install \
             that {kind} with the package manager Rust came from, then try again."
        );
    }
    println!("Adding {name} to the Rust toolchain (once), because {reason}.");
    let mut command = Command::new("rustup");
    command.args(words);
    command.current_dir(workspace.root());
    let log = workspace.scratch().join(format!("{name}.log"));
    let what = format!("Adding {name}");
    run_logged(&what, command, &log, interrupt, |_| {})
}

/// Where the standard library of a target is or would be; of this machine, if none is named.
fn library_folder(workspace: &Workspace, target: Option<&str>) -> Result<PathBuf> {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir"]);
    if let Some(target) = target {
        command.args(["--target", target]);
    }
    command.current_dir(workspace.root());
    let output = command.output().context("rustc does not run")?;
    let folder = String::from_utf8_lossy(&output.stdout);
    Ok(PathBuf::from(folder.trim()))
}
