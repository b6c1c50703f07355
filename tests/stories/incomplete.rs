//! The employee exists, but something after the create did not work: it is said what and why, and a person
//! tries it again or goes on without it.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::{Person, World};

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";
const INCOMPLETE: &str = "Amelia Hartwell is in BambooHR, but not everything arrived";
const ARRIVED: &str = "Amelia Hartwell is now in BambooHR";

/// Sends somebody whose pay BambooHR will not take for so many times.
async fn sends_without_pay(world: &World, times: u32) -> Result<&Person> {
    world.sandbox.add_fault(
        Fault::on("POST", "/employees/*/tables/compensation")
            .answer(403)
            .header("X-BambooHR-Error-Message", "No access to pay")
            .times(times),
    );
    let person = &world.person;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on(INCOMPLETE).await?;
    person.sees("Store the pay").await?;
    person.sees("No access to pay").await?;
    person.finds_no_barrier().await?;
    let employee = world.employee(EMAIL)?;
    ensure!(employee.photo.is_some(), "nothing else was stopped by it");
    person.sees(&format!("Employee id {}", employee.id)).await?;
    Ok(person)
}

fn rows_of_pay(world: &World) -> Result<usize> {
    let employee = world.employee(EMAIL)?;
    Ok(employee.tables.get("compensation").map_or(0, Vec::len))
}

#[tokio::test]
async fn a_step_that_failed_can_be_tried_again_and_nothing_is_made_twice() -> Result<()> {
    let world = World::new().await?;
    let person = sends_without_pay(&world, 1).await?;
    ensure!(rows_of_pay(&world)? == 0);
    person.presses("Try the failed steps again").await?;
    person.is_on(ARRIVED).await?;
    person.sees("values are stored").await?;
    person.finds_no_barrier().await?;
    let employee = world.employee(EMAIL)?;
    ensure!(rows_of_pay(&world)? == 1 && employee.files.len() == 2);
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn a_person_can_go_on_without_what_failed_after_being_asked() -> Result<()> {
    let world = World::new().await?;
    let person = sends_without_pay(&world, 9).await?;
    person.presses("Try the failed steps again").await?;
    person.is_on(INCOMPLETE).await?;
    person.opens("/candidates/cand_0001").await?;
    person.sees("Not complete").await?;
    person.presses("Decide how to go on").await?;
    person.is_on(INCOMPLETE).await?;
    // The button and the answer in its dialog have the same words.
    person.presses("Go on without them").await?;
    let dialog = person.found("dialog", "Go on without the failed steps?");
    dialog.await.context("no question was asked")?;
    person.finds_no_barrier().await?;
    let yes = "document.querySelector('dialog[open] .button--primary').click()";
    person.browser().script(yes, vec![]).await?;
    person.is_on(ARRIVED).await?;
    person.finds_no_barrier().await?;
    ensure!(rows_of_pay(&world)? == 0, "it stays out");
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn an_employee_that_could_not_be_read_back_can_be_read_back_later() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    world
        .sandbox
        .add_fault(Fault::on("GET", "/employees/*").answer(403).times(100));
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on(INCOMPLETE).await?;
    person
        .sees("The connection may not read this employee.")
        .await?;
    world.sandbox.clear_faults();
    person.presses("Try the failed steps again").await?;
    person.is_on(ARRIVED).await?;
    person.sees("values are stored").await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 1, "reading back sends nothing");
    Ok(())
}
