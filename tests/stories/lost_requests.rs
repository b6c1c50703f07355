//! When the application does not hear from its own proxy: it says what it does not know, and nothing is
//! made twice.

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::{Browser, Person, Relay, World};

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";
const NOT_KNOWN: &str = "We do not know whether the send began.";

async fn behind_a_relay(world: &World) -> Result<(Relay, Person)> {
    let relay = Relay::start(world.proxy.url().trim_start_matches("http://")).await?;
    let person = Person::at(Browser::start().await?, relay.url());
    Ok((relay, person))
}

#[tokio::test]
async fn after_a_lost_answer_pressing_again_leads_to_the_one_send_there_is() -> Result<()> {
    let world = World::new().await?;
    let (relay, person) = behind_a_relay(&world).await?;
    person.opens(FORM).await?;
    person.enters("Preferred Name", "Ami").await?;
    relay.lose_answer_to("POST /api/candidates/cand_0001/sends");
    person.presses("Send to BambooHR").await?;
    person.sees(NOT_KNOWN).await?;
    ensure!(relay.has_lost_it(), "the answer was lost on its way");

    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn a_send_refused_unheard_is_not_taken_for_the_next_one() -> Result<()> {
    let world = World::new().await?;
    let (relay, person) = behind_a_relay(&world).await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(403));
    person.opens(FORM).await?;
    relay.lose_answer_to("POST /api/candidates/cand_0001/sends");
    person.presses("Send to BambooHR").await?;
    person.sees(NOT_KNOWN).await?;

    // The very same entries: first the answer that was lost, then a send of its own.
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person.presses("Correct and send again").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 2, "one refused, one carried out");
    Ok(())
}

#[tokio::test]
async fn a_proxy_that_is_gone_is_not_said_to_have_done_nothing() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Preferred Name", "Ami").await?;
    let ledger = world.proxy.keep_ledger();
    ensure!(world.proxy.stop().await?);
    person.presses("Send to BambooHR").await?;
    person.sees("We cannot reach the server").await?;
    person.sees(NOT_KNOWN).await?;

    let _proxy = ledger.start_again().await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    Ok(())
}
