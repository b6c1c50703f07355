//! Firefox, in which a test opens the release: found where the person says, on `PATH`, or installed from the distribution.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::browser::program;
use super::debian;
use crate::{interrupt::Interrupt, workspace::Workspace};

const PACKAGE: &str = "firefox-esr";
const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// The program, installed first where that is possible.
pub(super) fn ensure(workspace: &Workspace, interrupt: &Interrupt) -> Result<PathBuf> {
    let find = || program("FIREFOX", &NAMES);
    let mut found = find()?;
    if found.is_none() && debian::can_install() {
        let reason = "a test opens the application in it";
        debian::install(&[PACKAGE], reason, workspace, interrupt)?;
        found = find()?;
    }
    let Some(firefox) = found else {
        bail!(
            "A test opens the application in Firefox. Install it (on Debian: the package {PACKAGE}), or name the program \
             in FIREFOX."
        );
    };
    Ok(firefox)
}
