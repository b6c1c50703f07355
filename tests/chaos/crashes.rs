//! The proxy dies at every named point, under every weather.

use std::env;
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use system_tests::chaos::{DatabaseKind, Run};

use crate::{folder, install_tls};

/// Candidates per database when nobody asks for more.
const SHORT_RUN: usize = 38;

/// `cargo xtask chaos` says through the environment what to play; without it this is a short run of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_crash_and_no_fault_makes_a_second_employee_or_loses_one() -> Result<()> {
    install_tls();
    let run = Run {
        sends: asked("CHAOS_SENDS")?.unwrap_or(SHORT_RUN),
        seed: asked("CHAOS_SEED")?.unwrap_or(1),
        databases: databases()?,
        point: asked("CHAOS_POINT")?,
        at_once: asked("CHAOS_AT_ONCE")?.unwrap_or(8),
        folder: folder(),
    };
    let report = run.played().await?;
    println!("\n{report}");
    let total = report.total();
    ensure!(total.is_clean(), "{:?}\n{report}", total.violations());
    // A short run throws the dice too seldom for that.
    if report.is_long() {
        let never = report.never_hit();
        ensure!(never.is_empty(), "nothing ever died at {never:?}");
    }
    Ok(())
}

fn databases() -> Result<Vec<DatabaseKind>> {
    let word = env::var("CHAOS_DATABASE").unwrap_or_else(|_| "both".to_owned());
    match word.as_str() {
        "both" => Ok(vec![DatabaseKind::Sqlite, DatabaseKind::Postgres]),
        word => Ok(vec![word.parse()?]),
    }
}

fn asked<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    name: &str,
) -> Result<Option<T>> {
    let text = env::var(name).ok().filter(|text| !text.is_empty());
    let read = text.map(|text| text.parse()).transpose();
    read.with_context(|| format!("{name} cannot be read"))
}
