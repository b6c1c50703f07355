//! Sending somebody again: what differs is shown, and only what is ticked is changed.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::EmployeeRecord;
use serde_json::json;
use system_tests::World;

const EMAIL: &str = "amelia.hartwell@example.com";
const COMPARE: &str = "Compare Amelia Hartwell with BambooHR";

/// What was typed at first is not what the candidate says, so afterwards the candidate has other values than
/// the last send, as if they had been changed there.
async fn sends_something_else(world: &World) -> Result<EmployeeRecord> {
    let person = &world.person;
    person.opens("/candidates/cand_0001/send").await?;
    person.enters("City", "Bath").await?;
    person.enters("Pay rate", "70000.00").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    world.employee(EMAIL)
}

async fn compares(world: &World) -> Result<()> {
    let person = &world.person;
    person.opens("/candidates/cand_0001").await?;
    person.presses("Actions").await?;
    person.presses("Compare with BambooHR").await?;
    person.is_on(COMPARE).await?;
    person.finds_no_barrier().await
}

#[tokio::test]
async fn only_what_is_ticked_is_changed_and_what_somebody_meant_in_bamboohr_stays() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let employee = sends_something_else(&world).await?;
    let by_hand = json!({ "preferredName": "Amy" });
    world
        .changes_bamboohr(&format!("employees/{}", employee.id), &by_hand)
        .await?;
    compares(&world).await?;
    ensure!(person.finds_ticked("City").await?, "the candidate changed");
    ensure!(person.finds_ticked("Pay rate").await?);
    ensure!(
        !person.finds_ticked("Preferred Name").await?,
        "somebody meant it in BambooHR"
    );
    person.sees("Changed in BambooHR").await?;
    person.ticks("Pay rate").await?;
    person.presses("Update 1 field in BambooHR").await?;
    person
        .is_on("Amelia Hartwell is updated in BambooHR")
        .await?;
    person.finds_no_barrier().await?;
    let stored = world.employee(EMAIL)?;
    let value = |field: &str| stored.fields.get(field).map(String::as_str);
    ensure!(value("city") == Some("Bristol"), "ticked");
    ensure!(value("payRate") == Some("70000.00 GBP"), "not ticked");
    ensure!(value("preferredName") == Some("Amy"), "not ticked");

    // The rest is still there to be decided.
    compares(&world).await?;
    ensure!(person.finds_ticked("Pay rate").await?);
    person.ticks("Preferred Name").await?;
    person.presses("Update 2 fields in BambooHR").await?;
    person
        .is_on("Amelia Hartwell is updated in BambooHR")
        .await?;
    compares(&world).await?;
    person.sees("Nothing differs").await?;
    let stored = world.employee(EMAIL)?;
    let pay = stored.tables.get("compensation").context("no pay")?;
    ensure!(
        pay.len() == 1,
        "the row was changed, none was added: {pay:?}"
    );
    let value = |field: &str| stored.fields.get(field).map(String::as_str);
    ensure!(value("payRate") == Some("76500.00 GBP"));
    ensure!(value("preferredName") == Some("Millie"));
    ensure!(world.creates() == 1 && stored.id == employee.id);
    ensure!(person.browser().complaints().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn somebody_who_was_never_sent_cannot_be_compared_and_it_is_said_why() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates/cand_0002/changes").await?;
    person.is_on("The comparison could not be made").await?;
    person.finds_no_barrier().await?;
    person.presses("Back to the profile").await?;
    person.is_on("Jonas Brandt").await
}
