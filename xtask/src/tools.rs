//! The tools these commands need, at one version each, and where they are kept.
//!
//! The table below is the only place that names a tool's version. Tools are installed once into a cache
//! outside the checkout; nothing here touches a person's own installed programs.

pub(crate) mod axe;
pub(crate) mod browser;
mod cache;
mod clocks;
mod debian;
mod firefox;
mod frameworks;
mod install;
mod lock;
mod npm_packages;
mod postgres;
mod provider;
mod schemathesis;
mod search;
mod toolchain;
mod typescript;

use std::{env, ffi::OsString, path::PathBuf};

use anyhow::{Context, Result};

use crate::{interrupt::Interrupt, workspace::Workspace};

/// A program that `cargo install` builds.
#[derive(Debug)]
struct Tool {
    /// The package's name on the registry.
    package: &'static str,
    version: Version,
    /// The program it installs.
    program: &'static str,
    /// Further options for `cargo install`.
    options: &'static [&'static str],
    /// How long the installation takes on two cores, for the person who waits.
    minutes: &'static str,
    /// Completes the sentence "… because".
    reason: &'static str,
}

#[derive(Debug)]
enum Version {
    Pinned(&'static str),
    /// The version at which Cargo.lock holds this package.
    Locked(&'static str),
}

const TRUNK: Tool = Tool {
    package: "trunk",
    version: Version::Pinned("0.21.14"),
    program: "trunk",
    options: &["--no-default-features", "--features", "rustls"],
    minutes: "about 3 minutes",
    reason: "it builds the frontend and serves it with live reload",
};

const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: Version::Locked("wasm-bindgen"),
    program: "wasm-bindgen",
    options: &[],
    minutes: "about 1 minute",
    reason: "it joins the frontend to the browser, at exactly the version in Cargo.lock",
};

const CARGO_DENY: Tool = Tool {
    package: "cargo-deny",
    version: Version::Pinned("0.20.2"),
    program: "cargo-deny",
    options: &[],
    minutes: "about 4 minutes",
    reason: "it checks the licences and sources of dependencies",
};

const CARGO_MACHETE: Tool = Tool {
    package: "cargo-machete",
    version: Version::Pinned("0.9.2"),
    program: "cargo-machete",
    options: &[],
    minutes: "about 1 minute",
    reason: "it finds dependencies nobody uses",
};

const CARGO_LLVM_COV: Tool = Tool {
    package: "cargo-llvm-cov",
    version: Version::Pinned("0.9.1"),
    program: "cargo-llvm-cov",
    options: &[],
    minutes: "about 1 minute",
    reason: "it measures which lines the tests reach",
};

/// The version of the script that checks pages for accessibility.
const AXE_VERSION: &str = "4.14.1";

/// What building the frontend needs.
#[derive(Debug)]
pub(crate) struct FrontendTools {
    /// The program.
    pub(crate) trunk: PathBuf,
    /// The value of `PATH` with which Trunk finds wasm-bindgen: it looks nowhere else.
    pub(crate) path: OsString,
}

/// What `cargo xtask ci` needs beyond building and testing.
#[derive(Debug)]
pub(crate) struct DependencyTools {
    /// The program cargo-deny.
    pub(crate) deny: PathBuf,
    /// The program cargo-machete.
    pub(crate) machete: PathBuf,
}

/// Installs what is missing, once, and says so.
#[derive(Debug)]
pub(crate) struct Toolbox<'a> {
    workspace: &'a Workspace,
    interrupt: &'a Interrupt,
    cache: PathBuf,
}

impl<'a> Toolbox<'a> {
    /// The cache of this person. Nothing is created before something is missing.
    pub(crate) fn open(workspace: &'a Workspace, interrupt: &'a Interrupt) -> Result<Self> {
        Ok(Self {
            workspace,
            interrupt,
            cache: cache::folder(|name| env::var_os(name))?,
        })
    }

    /// Trunk, wasm-bindgen and the wasm target of the Rust toolchain.
    pub(crate) fn frontend(&self) -> Result<FrontendTools> {
        toolchain::wasm_target(self.workspace, self.interrupt)?;
        let wasm_bindgen = self.installed(&WASM_BINDGEN)?;
        let trunk = self.installed(&TRUNK)?;
        let own = env::var_os("PATH").unwrap_or_default();
        let folders = wasm_bindgen.parent().map(PathBuf::from).into_iter();
        let path = env::join_paths(folders.chain(env::split_paths(&own)))
            .context("The tool cache is in a folder whose name cannot be part of PATH")?;
        Ok(FrontendTools { trunk, path })
    }

    /// cargo-deny and cargo-machete.
    pub(crate) fn dependencies(&self) -> Result<DependencyTools> {
        Ok(DependencyTools {
            deny: self.installed(&CARGO_DENY)?,
            machete: self.installed(&CARGO_MACHETE)?,
        })
    }

    /// cargo-llvm-cov and the toolchain's part that it needs.
    pub(crate) fn coverage(&self) -> Result<PathBuf> {
        toolchain::llvm_tools(self.workspace, self.interrupt)?;
        self.installed(&CARGO_LLVM_COV)
    }

    /// Chromium and its driver.
    pub(crate) fn browser(&self) -> Result<browser::Browser> {
        browser::ensure(self.workspace, self.interrupt)
    }

    /// Firefox.
    pub(crate) fn firefox(&self) -> Result<PathBuf> {
        firefox::ensure(self.workspace, self.interrupt)
    }

    /// The folder of PostgreSQL's server programs.
    pub(crate) fn postgres(&self) -> Result<PathBuf> {
        postgres::ensure(self.workspace, self.interrupt)
    }

    /// What lets a program see another time, where there is such a thing.
    pub(crate) fn clocks(&self) -> Result<Option<PathBuf>> {
        clocks::ensure(self.workspace, self.interrupt)
    }

    /// The path of the accessibility checker's script.
    pub(crate) fn accessibility_script(&self) -> Result<PathBuf> {
        axe::ensure(&self.cache, AXE_VERSION, self.workspace, self.interrupt)
    }

    /// What makes requests of the description of the interface.
    pub(crate) fn schemathesis(&self) -> Result<PathBuf> {
        schemathesis::ensure(&self.cache, self.workspace, self.interrupt)
    }

    /// The folder of the OpenID provider that the tests sign in with.
    pub(crate) fn openid_provider(&self) -> Result<PathBuf> {
        provider::PROVIDER.ensure(&self.cache, self.workspace, self.interrupt)
    }

    /// The folder of what makes and checks the TypeScript client.
    pub(crate) fn typescript(&self) -> Result<PathBuf> {
        typescript::TYPESCRIPT.ensure(&self.cache, self.workspace, self.interrupt)
    }

    /// The folder of what the printed pages are written for.
    pub(crate) fn frameworks(&self) -> Result<PathBuf> {
        frameworks::FRAMEWORKS.ensure(&self.cache, self.workspace, self.interrupt)
    }

    fn installed(&self, tool: &Tool) -> Result<PathBuf> {
        let version = match tool.version {
            Version::Pinned(version) => version.to_owned(),
            Version::Locked(package) => lock::version_of(package, &self.workspace.lock_file())?,
        };
        install::ensure(tool, &version, &self.cache, self.interrupt)
    }
}
