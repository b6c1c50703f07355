//! Installing packages of the distribution, when that is possible without asking: as root on Debian or one
//! of its relatives.
//!
//! Never removes or upgrades anything by itself.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Result;

use super::search;
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

/// Whether packages can be installed here at all.
pub(super) fn can_install() -> bool {
    search::on_path(&["apt-get"]).is_some() && is_root()
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Those of `packages` that are not installed.
pub(super) fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let missing = packages.iter().filter(|package| !is_installed(package));
    missing.copied().collect()
}

fn is_installed(package: &str) -> bool {
    let mut command = Command::new("dpkg-query");
    command.args(["--show", "--showformat=${db:Status-Status}", package]);
    command.stderr(Stdio::null());
    let output = command.output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"installed")
}

/// Installs `packages`; `reason` completes the sentence "… because".
pub(super) fn install(
    packages: &[&str],
    reason: &str,
    workspace: &Workspace,
    interrupt: &Interrupt,
) -> Result<()> {
    let names = packages.join(", ");
    println!("Installing {names} from the distribution (once), because {reason}.");
    let mut update = apt_get();
    update.arg("update");
    let log = workspace.scratch().join("packages.log");
    run_apt("Refreshing the list of packages", update, &log, interrupt)?;

    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]);
    install.args(packages);
    run_apt(&format!("Installing {names}"), install, &log, interrupt)
}

fn run_apt(what: &str, command: Command, log: &Path, interrupt: &Interrupt) -> Result<()> {
    run_logged(what, command, log, interrupt, |_| {})
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
