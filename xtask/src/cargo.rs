//! Calling Cargo (and what itself calls Cargo) from a program that Cargo started.
//!
//! `cargo run` describes this package to us in environment variables. Build scripts that watch those would
//! run again every time they differ, so children get an environment as from a person's own shell.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    interrupt::Interrupt,
    process::{self},
    workspace::Workspace,
};

/// Variables that `cargo run` sets, by how they begin.
const DESCRIBING_THIS_PACKAGE: [&str; 6] = [
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
];

/// `program`, to be run in the workspace's root as if from a shell, except that Cargo always builds into
/// the folder where [`Workspace::program`] looks, whatever a person's own settings say.
pub(crate) fn clean_command(program: impl AsRef<Path>, workspace: &Workspace) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(workspace.root());
    command.env("CARGO_TARGET_DIR", workspace.target());
    for (name, _) in env::vars_os() {
        let described = name.to_str().is_some_and(describes_this_package);
        if described {
            command.env_remove(name);
        }
    }
    command
}

fn describes_this_package(name: &str) -> bool {
    DESCRIBING_THIS_PACKAGE
        .iter()
        .any(|beginning| name.starts_with(beginning))
}

/// Cargo, to be run in the workspace's root.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    clean_command(PathBuf::from("cargo"), workspace)
}

/// Who is going to use the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServersFor {
    /// A person who tries them.
    Trying,
    /// A person, with everything as users get it.
    Release,
    /// Tests, which may let the proxy die at named points.
    Tests,
}

/// What Cargo must be told wherever the proxy is built for tests: a later build without it would put
/// another proxy in its place.
pub(crate) const CRASH_POINTS: [&str; 2] = ["--features", "proxy/crash-points"];

/// Builds the two programs a demonstration or a browser test needs: the proxy and the local BambooHR.
pub(crate) fn build_servers(
    workspace: &Workspace,
    interrupt: &Interrupt,
    whom: ServersFor,
) -> Result<()> {
    println!("Building the proxy and the BambooHR sandbox (the first time takes minutes).");
    process::run(
        "Building the proxy and the BambooHR sandbox",
        building_servers(workspace, whom),
        interrupt,
    )
}

fn building_servers(workspace: &Workspace, whom: ServersFor) -> Command {
    let mut command = cargo(workspace);
    command.args([
        "build",
        "--locked",
        "--package",
        "proxy",
        "--package",
        "bamboohr-sandbox",
    ]);
    match whom {
        ServersFor::Trying => {}
        ServersFor::Release => {
            command.arg("--release");
        }
        ServersFor::Tests => {
            command.args(CRASH_POINTS);
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_cargo_builds_is_where_programs_are_looked_for() {
        let workspace = Workspace::at("/checkout");
        let command = cargo(&workspace);
        let target = command
            .get_envs()
            .find(|(name, _)| *name == "CARGO_TARGET_DIR");
        let target = target.and_then(|(_, value)| value).map(PathBuf::from);
        let target = target.unwrap_or_default();
        assert!(workspace.program("proxy", false).starts_with(&target));
        assert!(target.starts_with("/checkout"));
    }

    #[test]
    fn only_the_tests_get_a_proxy_that_can_be_made_to_die() {
        let workspace = Workspace::at("/checkout");
        for whom in [ServersFor::Trying, ServersFor::Release, ServersFor::Tests] {
            let command = building_servers(&workspace, whom);
            let has_points = command.get_args().any(|word| word == CRASH_POINTS[1]);
            assert_eq!(has_points, whom == ServersFor::Tests, "{whom:?}");
        }
    }

    #[test]
    fn only_what_describes_this_package_is_kept_from_children() {
        assert!(describes_this_package("CARGO_PKG_VERSION"));
        assert!(describes_this_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_this_package("CARGO_HOME"));
        assert!(!describes_this_package("CARGO_TARGET_DIR"));
        assert!(!describes_this_package("RUSTFLAGS"));
    }
}
