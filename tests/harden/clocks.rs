//! Clocks that are wrong: of the machines that proxies run on, and one that is set back between two runs.

mod sessions;

use std::ffi::OsString;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use bamboohr_sandbox::Fault;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use system_tests::chaos::Hire;
use system_tests::{Proxy, program, wait_for};
use test_postgres::Server;
use tokio::process::Command;

use crate::hiring::Hiring;
use crate::long::size;

/// As libfaketime reads them.
const FAST: &str = "+10m";
const SLOW: &str = "-10m";
/// Beyond every retention time.
const NEXT_YEAR: &str = "+400d";
/// How long a BambooHR that is asked too often wants to be left alone.
const PAUSE: SignedDuration = SignedDuration::from_secs(3);
/// Longer than anything rests by itself, and much shorter than the clocks are wrong by.
const UNDISTURBED: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_proxies_whose_clocks_are_20_minutes_apart_make_everybody_once() -> Result<()> {
    let hiring = Hiring::of(size(20, 100)).await?;
    let database = Server::shared()?.database()?;
    let start = async |offset| {
        let options = hiring.options(Some(&database));
        Proxy::start_with(options, &clock(offset)?).await
    };
    let (fast, mut slow) = (start(FAST).await?, start(SLOW).await?);
    let (ahead, behind) = (wrong_by(&fast)?, wrong_by(&slow)?);
    ensure!(
        ahead.as_mins() >= 9 && behind.as_mins() <= -9,
        "{ahead:?} {behind:?}"
    );

    let [at_fast, at_slow, crowd @ ..] = hiring.hires.as_slice() else {
        bail!("too few");
    };
    let late_at_fast = rests_until_the_named_moment(&hiring, &fast, at_fast).await?;
    let late_at_slow = rests_until_the_named_moment(&hiring, &slow, at_slow).await?;

    let slowly = Duration::from_secs(4);
    let creating = || Fault::on("POST", "/employees");
    let (stored, not_yet) = (creating().answer(201).after_storing(), creating());
    for fault in [
        stored.delay(slowly).times(2),
        not_yet.delay(slowly).times(2),
    ] {
        hiring.sandbox.add_fault(fault);
    }
    let began = Instant::now();
    let (one_half, other_half) = crowd.split_at(crowd.len() / 2);
    tokio::try_join!(
        hiring.presses_send(&fast, one_half),
        hiring.presses_send(&slow, other_half)
    )?;
    // Whatever it was at, the other takes up when its leases end: neither before nor ten minutes later.
    slow.kill().await?;
    slow.start_again().await?;
    hiring.sees_the_ends(&[&fast, &slow]).await?;
    let took = began.elapsed();
    ensure!(took < UNDISTURBED, "{took:?}");
    let counted = hiring.expects_one_each()?;

    for offset in [FAST, SLOW, NEXT_YEAR] {
        let purged = says(
            &database,
            &clock(offset)?,
            &["purge", "--older-than-days", "1"],
        )
        .await?;
        ensure!(purged.contains(": 0 sends"), "{offset}: {purged}");
    }
    println!(
        "clocks 20 minutes apart: {} hires in {:.1} s, {} employees, {} create calls, {} of them turned away; after a pause \
         asked again {late_at_fast:.1} and {late_at_slow:.1} s late; nothing aged out at {FAST}, {SLOW} and {NEXT_YEAR}",
        hiring.hires.len(),
        took.as_secs_f64(),
        counted.employees,
        counted.creates,
        counted.refused
    );
    Ok(())
}

/// BambooHR names the moment of its own clock until which it wants to be left alone. How long after it it was asked again.
async fn rests_until_the_named_moment(hiring: &Hiring, proxy: &Proxy, hire: &Hire) -> Result<f64> {
    let until = Timestamp::from_second((Timestamp::now() + PAUSE).as_second())?;
    let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&until)?;
    let busy = Fault::on("POST", "/employees").answer(429);
    hiring.sandbox.add_fault(busy.header("Retry-After", &date));
    let before = hiring.creates().len();
    hiring
        .presses_send(proxy, std::slice::from_ref(hire))
        .await?;
    let again = wait_for("another create call", async || {
        Ok(hiring.creates().get(before + 1).map(|create| create.at))
    });
    let late = again.await?.duration_since(until).as_secs_f64();
    ensure!((0.0..10.0).contains(&late), "{late}");
    Ok(late)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_between_two_runs_holds_up_nobody_and_makes_nobody_twice()
-> Result<()> {
    let hiring = Hiring::of(size(16, 60)).await?;
    let mut proxy = Proxy::start(hiring.options(None)).await?;
    let slowly = Duration::from_secs(4);
    let creating = || Fault::on("POST", "/employees");
    let faults = [
        creating().answer(429).header("Retry-After", "2"),
        creating()
            .answer(201)
            .after_storing()
            .delay(slowly)
            .times(2),
        creating().drop_after_storing(),
        creating().delay(slowly).times(3),
    ];
    faults
        .into_iter()
        .for_each(|fault| hiring.sandbox.add_fault(fault));
    hiring.presses_send(&proxy, &hiring.hires).await?;
    proxy.kill().await?;
    let began = Instant::now();
    let ledger = proxy.keep_ledger().with(&clock(SLOW)?);
    let again = ledger.start_again().await?;
    let behind = wrong_by(&again)?;
    ensure!(behind.as_mins() <= -9, "{behind:?}");
    hiring.sees_the_ends(&[&again]).await?;
    let took = began.elapsed();
    let counted = hiring.expects_one_each()?;
    ensure!(took < UNDISTURBED, "{took:?}");
    println!(
        "a clock set back by 10 minutes between two runs: {} hires ended {:.1} s later, {} employees, {} create calls, {} of \
         them turned away",
        hiring.hires.len(),
        took.as_secs_f64(),
        counted.employees,
        counted.creates,
        counted.refused
    );
    Ok(())
}

/// What lets a process see a clock that is wrong by so much. Time that is measured, and not read off a clock, is left alone,
/// as it is on a machine whose clock is set.
fn clock(offset: &str) -> Result<[(&'static str, OsString); 4]> {
    let Some(library) = std::env::var_os("FAKETIME_LIBRARY") else {
        bail!("FAKETIME_LIBRARY is not set; run `cargo xtask test`");
    };
    Ok([
        ("LD_PRELOAD", library),
        ("FAKETIME", offset.into()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
        // Its name in versions before 0.9.10.
        ("DONT_FAKE_MONOTONIC", "1".into()),
    ])
}

/// By how much the clock of a proxy is wrong, as the newest line of its log shows.
fn wrong_by(proxy: &Proxy) -> Result<SignedDuration> {
    let log = proxy.log();
    let stamp = log.lines().rev().find_map(|line| {
        let stamp = line.split_whitespace().next()?;
        stamp.parse::<Timestamp>().ok()
    });
    let stamp = stamp.context("no line with a time")?;
    Ok(stamp.duration_since(Timestamp::now()))
}

/// What a command of the program prints.
async fn says(
    database: &str,
    environment: &[(&str, OsString)],
    arguments: &[&str],
) -> Result<String> {
    let mut command = Command::new(program("proxy")?);
    command
        .env_clear()
        .env("DATABASE_URL", database)
        .envs(environment.iter().cloned())
        .args(arguments)
        .kill_on_drop(true);
    let output = command.output().await?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{arguments:?}: {told}");
    Ok(String::from_utf8(output.stdout)?)
}
