//! BambooHR cannot be asked now: the page says why and how long, and the send goes on by itself.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::World;

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";
const SENDING: &str = "Sending Amelia Hartwell to BambooHR";
const ARRIVED: &str = "Amelia Hartwell is now in BambooHR";
const REJECTED: &str = "BambooHR does not accept the API key";

fn asks_to_wait(seconds: &str) -> Fault {
    Fault::on("POST", "/employees")
        .answer(429)
        .header("Retry-After", seconds)
}

#[tokio::test]
async fn a_bamboohr_that_asks_to_wait_is_waited_for_with_words_and_then_it_is_sent() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    world.sandbox.add_fault(asks_to_wait("3"));
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.sees("BambooHR asks us to wait.").await?;
    let told = Instant::now();
    person.sees("We try again in").await?;
    person.is_on(SENDING).await?;
    person.finds_no_barrier().await?;
    ensure!(world.employees(EMAIL).is_empty());
    person.is_on(ARRIVED).await?;
    ensure!(told.elapsed() > Duration::from_secs(2), "too early");
    person.finds_no_barrier().await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 2, "the first was turned away");
    Ok(())
}

#[tokio::test]
async fn a_send_that_waits_can_be_stopped_and_sent_again() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    // Longer than anybody in this story waits.
    world.sandbox.add_fault(asks_to_wait("60"));
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.sees("BambooHR asks us to wait.").await?;
    person.presses("Stop").await?;
    person.finds_no_barrier().await?;
    person.presses("Stop the send").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person.finds_no_barrier().await?;
    person.opens("/candidates/cand_0001").await?;
    person.sees("Nobody was created.").await?;
    ensure!(world.creates() == 1 && world.employees(EMAIL).is_empty());
    Ok(())
}

#[tokio::test]
async fn a_rejected_key_is_said_on_every_page_until_a_check_finds_it_mended() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(401));
    world
        .sandbox
        .add_fault(Fault::on("GET", "/meta/fields").answer(401).times(100));
    person.presses("Send to BambooHR").await?;
    person.is_on(SENDING).await?;
    person.found("button", "Check again").await?;
    person.sees(REJECTED).await?;
    person.finds_no_barrier().await?;
    for room in ["/candidates", "/candidates/cand_0002", "/log"] {
        person.opens(room).await?;
        person.found("button", "Check again").await?;
        person.sees(REJECTED).await?;
        person.finds_no_barrier().await?;
    }
    let asked = world.creates();
    person.presses("Check again").await?;
    person.found("button", "Check again").await?;
    person.sees(REJECTED).await?;
    ensure!(world.creates() == asked, "the key is used by nobody");

    world.sandbox.clear_faults();
    person.presses("Check again").await?;
    person.sees_no_more(REJECTED).await?;
    person.opens("/candidates/cand_0001").await?;
    person.sees("The employee exists in BambooHR.").await?;
    person.finds_no_barrier().await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 2, "the one that was rejected, and this");
    Ok(())
}
