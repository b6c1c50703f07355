//! `cargo xtask ci`: every check that must hold before a change is merged, cheapest first.
//!
//! Stops at the first stage that fails. Each stage is a command a developer can also run alone.

use std::{
    fmt::Write,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::{
    arguments::{FuzzOptions, TestOptions},
    cargo::{cargo, clean_command},
    fuzz,
    interrupt::{Interrupt, Interrupted},
    process, test,
    tools::Toolbox,
    workspace::Workspace,
};

/// Runs all stages and prints how long each took.
pub(crate) fn run(workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let mut stages = Stages::default();
    let outcome = run_stages(&mut stages, workspace, interrupt);
    println!("\n{}", stages.table());
    outcome
}

fn run_stages(stages: &mut Stages, workspace: &Workspace, interrupt: &Interrupt) -> Result<()> {
    let run = |what: &str, command: Command| process::run(what, command, interrupt);
    let cargo = |words: &[&str]| {
        let mut command = cargo(workspace);
        command.args(words);
        command
    };

    stages.stage("formatting", || {
        run(
            "cargo fmt --all --check",
            cargo(&["fmt", "--all", "--check"]),
        )
    })?;
    let toolbox = Toolbox::open(workspace, interrupt)?;
    let tools = stages.stage("tools", || {
        // The wasm target is needed to check the frontend, long before it is built.
        toolbox.frontend()?;
        toolbox.dependencies()
    })?;
    stages.stage("licences, bans, sources", || {
        let mut deny = clean_command(&tools.deny, workspace);
        // Errors only: two versions of one package are a warning with a long tree of reasons.
        deny.args(["--locked", "--log-level", "error"]);
        deny.args(["check", "bans", "licenses", "sources"]);
        run("cargo-deny", deny)
    })?;
    stages.stage("unused dependencies", || {
        let mut machete = clean_command(&tools.machete, workspace);
        machete.arg("--skip-target-dir").arg(workspace.root());
        run("cargo-machete", machete)
    })?;
    stages.stage("clippy", || {
        let words =
            "clippy --workspace --all-targets --features proxy/otel --locked -- -D warnings";
        run("clippy", cargo(&words.split(' ').collect::<Vec<_>>()))
    })?;
    stages.stage("clippy for the browser", || {
        let words = "clippy --package frontend --target wasm32-unknown-unknown --locked \
                     -- -D warnings";
        run("clippy", cargo(&words.split(' ').collect::<Vec<_>>()))
    })?;
    stages.stage("documentation", || {
        let words = "doc --workspace --no-deps --document-private-items --locked";
        let mut doc = cargo(&words.split(' ').collect::<Vec<_>>());
        doc.env("RUSTDOCFLAGS", "-D warnings");
        run("cargo doc", doc)
    })?;
    stages.stage("traces", || {
        // Everything else is tested without, as it is built.
        let words = "test --package proxy --features otel --lib --test operations --locked traces";
        run("cargo test", cargo(&words.split(' ').collect::<Vec<_>>()))
    })?;
    stages.stage("fuzzing, shortly", || {
        let options = FuzzOptions {
            seconds: 5,
            target: None,
        };
        // Where it was never tried, the parsers are still tested by everything else.
        if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            fuzz::run(workspace, interrupt, &options)?;
        }
        Ok(())
    })?;
    stages.stage("tests on the release frontend", || {
        let options = TestOptions {
            release_frontend: true,
            ..TestOptions::default()
        };
        test::run(workspace, interrupt, &options)
    })
}

/// The stages run so far, with the time each took.
#[derive(Debug, Default)]
struct Stages {
    done: Vec<(&'static str, Duration, &'static str)>,
}

impl Stages {
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = work();
        let passed = started.elapsed();
        let word = match &outcome {
            Ok(_) => "passed",
            Err(error) if error.is::<Interrupted>() => "stopped",
            Err(_) => "failed",
        };
        self.done.push((name, passed, word));
        println!("== {name}: {word} after {:.1} s", passed.as_secs_f64());
        match outcome {
            Err(error) if !error.is::<Interrupted>() => {
                Err(error).with_context(|| format!("Stopped at the stage \"{name}\""))
            }
            outcome => outcome,
        }
    }

    fn table(&self) -> String {
        let mut table = String::new();
        for (name, time, word) in &self.done {
            // Writing to a string does not fail.
            let _ = writeln!(table, "{name:<30} {:>8.1} s  {word}", time.as_secs_f64());
        }
        let total: Duration = self.done.iter().map(|(_, time, _)| *time).sum();
        let _ = write!(table, "{:<30} {:>8.1} s", "in all", total.as_secs_f64());
        table
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_failed_stage_is_named_in_the_sentence_and_in_the_table() {
        let mut stages = Stages::default();
        stages.stage("first", || Ok(())).unwrap();
        let problem = stages.stage("second", || Err::<(), _>(anyhow!("It broke.")));
        assert_eq!(
            format!("{:#}", problem.unwrap_err()),
            "Stopped at the stage \"second\": It broke."
        );
        let table = stages.table();
        let words: Vec<_> = table
            .lines()
            .map(|line| line.split_whitespace().last().unwrap())
            .collect();
        assert_eq!(words, ["passed", "failed", "s"]);
    }

    #[test]
    fn a_person_who_stops_a_stage_is_not_told_that_it_broke() {
        let mut stages = Stages::default();
        let stopped = stages.stage("first", || Err::<(), _>(Interrupted.into()));
        assert!(stopped.unwrap_err().is::<Interrupted>());
    }
}
