//! Trunk as a development server: how it is called, and which of its lines a person wants to see.
//!
//! Trunk.toml says everything for the default ports, so that `trunk serve` alone does the same.

use std::{
    fs,
    io::{self, IsTerminal},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::ServeOptions,
    frontend::{self, Frontend},
    interrupt::Interrupt,
    readiness,
    workspace::Workspace,
};

pub(super) const NAME: &str = "Trunk, which serves the app,";

/// The address in Trunk.toml that requests to `/api` are passed to.
const DEFAULT_PROXY: &str = "http://127.0.0.1:8081";
/// How often Trunk is asked whether it is ready.
const TICK: Duration = Duration::from_millis(100);

/// What Cargo prints when all goes well, by the first word of a line.
const CARGO_PROGRESS: [&str; 10] = [
    "Blocking",
    "Building",
    "Compiling",
    "Downloaded",
    "Downloading",
    "Finished",
    "Fresh",
    "Locking",
    "Running",
    "Updating",
];

/// `trunk serve` for these ports. Forgets the app built before, so that an answer means it was built now.
pub(super) fn command(
    frontend: &Frontend<'_>,
    workspace: &Workspace,
    options: &ServeOptions,
) -> Result<Command> {
    frontend::forget(&workspace.development_frontend())?;
    let mut command = frontend.trunk();
    command.args(["serve", "--locked", "--color", "never"]);
    if io::stdout().is_terminal() {
        // Cargo would not colour its errors on the way through our pipe.
        command.env("CARGO_TERM_COLOR", "always");
    }
    command.args(["--address", "127.0.0.1"]);
    command.args(["--port", &options.port.to_string()]);
    let proxy = format!("http://127.0.0.1:{}", options.proxy_port);
    if proxy != DEFAULT_PROXY {
        // An option can only add a second proxy for the same path, which Trunk refuses.
        let default = workspace.trunk_configuration();
        let text = fs::read_to_string(&default)
            .with_context(|| format!("Cannot read {}", default.display()))?;
        let changed = workspace.trunk_configuration_for_other_ports();
        fs::write(&changed, with_proxy(&text, &proxy)?)
            .with_context(|| format!("Cannot write {}", changed.display()))?;
        command.arg("--config").arg(changed);
    }
    Ok(command)
}

/// Removes what [`command`] wrote for other ports; Trunk reads it only when it starts.
pub(super) fn tidy(workspace: &Workspace) {
    // It is absent when the ports are the default ones, and ignored by version control when it stays.
    let _ = fs::remove_file(workspace.trunk_configuration_for_other_ports());
}

fn with_proxy(configuration: &str, proxy: &str) -> Result<String> {
    if !configuration.contains(DEFAULT_PROXY) {
        bail!("Trunk.toml no longer names {DEFAULT_PROXY}, so --proxy-port cannot replace it.");
    }
    Ok(configuration.replace(DEFAULT_PROXY, proxy))
}

/// Waits until the app is served. `check_all_alive` fails when a program has ended.
pub(super) fn wait_until_ready(
    port: u16,
    interrupt: &Interrupt,
    mut check_all_alive: impl FnMut() -> Result<()>,
) -> Result<()> {
    loop {
        match readiness::status(port, "/") {
            Some(200) => return Ok(()),
            // Trunk listens only after its first build, and then also when that failed.
            Some(_) => bail!("The frontend could not be built; the reason is above."),
            None => {}
        }
        check_all_alive()?;
        interrupt.wait(TICK)?;
    }
}

/// What to show a person for one line of Trunk and of the Cargo it runs: what is wrong, and when a new
/// version of the app is there.
pub(super) fn shown(line: &str) -> Option<&str> {
    let plain = without_colours(line);
    let first_word = plain.split_whitespace().next()?;
    if CARGO_PROGRESS.contains(&first_word) {
        return None;
    }
    if line.contains(" INFO ") {
        return line.ends_with("success").then_some("The app is built.");
    }
    Some(line)
}

/// A line as text alone: terminals take colours as `ESC [ … m`.
fn without_colours(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn only_problems_and_new_versions_are_shown() {
        assert_eq!(shown("   Compiling frontend v0.1.0"), None);
        assert_eq!(shown("2026-11-24T04:00:00Z  INFO 📦 starting build"), None);
        assert_eq!(shown(""), None);
        assert_eq!(
            shown("\u{1b}[1m\u{1b}[92m   Compiling\u{1b}[0m frontend"),
            None
        );
        let coloured = "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: mismatched types";
        assert_eq!(shown(coloured), Some(coloured));
        assert_eq!(
            shown("2026-11-24T04:00:00Z  INFO ✅ success"),
            Some("The app is built.")
        );
        for problem in [
            "error[E0308]: mismatched types",
            "   --> frontend/src/main.rs:2:5",
            "2026-11-24T04:00:00Z ERROR ❌ error",
            "warning: unused variable: `form`",
        ] {
            assert_eq!(shown(problem), Some(problem));
        }
    }

    #[test]
    fn trunk_s_configuration_names_the_default_proxy_and_it_can_be_replaced() {
        let text = include_str!("../../../Trunk.toml");
        let changed = with_proxy(text, "http://127.0.0.1:9000").unwrap();
        assert!(changed.contains("backend = \"http://127.0.0.1:9000/api\""));
        assert!(!changed.contains("8081"), "{changed}");
        assert!(with_proxy("[serve]\n", "http://127.0.0.1:9000").is_err());
    }
}
