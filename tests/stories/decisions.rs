//! What only a person can settle: whether anybody was created, who it is, and when to look again.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use serde_json::json;
use system_tests::{World, wait_for};

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";

#[tokio::test]
async fn when_nobody_can_tell_a_person_decides_and_sends_again() -> Result<()> {
    let world = World::new().await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    let person = &world.person;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 1, "nothing is sent again by itself");
    let reason = "Looked at everybody called Hartwell";
    person.enters("Reason (optional)", reason).await?;
    person.presses("Nobody was created").await?;
    person
        .presses("I have looked into BambooHR: nobody was created")
        .await?;
    person.sees("sent again").await?;
    person
        .sees("Demo admin found that nobody was created")
        .await?;
    person.finds_no_barrier().await?;
    // Who decided it and why is on record, and the log has the send.
    person.opens("/candidates/cand_0001").await?;
    person
        .sees("Demo admin found that nobody was created")
        .await?;
    person.sees(reason).await?;
    person.finds_no_barrier().await?;
    person.opens("/log").await?;
    person.chooses("Outcome", "Not sent").await?;
    person.sees("1 send.").await?;
    person.sees("Amelia Hartwell").await?;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    world.employee(EMAIL)?;
    Ok(())
}

#[tokio::test]
async fn among_namesakes_each_button_says_whom_it_means() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    // Without an e-mail address there is only the name to go by, and somebody else has it too.
    let namesake = reqwest::Client::new()
        .post(format!("{}/api/v1/employees", world.sandbox.url()))
        .basic_auth(ADMIN_KEY, Some("x"))
        .json(&json!({ "firstName": "Amelia", "lastName": "Hartwell" }))
        .send()
        .await?;
    ensure!(namesake.status() == 201, "{}", namesake.status());
    let stranger: serde_json::Value = namesake.json().await?;
    person.opens(FORM).await?;
    person.enters("Home Email", "").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await?;

    let hired = world
        .sandbox
        .employees()
        .into_iter()
        .filter(|one| {
            one.fields
                .get("lastName")
                .is_some_and(|name| name == "Hartwell")
        })
        .map(|one| one.id)
        .find(|id| stranger["id"] != json!(id))
        .context("nobody was stored")?;
    let button = format!("This is Amelia Hartwell: Amelia Hartwell, employee id {hired}");
    person.presses(&button).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.sees(&format!("Employee id {hired}")).await?;
    ensure!(world.creates() == 2, "the stranger and the hire, each once");
    Ok(())
}

#[tokio::test]
async fn whoever_was_found_by_hand_is_compared_before_they_are_recognised() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    // What was stored is lost, and from then on the key may look for nobody.
    let pause = Duration::from_secs(3);
    let create = Fault::on("POST", "/employees");
    world
        .sandbox
        .add_fault(create.delay(pause).drop_after_storing());
    person.presses("Send to BambooHR").await?;
    let is_on_its_way = async || Ok((world.creates() == 1).then_some(()));
    wait_for("the create call", is_on_its_way).await?;
    for path in ["/employees", "/employees/changed"] {
        let refused = Fault::on("GET", path).answer(403).times(50);
        world.sandbox.add_fault(refused);
    }
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await?;
    person.sees("There is nobody to compare.").await?;
    let hired = world.employee(EMAIL)?.id;
    let slowly = Fault::on("GET", "/employees/999999").delay(Duration::from_secs(2));
    world.sandbox.add_fault(slowly);
    person.enters("Employee id", "999999").await?;
    person.presses("Show this employee").await?;
    person.sees("One moment…").await?;
    person
        .sees("BambooHR shows no employee with this id")
        .await?;
    person.sees_no_more("One moment…").await?;
    person.enters("Employee id", &hired).await?;
    person.presses("Show this employee").await?;
    let button = format!("This is Amelia Hartwell: Amelia Hartwell, employee id {hired}");
    person.sees("found in BambooHR by hand").await?;
    person.finds_no_barrier().await?;
    person.presses(&button).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    ensure!(world.creates() == 1);
    Ok(())
}
