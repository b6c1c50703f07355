//! `cargo xtask screenshots`: every screen as a picture, wide and narrow, light and dark.
//!
//! For looking at, not for comparing: pictures differ between machines by their fonts. Which screens there
//! are is known to `tests/screenshots`.

use anyhow::Result;

use crate::{cargo::cargo, interrupt::Interrupt, process, test, workspace::Workspace};

/// Takes the pictures. Of the development build, which looks the same and is there sooner.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let surroundings = test::prepare(workspace, interrupt, false)?;
    let mut command = cargo(workspace);
    command.args(["test", "--locked", "--package", "system-tests"]);
    command.args(["--test", "screenshots"]);
    command
        .envs(surroundings)
        .env("SCREENSHOTS", workspace.screenshots())
        .env("DOCUMENTED_SCREENSHOTS", workspace.documented_screenshots());
    process::run("Taking the pictures", command, interrupt)
}
