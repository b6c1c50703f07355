//! The Rust standard library for the browser, which the toolchain adds on request.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use super::search;
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target when it is missing.
pub(super) fn ensure(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    if is_installed(workspace)? {
        return Ok(());
    }
    if search::on_path(&["rustup"]).is_none() {
        bail!(
            "The Rust toolchain lacks the target {TARGET}, and there is no rustup to add it. \
             Install that target with the package manager Rust came from, then try again."
        );
    }
    println!("Adding {TARGET} to the Rust toolchain (once), because the frontend runs in it.");
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]);
    command.current_dir(workspace.root());
    let log = workspace.scratch().join("wasm-target.log");
    run_logged(
        &format!("Adding {TARGET}"),
        command,
        &log,
        interrupt,
        |_| {},
    )
}

fn is_installed(workspace: &Workspace) -> Result<bool> {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", TARGET]);
    command.current_dir(workspace.root());
    let output = command.output().context("rustc does not run")?;
    let folder = String::from_utf8_lossy(&output.stdout);
    Ok(output.status.success() && PathBuf::from(folder.trim()).is_dir())
}
