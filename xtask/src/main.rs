//! Developer commands: `cargo xtask serve | test | ci | build | screenshots | fuzz | chaos | harden |
//! bench | coverage`.
//!
//! This file reads the arguments and turns the outcome into an exit code and at most one sentence on
//! standard error. It must not know how any command does its work.

mod arguments;
mod bench;
mod build;
mod cargo;
mod chaos;
mod ci;
mod coverage;
#[cfg(test)]
mod facts;
mod frontend;
mod fuzz;
mod harden;
mod interrupt;
#[cfg(test)]
mod packaging;
mod ports;
mod process;
mod readiness;
mod screenshots;
mod serve;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Task};
use interrupt::{Interrupt, Interrupted};
use workspace::Workspace;

/// What shells report for a program ended by Ctrl-C.
const EXIT_INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Ctrl-C is how `serve` is meant to end; in every other command it leaves the work undone.
    let stopping_is_success = matches!(arguments.task, Task::Serve(_));
    match run(&arguments.task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() && stopping_is_success => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("Stopped.");
            ExitCode::from(EXIT_INTERRUPTED)
        }
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    let workspace = Workspace::find()?;
    let interrupt = Interrupt::listen()?;
    match task {
        Task::Serve(options) => serve::run(&workspace, &interrupt, options),
        Task::Test(options) => test::run(&workspace, &interrupt, options),
        Task::Ci => ci::run(&workspace, &interrupt),
        Task::Build => build::run(&workspace, &interrupt),
        Task::Screenshots => screenshots::run(&workspace, &interrupt),
        Task::Fuzz(options) => fuzz::run(&workspace, &interrupt, options),
        Task::Chaos(options) => chaos::run(&workspace, &interrupt, options),
        Task::Harden => harden::run(&workspace, &interrupt),
        Task::Bench => bench::run(&workspace, &interrupt),
        Task::Coverage => coverage::run(&workspace, &interrupt),
    }
}
