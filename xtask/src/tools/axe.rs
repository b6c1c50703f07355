//! axe-core, the script with which the browser tests check pages for accessibility.
//!
//! It is published on npm only. Kept in the cache as `axe-core-<version>/axe.min.js`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use anyhow::{Context, Result, bail};

use super::{debian, search};
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

const SCRIPT: &str = "axe.min.js";

/// The path of the script, fetched first when it is missing.
pub(super) fn ensure(
    cache: &Path,
    version: &str,
    workspace: &Workspace,
    interrupt: &Interrupt,
) -> Result<PathBuf> {
    let folder = cache.join(format!("axe-core-{version}"));
    let script = folder.join(SCRIPT);
    if script.is_file() {
        return Ok(script);
    }
    let reason = "the accessibility checker axe-core is published there";
    let npm = npm(reason, workspace, interrupt)?;
    println!("Fetching axe-core {version} (once), because the tests check accessibility with it.");
    let fetched = cache.join(format!(".fetching-axe-core-{}", process::id()));
    let mut command = Command::new(npm);
    command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
    command.arg("--no-save").arg("--prefix").arg(&fetched);
    command.arg(format!("axe-core@{version}"));
    let log = workspace.scratch().join("axe-core.log");
    let what = format!("Fetching axe-core {version}");
    let put_in_place = fs::create_dir_all(&fetched)
        .map_err(anyhow::Error::from)
        .and_then(|()| run_logged(&what, command, &log, interrupt, |_| {}))
        .and_then(|()| {
            let package = fetched.join("node_modules").join("axe-core");
            // An empty folder there cannot be a complete one; a rename onto it succeeds.
            fs::rename(package, &folder).context("Cannot put axe-core into the tool cache")
        });
    let _ = fs::remove_dir_all(&fetched);
    put_in_place?;
    if !script.is_file() {
        bail!("axe-core {version} came without {SCRIPT}, so pages cannot be checked with it.");
    }
    Ok(script)
}

/// npm, installed first where that is possible; `reason` completes the sentence "… because".
pub(super) fn npm(reason: &str, workspace: &Workspace, interrupt: &Interrupt) -> Result<PathBuf> {
    let names = if cfg!(windows) { ["npm.cmd"] } else { ["npm"] };
    let mut found = search::on_path(&names);
    if found.is_none() && debian::can_install() {
        debian::install(&["npm"], reason, workspace, interrupt)?;
        found = search::on_path(&names);
    }
    found.context(
        "The tests fetch axe-core and oidc-provider with npm. Install Node.js (at least 20) with npm, then try again.",
    )
}
