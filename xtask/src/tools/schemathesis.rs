//! Schemathesis, which makes requests from the description of the interface and looks at what comes back.
//!
//! It is published on PyPI. Kept in the cache as a Python environment of its own, `schemathesis-<version>/`, with everything
//! in it at one version each.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::{debian, search};
use crate::{interrupt::Interrupt, process::run_logged, workspace::Workspace};

/// All of it, one package in a line.
const PACKAGES: &str = include_str!("schemathesis.txt");
const NAME: &str = "schemathesis==";
/// The last thing that is written, so an environment without it is not complete.
const COMPLETE: &str = "complete";

/// The program, installed first when it is missing.
pub(super) fn ensure(
    cache: &Path,
    workspace: &Workspace,
    interrupt: &Interrupt,
) -> Result<PathBuf> {
    let version = version()?;
    let folder = cache.join(format!("schemathesis-{version}"));
    let program = folder.join("bin").join("schemathesis");
    let complete = folder.join(COMPLETE);
    if complete.is_file() {
        return Ok(program);
    }
    println!("Installing schemathesis {version} (once), because a test makes requests with it.");
    // An environment knows where it is, so it is made in its place.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context("Cannot make a folder in the tool cache")?;
    make(&folder, workspace, interrupt)?;
    let packages = folder.join("packages.txt");
    fs::write(&packages, PACKAGES)?;
    let mut pip = Command::new(folder.join("bin").join("python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ]);
    pip.arg(&packages);
    let log = workspace.scratch().join("schemathesis.log");
    let what = format!("Installing schemathesis {version}");
    run_logged(&what, pip, &log, interrupt, |_| {})?;
    if !program.is_file() {
        bail!("schemathesis {version} came without its program.");
    }
    fs::write(complete, "")?;
    Ok(program)
}

/// An empty environment. Debian's Python makes none before a package of its own is there.
fn make(folder: &Path, workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let log = workspace.scratch().join("python.log");
    let environment = || -> Result<()> {
        let python = search::on_path(&["python3"]).context(
            "A test makes requests with schemathesis, which needs Python. Install Python 3 with venv, then try again.",
        )?;
        let mut command = Command::new(python);
        command.args(["-m", "venv"]).arg(folder);
        let what = "Making a Python environment";
        run_logged(what, command, &log, interrupt, |_| {})
    };
    match environment() {
        Ok(()) => Ok(()),
        Err(_) if debian::can_install() => {
            let reason = "a test makes requests with schemathesis";
            let packages = ["python3", "python3-venv"];
            debian::install(&packages, reason, workspace, interrupt)?;
            environment()
        }
        Err(error) => Err(error),
    }
}

fn version() -> Result<&'static str> {
    let mut lines = PACKAGES.lines();
    let version = lines.find_map(|line| line.strip_prefix(NAME));
    version.context("schemathesis.txt does not name schemathesis")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn everything_that_is_installed_has_one_version_and_no_address() {
        assert!(version().unwrap().contains('.'));
        for line in PACKAGES.lines().filter(|line| !line.starts_with('#')) {
            let (name, version) = line.split_once("==").unwrap();
            assert!(!name.is_empty() && version.starts_with(|digit: char| digit.is_ascii_digit()));
            assert!(!line.contains("://"), "{line}");
        }
    }
}
