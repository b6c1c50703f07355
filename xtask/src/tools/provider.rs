//! oidc-provider, the certified OpenID provider that the stories sign in with.
//!
//! It is published on npm only. Which packages it is made of, and their hashes, stand in the lock file beside its program
//! (`tests/provider`); npm takes nothing else. Kept in the cache with a copy of that file, so another one is installed anew.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use anyhow::{Context, Result};

use super::axe::npm;
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

const LOCK: &str = "package-lock.json";

/// The folder with its `node_modules`, filled first when it is missing or another one is wanted.
pub(super) fn ensure(
    cache: &Path,
    workspace: &Workspace,
    interrupt: &Interrupt,
) -> Result<PathBuf> {
    let folder = cache.join("oidc-provider");
    let wanted = workspace.root().join("tests").join("provider");
    let lock =
        fs::read(wanted.join(LOCK)).context("Cannot read tests/provider/package-lock.json")?;
    if fs::read(folder.join(LOCK)).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    let npm = npm(
        "the OpenID provider of the tests is published there",
        workspace,
        interrupt,
    )?;
    println!("Fetching oidc-provider (once), because the tests sign in with it.");
    let fetched = cache.join(format!(".fetching-oidc-provider-{}", process::id()));
    fs::create_dir_all(&fetched)?;
    for file in ["package.json", LOCK] {
        fs::copy(wanted.join(file), fetched.join(file))?;
    }
    let mut command = Command::new(npm);
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    command.arg("--prefix").arg(&fetched);
    let log = workspace.scratch().join("oidc-provider.log");
    let put_in_place = run_logged("Fetching oidc-provider", command, &log, interrupt, |_| {})
        .and_then(|()| {
            let _ = fs::remove_dir_all(&folder);
            fs::rename(&fetched, &folder).context("Cannot put oidc-provider into the tool cache")
        });
    let _ = fs::remove_dir_all(&fetched);
    put_in_place?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    const LOCK: &str = include_str!("../../../tests/provider/package-lock.json");

    #[test]
    fn every_package_has_a_hash_and_none_a_host() {
        let versions = LOCK.matches("\"version\": ").count();
        assert!(versions > 10);
        assert_eq!(LOCK.matches("\"integrity\": \"sha512-").count(), versions);
        assert!(!LOCK.contains("\"resolved\""));
    }
}
