//! `cargo xtask build`: the release frontend, compressed and weighed.

use anyhow::Result;

use crate::{frontend::Frontend, interrupt::Interrupt, tools::Toolbox, workspace::Workspace};

/// Builds into the release folder; fails when the app is too large.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let tools = Toolbox::open(workspace, interrupt)?.frontend()?;
    Frontend::new(workspace, interrupt, tools).build_for_release()
}
