//! `cargo xtask test`: every test of the workspace, the browser's included.
//!
//! Prepares what the whole-system tests find through their environment, runs Cargo's own test command once
//! for all packages, and counts its results by altitude. It runs no test itself.

mod counts;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    arguments::TestOptions,
    cargo::{CRASH_POINTS, ServersFor, build_servers, cargo},
    frontend::Frontend,
    interrupt::Interrupt,
    process,
    tools::Toolbox,
    workspace::Workspace,
};
use counts::Counts;

/// Runs all tests; fails when one of them does, after the others were run as well.
pub(crate) fn run(
    workspace: &Workspace,
    interrupt: &Interrupt,
    options: &TestOptions,
) -> Result<()> {
    let postgres = Toolbox::open(workspace, interrupt)?.postgres()?;
    let surroundings = prepare(workspace, interrupt, options.release_frontend)?;

    println!("Running the tests.");
    let mut command = all_tests(workspace, &options.filter);
    command.envs(surroundings).env("POSTGRES_BIN", postgres);

    let mut counts = Counts::new(workspace.root());
    let mut stdout = io::stdout().lock();
    let status = process::run_by_line("The tests", command, interrupt, |line| {
        // A closed pipe must not end the tests.
        let _ = writeln!(stdout, "{line}");
        counts.read(line);
    })?;
    drop(stdout);

    println!("\n{counts}");
    if !status.success() {
        let hint = if counts.failed() == 0 {
            " before every test could run; the reason is above"
        } else {
            "; the failed ones are listed above"
        };
        bail!("The tests did not pass ({status}){hint}.");
    }
    Ok(())
}

fn all_tests(workspace: &Workspace, filter: &[String]) -> Command {
    let mut command = cargo(workspace);
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    command.args(CRASH_POINTS).arg("--").args(filter);
    // What is counted is read from the words; colours would stand between them.
    command.env("CARGO_TERM_COLOR", "never");
    command
}

/// Installs and builds what the whole-system tests need, and gives the environment in which they find it.
pub(crate) fn prepare(
    workspace: &Workspace,
    interrupt: &Interrupt,
    release_frontend: bool,
) -> Result<Vec<(&'static str, PathBuf)>> {
    let toolbox = Toolbox::open(workspace, interrupt)?;
    let tools = toolbox.frontend()?;
    let browser = toolbox.browser()?;
    let accessibility_script = toolbox.accessibility_script()?;
    let schemathesis = toolbox.schemathesis()?;
    let openid_provider = toolbox.openid_provider()?;
    let typescript = toolbox.typescript()?;
    let frameworks = toolbox.frameworks()?;
    let firefox = toolbox.firefox()?;
    let clocks = toolbox.clocks()?;

    build_servers(workspace, interrupt, ServersFor::Tests)?;
    let frontend = Frontend::new(workspace, interrupt, tools);
    // Whatever the stories run on: only this one has the gallery.
    frontend.build_for_development()?;
    let frontend_folder = if release_frontend {
        frontend.build_for_release()?;
        workspace.release_frontend()
    } else {
        workspace.development_frontend()
    };
    let mut surroundings = vec![
        ("FRONTEND_DIST", frontend_folder),
        ("GALLERY_DIST", workspace.development_frontend()),
        ("AXE_SCRIPT", accessibility_script),
        ("OPENID_PROVIDER", openid_provider),
        ("TYPESCRIPT_TOOLS", typescript),
        ("FRAMEWORKS", frameworks),
        ("CHROMIUM", browser.chromium),
        ("CHROMEDRIVER", browser.driver),
        ("SCHEMATHESIS", schemathesis),
        ("FIREFOX", firefox),
    ];
    surroundings.extend(clocks.map(|library| ("FAKETIME_LIBRARY", library)));
    Ok(surroundings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_printed_without_colours_even_for_who_always_wants_them() {
        let command = all_tests(&Workspace::at("/checkout"), &[]);
        let colour = command
            .get_envs()
            .find(|(name, _)| *name == "CARGO_TERM_COLOR");
        assert!(colour.is_some_and(|(_, value)| value.is_some_and(|value| value == "never")));
    }
}
