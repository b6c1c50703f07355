//! Many hired candidates at once: those who cannot be sent stop nobody, and it is said why.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Fault;
use serde_json::json;
use system_tests::{Person, World, wait_for};

/// As their boxes in the list are called. Two of them will not arrive: one is in BambooHR already, and one
/// is refused there.
const CHOSEN: [&str; 12] = [
    "Amelia Hartwell",
    "Jonas Brandt",
    "Priya Raman",
    "Mateo Figueroa",
    "Chloé Lefèvre",
    "Ingrid Solberg",
    "Daniel Okafor",
    "Viktor Nilsson",
    "Finn Jørgensen",
    UNCLEAR,
    "Former Colleague",
    "Pedro Carvalho",
];
/// One of the last to leave. The offer has a date that can be read two ways.
const UNCLEAR: &str = "Rosa Delgado";
/// Long enough to press Pause between the first and the last.
const SLOWLY: Duration = Duration::from_secs(3);

async fn selects(person: &Person, names: &[&str]) -> Result<()> {
    person.opens("/candidates?stage=hired").await?;
    person.is_on("Candidates").await?;
    for name in names {
        person.ticks(&format!("Select {name}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn twelve_are_sent_at_once_and_the_two_bad_ones_stop_nobody() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let before = world.sandbox.employees().len();
    selects(person, &CHOSEN).await?;
    person.sees("12 people selected.").await?;
    person.finds_no_barrier().await?;
    person.presses("Prepare to send").await?;
    person.is_on("Prepare 12 people for BambooHR").await?;
    // The offer of one of them has a date that can be read two ways, so nothing is guessed.
    person
        .sees("1 person is not complete yet and stays behind.")
        .await?;
    person.finds_no_barrier().await?;
    person.enters("Hire Date", "2040-03-05").await?;
    ensure!(world.creates() == 0, "nothing is sent yet");

    let creating = || Fault::on("POST", "/employees");
    let no = creating()
        .answer(409)
        .header("X-BambooHR-Error-Message", "No more of these");
    world.sandbox.add_fault(no);
    world.sandbox.add_fault(creating().delay(SLOWLY).times(12));
    person.presses("Send 12 candidates to BambooHR").await?;
    person.is_on("Sending 12 people to BambooHR").await?;
    person.presses("Pause").await?;
    person.sees("Paused.").await?;
    person.finds_no_barrier().await?;
    finds_the_batch_again(&world).await?;
    // Whoever had left arrives, all but the one who is refused, and then there is nothing but waiting.
    let is_quiet = async || {
        let arrived = format!("{} in BambooHR", world.creates() - 1);
        let text = person.text().await?;
        Ok((text.contains(&arrived) && text.contains("to go")).then_some(()))
    };
    wait_for("those on their way", is_quiet).await?;
    let had_left = world.creates();
    ensure!(had_left < 11, "{had_left} had left before the pause");

    person.presses("Go on").await?;
    person.is_on("10 of 12 people in BambooHR").await?;
    person
        .sees("10 in BambooHR, 1 needs a person, 1 not sent. Nothing is running now.")
        .await?;
    person
        .sees("Somebody in BambooHR may be this person already.")
        .await?;
    person
        .sees("BambooHR did not accept one of the values.")
        .await?;
    person.finds_no_barrier().await?;
    ensure!(world.sandbox.employees().len() == before + 10);
    ensure!(world.creates() == 11, "nobody twice");

    person.presses("Former Colleague").await?;
    person
        .is_on("Is Former Colleague in BambooHR already?")
        .await?;
    person.presses("Do not send").await?;
    person.is_on("Former Colleague was not sent").await?;
    person
        .sees("A person stopped this before anything left for BambooHR.")
        .await?;
    person.sees("Skipped").await?;
    ensure!(!person.text().await?.contains("Failed"));
    person.finds_no_barrier().await
}

/// Leaves a paused batch, and comes back to it by way of the log and of one of its sends.
async fn finds_the_batch_again(world: &World) -> Result<()> {
    let person = &world.person;
    let batch = person.browser().driver.current_url().await?;
    person.opens("/log").await?;
    person.sees("The batch is paused.").await?;
    person.finds_no_barrier().await?;
    // Not among the first, so it has not left.
    person.presses(UNCLEAR).await?;
    person
        .is_on(&format!("Sending {UNCLEAR} to BambooHR"))
        .await?;
    person.sees("The batch is paused.").await?;
    person.presses("Open the batch").await?;
    person.is_on("Sending 12 people to BambooHR").await?;
    ensure!(person.browser().driver.current_url().await? == batch);
    person.opens("/log").await?;
    person
        .presses(&format!("Open the batch: {UNCLEAR}"))
        .await?;
    person.is_on("Sending 12 people to BambooHR").await
}

#[tokio::test]
async fn what_was_typed_in_a_batch_is_there_when_one_who_was_refused_is_corrected() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    selects(person, &[UNCLEAR]).await?;
    person.presses("Prepare to send").await?;
    person.is_on("Prepare 1 person for BambooHR").await?;
    person.enters("Hire Date", "2040-03-05").await?;
    let no = Fault::on("POST", "/employees").answer(409);
    world.sandbox.add_fault(no);
    person.presses("Send 1 candidate to BambooHR").await?;
    person.is_on("0 of 1 person in BambooHR").await?;
    person.presses(UNCLEAR).await?;
    person.is_on(&format!("{UNCLEAR} was not sent")).await?;
    person.presses("Correct and send again").await?;
    person.is_on(&format!("Send {UNCLEAR} to BambooHR")).await?;
    person
        .sees("Your entries from before were restored.")
        .await?;
    ensure!(person.reads("Hire Date").await? == "2040-03-05");
    person.presses("Start over").await?;
    person.reloads().await?;
    person.sees("Hire Date").await?;
    ensure!(person.reads("Hire Date").await?.is_empty());
    person.enters("Hire Date", "2040-03-05").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on(&format!("{UNCLEAR} is now in BambooHR"))
        .await?;
    let kept = "const { owner, ...kept } = { ...sessionStorage }; return JSON.stringify(kept)";
    wait_for("everything to be forgotten", async || {
        let kept = person.browser().script(kept, vec![]).await?;
        Ok((kept == json!("{}")).then_some(()))
    })
    .await
}

#[tokio::test]
async fn whoever_was_sent_or_was_forgotten_is_not_offered_again() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/batch").await?;
    person.sees("Nobody is selected").await?;
    person.finds_no_barrier().await?;
    selects(person, &["Amelia Hartwell"]).await?;
    person.presses("Prepare to send").await?;
    person.is_on("Prepare 1 person for BambooHR").await?;
    // Somebody else sends her meanwhile.
    let http = reqwest::Client::new();
    let batches = format!("{}/api/batches", world.proxy.url());
    let request = http.post(batches).header("idempotency-key", "elsewhere");
    let body = json!({ "candidates": [{ "id": "cand_0001" }] });
    let answer = request.json(&body).send().await?;
    ensure!(answer.status() == 202, "{}", answer.status());
    wait_for("the employee", async || {
        Ok((world.employees("amelia.hartwell@example.com").len() == 1).then_some(()))
    })
    .await?;
    person.presses("Send 1 candidate to BambooHR").await?;
    person.is_on("0 of 1 person in BambooHR").await?;
    let text = person.text().await?;
    let (_, problem) = text.split_once("Not accepted").context("accepted")?;
    ensure!(problem.contains("sent"), "no words why: {problem}");
    ensure!(world.creates() == 1);
    selects(person, &[]).await?;
    person.sees("In BambooHR").await?;
    let boxes =
        "return document.querySelectorAll('input[aria-label=\"Select Amelia Hartwell\"]').length";
    ensure!(person.browser().script(boxes, vec![]).await? == json!(0));
    Ok(())
}
