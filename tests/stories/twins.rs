//! Somebody who may be in BambooHR already is found before anything is sent, and a person decides.

use anyhow::{Result, ensure};
use serde_json::json;
use system_tests::World;

/// In the sandbox's company from the start; has left.
const FORMER: &str = "former.colleague@example.com";
const EMAIL: &str = "amelia.hartwell@example.com";

#[tokio::test]
async fn a_former_employee_is_found_and_rehired_in_place() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let before = world.employee(FORMER)?;
    let everybody = world.sandbox.employees().len();
    person.opens("/candidates/cand_0063/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Is Former Colleague in BambooHR already?")
        .await?;
    person.sees("Nothing was created").await?;
    person.sees("same e-mail address").await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 0, "found before anything was sent");

    let name = |field: &str| before.fields.get(field).cloned().unwrap_or_default();
    let whom = format!(
        "Rehire: {} {}, employee id {}",
        name("firstName"),
        name("lastName"),
        before.id
    );
    person.enters("Reason (optional)", "She comes back").await?;
    person.presses(&whom).await?;
    person
        .is_on("Former Colleague is rehired in BambooHR")
        .await?;
    person.sees(&format!("Employee id {}", before.id)).await?;
    person.finds_no_barrier().await?;
    let after = world.employee(FORMER)?;
    ensure!(after.id == before.id && world.creates() == 0);
    ensure!(world.sandbox.employees().len() == everybody);
    let rows = |table: &str| after.tables.get(table).map_or(0, Vec::len);
    ensure!(rows("employmentStatus") >= 2, "the return is a row");
    Ok(())
}

#[tokio::test]
async fn whoever_only_looks_the_same_is_created_after_a_question() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates/cand_0001/send").await?;
    let first_day = person.reads("Hire Date").await?;
    let namesake = json!({ "firstName": "Amelia", "lastName": "Hartwell", "hireDate": first_day });
    world.changes_bamboohr("employees", &namesake).await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Is Amelia Hartwell in BambooHR already?")
        .await?;
    person.sees("same name and first day of work").await?;
    ensure!(world.creates() == 1, "the namesake");

    person.presses("Create anyway").await?;
    person.sees("BambooHR will have two.").await?;
    person.finds_no_barrier().await?;
    person.presses("Cancel").await?;
    ensure!(world.creates() == 1, "nobody said yes");
    person.presses("Create anyway").await?;
    person.presses("Create a new employee").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.finds_no_barrier().await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 2, "the namesake and the hire, each once");
    Ok(())
}

#[tokio::test]
async fn whoever_is_there_already_can_be_left_as_is() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let before = world.employee(FORMER)?;
    person.opens("/candidates/cand_0063/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Is Former Colleague in BambooHR already?")
        .await?;
    let name = |field: &str| before.fields.get(field).cloned().unwrap_or_default();
    let whom = format!(
        "It is this person: leave as is: {} {}, employee id {}",
        name("firstName"),
        name("lastName"),
        before.id
    );
    person.presses(&whom).await?;
    person
        .is_on("Former Colleague was in BambooHR already")
        .await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 0 && world.employee(FORMER)? == before);
    Ok(())
}
