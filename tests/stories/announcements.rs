//! What is read out to somebody who cannot see the page: each new phase of a send.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::World;

const FORM: &str = "/candidates/cand_0001/send";

async fn was_told_last(world: &World, headings: &[&str]) -> Result<()> {
    let told = world.person.was_told().await?;
    let last: Vec<_> = told.iter().rev().take(headings.len()).rev().collect();
    ensure!(last == headings, "{told:?}");
    Ok(())
}

#[tokio::test]
async fn every_phase_of_a_send_is_read_out_although_all_have_one_heading() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    // Slow enough that the page shows the send under way first.
    let slowly = || Fault::on("POST", "/employees").delay(Duration::from_secs(2));
    person.opens(FORM).await?;
    world.sandbox.add_fault(slowly().answer(403));
    person.presses("Send to BambooHR").await?;
    let (sending, refused) = (
        "Sending Amelia Hartwell to BambooHR",
        "Amelia Hartwell was not sent",
    );
    person.is_on(refused).await?;
    was_told_last(&world, &[sending, refused]).await?;

    world.sandbox.add_fault(slowly().drop_before_storing());
    person.presses("Correct and send again").await?;
    person.presses("Send to BambooHR").await?;
    let decide = "Please check Amelia Hartwell in BambooHR";
    person.is_on(decide).await?;
    was_told_last(
        &world,
        &["Send Amelia Hartwell to BambooHR", sending, decide],
    )
    .await?;

    person.presses("Nobody was created").await?;
    person
        .presses("I have looked into BambooHR: nobody was created")
        .await?;
    let released = "Amelia Hartwell can be sent again";
    person.is_on(released).await?;
    was_told_last(&world, &[decide, released]).await
}
