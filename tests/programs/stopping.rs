//! A proxy that is asked to stop (SIGTERM) ends in order and loses nothing.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::{Fault, Sandbox};
use system_tests::wait_for;

use super::{accepted, accepted_of, creates, done, employees, employees_with, proxy, state};

#[tokio::test]
async fn a_proxy_asked_to_stop_writes_down_what_bamboohr_answers() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let proxy = proxy(&sandbox).await?;
    sandbox.add_fault(Fault::on("POST", "/employees").delay(Duration::from_millis(700)));
    accepted(&proxy).await?;
    wait_for("the create call to arrive", async || {
        Ok((creates(&sandbox) == 1).then_some(()))
    })
    .await?;
    let ledger = proxy.keep_ledger();
    ensure!(proxy.stop().await?, "it ends well");
    let again = ledger.start_again().await?;
    ensure!(
        !again.log().contains("found on its way"),
        "nothing was left on its way"
    );
    wait_for("the employee", async || {
        Ok((employees(&sandbox) == 1).then_some(()))
    })
    .await?;
    ensure!(creates(&sandbox) == 1);
    Ok(())
}

#[tokio::test]
async fn a_proxy_asked_to_stop_loses_neither_what_waits_nor_what_is_on_its_way() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let proxy = proxy(&sandbox).await?;
    let creating = || Fault::on("POST", "/employees");
    sandbox.add_fault(creating().delay(Duration::from_secs(3)));
    let on_its_way = accepted(&proxy).await?;
    wait_for("the create call to arrive", async || {
        Ok((creates(&sandbox) == 1).then_some(()))
    })
    .await?;
    sandbox.add_fault(creating().answer(429).header("Retry-After", "4"));
    let turned_away = accepted_of(&proxy, "cand_0002").await?;
    wait_for("the second to be turned away", async || {
        Ok((creates(&sandbox) == 2).then_some(()))
    })
    .await?;
    let not_begun = accepted_of(&proxy, "cand_0003").await?;
    ensure!(state(&proxy, &on_its_way).await? == "in_flight");

    let ledger = proxy.keep_ledger();
    ensure!(proxy.stop().await?, "it ends well");
    ensure!(employees(&sandbox) == 1, "the answer was waited for");
    let again = ledger.start_again().await?;
    for send in [&on_its_way, &turned_away, &not_begun] {
        done(&again, send).await?;
    }
    for address in [
        "amelia.hartwell@example.com",
        "jonas.brandt@example.com",
        "priya.raman@example.com",
    ] {
        ensure!(employees_with(&sandbox, address) == 1, "{address}");
    }
    ensure!(creates(&sandbox) == 4, "one was turned away");
    Ok(())
}
