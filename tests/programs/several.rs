//! Several proxies: on one PostgreSQL they stand in for each other, on one SQLite file they do not start.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bamboohr_sandbox::{Fault, Sandbox};
use system_tests::wait_for;
use test_postgres::Server;

use super::{accepted, creates, done, employees, proxy, proxy_on, refusal, state};

/// Longer than it takes to start another proxy.
const SLOWLY: Duration = Duration::from_secs(10);
/// From the end of one proxy to the end of its send by another: the lease, the search, the steps.
const TAKEN_UP_WITHIN: Duration = Duration::from_secs(15);

#[tokio::test]
async fn what_a_killed_proxy_was_doing_another_on_the_same_database_ends_within_seconds()
-> Result<()> {
    let database = Server::shared()?.database()?;
    let sandbox = Sandbox::start().await?;
    let mut killed = proxy_on(&sandbox, Some(&database)).await?;
    sandbox.add_fault(
        Fault::on("POST", "/employees")
            .answer(201)
            .after_storing()
            .delay(SLOWLY),
    );
    let send = accepted(&killed).await?;
    wait_for("the create call to arrive", async || {
        Ok((creates(&sandbox) == 1).then_some(()))
    })
    .await?;
    let other = proxy_on(&sandbox, Some(&database)).await?;
    ensure!(state(&other, &send).await? == "in_flight");
    killed.kill().await?;
    let since = Instant::now();
    wait_for("the other to take it up", async || {
        Ok((state(&other, &send).await? != "in_flight").then_some(()))
    })
    .await?;
    let taken_up = since.elapsed();
    done(&other, &send).await?;
    let ended = since.elapsed();
    println!("taken up after {taken_up:.1?}, done after {ended:.1?}");
    ensure!(ended < TAKEN_UP_WITHIN, "{ended:?}");
    ensure!(creates(&sandbox) == 1 && employees(&sandbox) == 1);
    Ok(())
}

#[tokio::test]
async fn a_second_proxy_on_the_same_file_is_refused_in_one_sentence() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let first = proxy(&sandbox).await?;
    let said = refusal(&first.ledger_file(), &[]).await?;
    ensure!(
        said.contains("another proxy is using this SQLite file") && said.contains("PostgreSQL"),
        "{said}"
    );
    let health = reqwest::get(format!("{}/readyz", first.url())).await?;
    ensure!(health.status() == 200, "the first goes on");
    Ok(())
}
