//! `cargo xtask fuzz`: every fuzz target for a while.
//!
//! The targets are in `fuzz/`, which is a workspace of its own. They are built with the compiler's coverage
//! instrumentation and libFuzzer's runtime; the stable compiler can do both. What was learned is kept in
//! `target/fuzz`, so that the next run goes on from there.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::FuzzOptions, cargo::cargo, interrupt::Interrupt, process, workspace::Workspace,
};

/// Every target in `fuzz/Cargo.toml`.
const TARGETS: [&str; 5] = [
    "client_answers",
    "client_refusals",
    "client_names",
    "sandbox_requests",
    "pinpoint_calls",
];

/// libFuzzer's runtime is linked only on the platforms where it was tried.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What makes a program tell the fuzzer which of its parts an input reached.
const INSTRUMENTATION: &str = "--cfg fuzzing -Cpasses=sancov-module \
     -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// The longest input. Longer ones find the same and take longer.
const LONGEST_INPUT: u32 = 2048;
/// An input that takes longer than this many seconds is a finding.
const LONGEST_TIME: u32 = 5;

/// Builds the targets and runs each for the time asked for. The first finding ends it.
pub(crate) fn run(
    workspace: &Workspace,
    interrupt: &Interrupt,
    options: &FuzzOptions,
) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("Fuzzing needs Linux on x86-64: elsewhere it was never tried.");
    }
    println!("Building the fuzz targets (the first time takes minutes).");
    process::run("Building the fuzz targets", build(workspace), interrupt)?;
    if let Some(name) = &options.target
        && !TARGETS.contains(&name.as_str())
    {
        bail!(
            "There is no fuzz target {name}. There are: {}.",
            TARGETS.join(", ")
        );
    }
    for target in TARGETS {
        let chosen = options.target.as_deref().is_none_or(|name| name == target);
        if chosen {
            fuzz(workspace, interrupt, target, options.seconds)?;
        }
    }
    Ok(())
}

fn build(workspace: &Workspace) -> Command {
    let mut command = cargo(workspace);
    command.args(["build", "--locked", "--target", PLATFORM]);
    command.args(["--manifest-path", "fuzz/Cargo.toml"]);
    command.env("CARGO_TARGET_DIR", folder(workspace));
    command.env("RUSTFLAGS", INSTRUMENTATION);
    command
}

fn fuzz(workspace: &Workspace, interrupt: &Interrupt, target: &str, seconds: u32) -> Result<()> {
    let program = folder(workspace).join(PLATFORM).join("debug").join(target);
    let corpus = folder(workspace).join("corpus").join(target);
    let findings = folder(workspace).join("findings");
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be created", folder.display()))?;
    }
    let mut command = Command::new(&program);
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-max_len={LONGEST_INPUT}"));
    command.arg(format!("-timeout={LONGEST_TIME}"));
    command.arg(format!("-artifact_prefix={}/", findings.display()));
    command.arg(corpus);

    println!("Fuzzing {target} for {seconds} s.");
    let what = format!("The fuzz target {target}");
    let mut said = Vec::new();
    let status = process::run_by_line(&what, command, interrupt, |line| {
        let tells = ["Done ", "ERROR", "panicked", "SUMMARY", "Test unit written"];
        if tells.iter().any(|word| line.contains(word)) {
            println!("  {line}");
        }
        said.push(line.to_owned());
    })?;
    if status.success() {
        return Ok(());
    }
    let last = said.iter().rev().take(25).rev();
    bail!(
        "{what} failed ({status}). It ended with:\n{}\nThe input is in {}; run it alone with \
         `{} INPUT`.",
        last.cloned().collect::<Vec<_>>().join("\n"),
        findings.display(),
        program.display()
    );
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("fuzz")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn every_target_of_the_package_is_run() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let names: Vec<&str> = manifest
            .split("[[bin]]")
            .skip(1)
            .filter_map(|target| target.split('"').nth(1))
            .collect();
        assert_eq!(names, TARGETS);
    }

    #[test]
    fn what_is_instrumented_is_built_apart_from_everything_else() {
        let workspace = Workspace::at("/checkout");
        let command = build(&workspace);
        let value = |wanted: &str| {
            let mut variables = command.get_envs();
            let (_, value) = variables.find(|(name, _)| *name == wanted).unwrap();
            value.unwrap().to_owned()
        };
        assert_eq!(value("CARGO_TARGET_DIR"), "/checkout/target/fuzz");
        assert!(value("RUSTFLAGS").to_str().unwrap().contains("sancov"));
    }
}
