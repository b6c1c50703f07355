//! The key is nowhere but in the proxy's memory, and personal data is in no log line and no number: after hires that went
//! well, every kind of error, time-outs, requests that make no sense, and defects of our own.

mod faults;
mod places;
mod world;

use anyhow::Result;
use bamboohr_sandbox::Fault;
use serde_json::json;
use system_tests::wait_for;

use faults::everything_that_can_go_wrong;
use world::World;

/// What is about the candidates, whoever of them, in small letters.
pub(crate) const PERSONAL: [&str; 8] = [
    "canaryfirst",
    "canarylast",
    "@canary.example",
    "901-65-4321",
    "1987-03-21",
    "71234.56",
    "canary lane",
    "canaryville",
];
/// Where a defect is provoked: in two moments of a request, and in two of a send.
const DEFECTS: [&str; 4] = [
    "before-intent-commit",
    "after-intent-commit",
    "after-create-answer",
    "before-receipt-commit",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_everything_that_can_go_wrong_the_key_is_nowhere_and_nobody_is_in_logs_or_numbers()
-> Result<()> {
    let mut world = World::new().await?;
    let faults = everything_that_can_go_wrong();
    let sends = faults.len() + 1;
    for fault in faults {
        world.sandbox.add_fault(fault);
    }
    world.hires(0..sends).await?;
    world.asks_what_makes_no_sense().await?;
    world.places.looks_at_numbers(&world.proxy).await?;
    // Last, because it stops everything: the key is not accepted any more, until an admin says that it is mended.
    let creating = Fault::on("POST", "/employees");
    world.sandbox.add_fault(creating.answer(401));
    let rejected = world.presses_send(sends).await?;
    wait_for("the connection to stop", async || {
        let session = world.gets("/api/session").await?;
        let status = session.pointer("/bamboohr/status");
        Ok((status == Some(&json!("unavailable"))).then_some(()))
    })
    .await?;
    world.posts("/api/connection/check", &json!({})).await?;
    world.ends(&rejected).await?;
    for (number, point) in DEFECTS.into_iter().enumerate() {
        world.meets_a_defect(point, sends + 1 + number).await?;
    }
    world.places.looks_at_numbers(&world.proxy).await?;
    let hits = world.places.finds(&world.proxy, &world.canary).await?;
    println!(
        "secrets: {} hires under {} kinds of errors and {} defects; {hits}",
        sends + 1 + DEFECTS.len(),
        sends,
        DEFECTS.len()
    );
    Ok(())
}
