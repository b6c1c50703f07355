//! Where things are in this checkout.
//!
//! The only module that spells the names of the project's folders. It creates nothing.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout this program was started from. Every path it gives is absolute.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout, as Cargo names it to the program it runs.
    pub(crate) fn find() -> Result<Self> {
        // Asked for at run time, because a moved checkout keeps its compiled programs.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest.as_deref().and_then(Path::parent);
        let root = root.context("Run this as `cargo xtask …` inside the checkout.")?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// A checkout anywhere, for tests.
    #[cfg(test)]
    pub(crate) fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Everything that is built, and what belongs to building it.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The committed lock file.
    pub(crate) fn lock_file(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }

    /// Trunk's own configuration, which holds for the default ports.
    pub(crate) fn trunk_configuration(&self) -> PathBuf {
        self.root.join("Trunk.toml")
    }

    /// A variant of [`Self::trunk_configuration`] for other ports. It stands beside the original, because
    /// Trunk takes every path in a configuration relative to the folder that holds it.
    pub(crate) fn trunk_configuration_for_other_ports(&self) -> PathBuf {
        self.root.join(".trunk-other-ports.toml")
    }

    /// The frontend as built for development.
    pub(crate) fn development_frontend(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The frontend as built for release, with its precompressed files.
    pub(crate) fn release_frontend(&self) -> PathBuf {
        self.root.join("dist-release")
    }

    /// What `serve` keeps between runs.
    pub(crate) fn state(&self) -> PathBuf {
        self.root.join(".state")
    }

    /// The database that `serve` gives to the proxy.
    pub(crate) fn database(&self) -> PathBuf {
        self.state().join("send-to-bamboohr.sqlite")
    }

    /// The employees of the local BambooHR that `serve` starts.
    pub(crate) fn sandbox_state(&self) -> PathBuf {
        self.state().join("bamboohr-sandbox.json")
    }

    /// The logs of the programs that `serve` starts.
    pub(crate) fn logs(&self) -> PathBuf {
        self.state().join("logs")
    }

    /// Notes of these commands themselves, such as the log of a package installation.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target().join("xtask")
    }

    /// Pictures of every screen, for looking at.
    pub(crate) fn screenshots(&self) -> PathBuf {
        self.target().join("screenshots")
    }

    /// The few pictures that the documentation shows.
    pub(crate) fn documented_screenshots(&self) -> PathBuf {
        self.root.join("docs").join("screenshots")
    }

    /// A program of this workspace, once built.
    pub(crate) fn program(&self, name: &str, release: bool) -> PathBuf {
        let profile = if release { "release" } else { "debug" };
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.target().join(profile).join(file)
    }
}
