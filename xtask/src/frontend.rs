//! Building the frontend with Trunk, for development and for release.
//!
//! What is built is described by Trunk.toml and frontend/index.html; here are only the calls, and for the
//! release what Trunk does not do: lightening the scripts that are written by hand, compressing once, and weighing.

mod precompress;
mod scripts;
mod size;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    cargo::{cargo, clean_command},
    interrupt::Interrupt,
    process,
    tools::FrontendTools,
    workspace::Workspace,
};

/// The frontend of a workspace, with the tools that build it.
#[derive(Debug)]
pub(crate) struct Frontend<'a> {
    workspace: &'a Workspace,
    interrupt: &'a Interrupt,
    tools: FrontendTools,
}

impl<'a> Frontend<'a> {
    /// Builds nothing yet.
    pub(crate) fn new(
        workspace: &'a Workspace,
        interrupt: &'a Interrupt,
        tools: FrontendTools,
    ) -> Self {
        Self {
            workspace,
            interrupt,
            tools,
        }
    }

    /// Compiles what Trunk will ask Cargo for, so that the long first build shows Cargo's own progress and
    /// a mistake in the code ends the command.
    pub(crate) fn compile_for_development(&self) -> Result<()> {
        println!("Compiling the frontend (the first time takes minutes).");
        let mut command = cargo(self.workspace);
        command.args(["build", "--locked", "--package", "frontend"]);
        command.args(["--bins", "--target", "wasm32-unknown-unknown"]);
        process::run("Compiling the frontend", command, self.interrupt)
    }

    /// Builds into the development folder.
    pub(crate) fn build_for_development(&self) -> Result<()> {
        println!("Building the frontend.");
        let mut command = self.trunk();
        command.args(["build", "--quiet", "--locked"]);
        process::run("Building the frontend", command, self.interrupt)
    }

    /// Builds into the release folder, adds compressed copies, prints the sizes, and fails when the app or
    /// an annex has become too large.
    pub(crate) fn build_for_release(&self) -> Result<()> {
        println!("Building the release frontend (the first time takes minutes).");
        let folder = self.workspace.release_frontend();
        let mut command = self.trunk();
        command.args(["build", "--quiet", "--locked", "--release", "--dist"]);
        command.arg(&folder);
        process::run("Building the release frontend", command, self.interrupt)?;
        scripts::lighten(&folder)?;
        let files = precompress::compress_folder(&folder, self.interrupt)?;
        println!("{}", size::table(&files));
        size::check(&files)
    }

    /// Trunk, to be run in the workspace's root; it finds the right wasm-bindgen.
    pub(crate) fn trunk(&self) -> Command {
        let mut command = clean_command(&self.tools.trunk, self.workspace);
        command.env("PATH", &self.tools.path);
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk takes only "true" and "false" here, while the rest of the world writes "1".
        if std::env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        // Meant for the programs of the workspace; Trunk would hide its messages or add stack traces.
        command.env_remove("RUST_LOG").env_remove("RUST_BACKTRACE");
        command
    }
}

/// Removes a built frontend, so that what is found there afterwards was built since.
pub(crate) fn forget(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("Cannot empty {}", folder.display()))
        }
        _ => Ok(()),
    }
}
