//! The proxy dies during a submit.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::pinpoint_host::Banner;
use system_tests::wait_for;

use super::office::Office;

#[tokio::test]
async fn killed_during_a_submit_and_pressed_again_it_makes_one_employee() -> Result<()> {
    let pause = Duration::from_millis(700);
    // Before BambooHR has stored, and between storing and answering.
    for fault in [
        Fault::on("POST", "/employees").delay(pause),
        Fault::on("POST", "/employees")
            .answer(201)
            .after_storing()
            .delay(pause),
    ] {
        let mut office = Office::open("submit_seconds = 4").await?;
        office.sandbox.add_fault(fault);
        let host = office.host.clone().waits(Duration::from_secs(30))?;
        let candidate = office.full();
        let form = host.opens(&candidate).await?;
        let (banner, killed) = tokio::join!(form.submits(), async {
            wait_for("the create call", async || {
                Ok((office.creates() == 1).then_some(()))
            })
            .await?;
            office.proxy.kill().await
        });
        killed?;
        ensure!(matches!(banner?, Banner::Broken(_)));
        office.proxy.start_again().await?;
        wait_for("the employee to be told", async || {
            Ok(form.submits().await?.is_success().then_some(()))
        })
        .await?;
        ensure!(office.creates() == 1, "{}", office.creates());
        office.employee(&candidate)?;
    }
    Ok(())
}
