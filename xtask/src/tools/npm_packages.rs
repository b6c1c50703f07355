//! Packages of npm at the versions and hashes of a lock file of ours, and nothing else.
//!
//! The lock file stands beside the program that needs them. A copy of it is kept with the packages, so another one is
//! installed anew.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use anyhow::{Context, Result};

use super::axe::npm;
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

const LOCK: &str = "package-lock.json";

/// What is installed together.
#[derive(Debug)]
pub(super) struct NpmPackages {
    /// The name of the folder in the cache.
    pub(super) name: &'static str,
    /// The folder with `package.json` and the lock file, from the root of the checkout.
    pub(super) beside: &'static str,
    /// Completes the sentence "Fetching … (once), because".
    pub(super) reason: &'static str,
}

impl NpmPackages {
    /// The folder with its `node_modules`, filled first when it is missing or others are wanted.
    pub(super) fn ensure(
        &self,
        cache: &Path,
        workspace: &Workspace,
        interrupt: &Interrupt,
    ) -> Result<PathBuf> {
        let Self {
            name,
            beside,
            reason,
        } = self;
        let folder = cache.join(name);
        let wanted = workspace.root().join(beside);
        let lock =
            fs::read(wanted.join(LOCK)).with_context(|| format!("Cannot read {beside}/{LOCK}"))?;
        if fs::read(folder.join(LOCK)).is_ok_and(|installed| installed == lock) {
            return Ok(folder);
        }
        let npm = npm(&format!("{name} is published there"), workspace, interrupt)?;
        println!("Fetching {name} (once), because {reason}.");
        let fetched = cache.join(format!(".fetching-{name}-{}", process::id()));
        fs::create_dir_all(&fetched)?;
        for file in ["package.json", LOCK] {
            fs::copy(wanted.join(file), fetched.join(file))?;
        }
        let mut command = Command::new(npm);
        command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        command.arg("--prefix").arg(&fetched);
        let log = workspace.scratch().join(format!("{name}.log"));
        let what = format!("Fetching {name}");
        let put_in_place = run_logged(&what, command, &log, interrupt, |_| {}).and_then(|()| {
            let _ = fs::remove_dir_all(&folder);
            fs::rename(&fetched, &folder)
                .with_context(|| format!("Cannot put {name} into the tool cache"))
        });
        let _ = fs::remove_dir_all(&fetched);
        put_in_place?;
        Ok(folder)
    }
}

/// Whether npm takes nothing but what the lock file names by its hash, wherever it is fetched from.
#[cfg(test)]
pub(super) fn is_pinned(lock: &str) -> bool {
    let entries = lock.split("\n    \"node_modules/").skip(1);
    let is_pinned = |entry: &str| entry.contains("\"integrity\": \"sha512-");
    let has_some = entries.clone().count() > 0;
    has_some && entries.into_iter().all(is_pinned) && !lock.contains("\"resolved\"")
}
