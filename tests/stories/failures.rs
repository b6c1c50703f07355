//! What a recruiter sees when it does not go well: what happened, whether anybody was created, and
//! what to do now.

use anyhow::{Result, ensure};
use bamboohr_sandbox::{Fault, LIMITED_KEY, Sandbox};
use system_tests::World;

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";

#[tokio::test]
async fn a_duplicate_email_is_explained_at_its_field_and_can_be_corrected() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person
        .enters("Home Email", "former.colleague@example.com")
        .await?;
    person.enters("Preferred Name", "Ami").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person
        .sees("Somebody in BambooHR already has this e-mail address.")
        .await?;
    person.sees("Nothing was created").await?;
    person.sees("Duplicate email").await?;

    person.presses("Correct and send again").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    ensure!(
        person.reads("Preferred Name").await? == "Ami",
        "typing survives"
    );
    ensure!(person.reads("Home Email").await? == "former.colleague@example.com");
    person.enters("Home Email", EMAIL).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee(EMAIL)?;
    ensure!(
        employee
            .fields
            .get("preferredName")
            .is_some_and(|name| name == "Ami")
    );
    Ok(())
}

#[tokio::test]
async fn a_lost_answer_ends_with_the_right_employee_and_one_create_call() -> Result<()> {
    let world = World::new().await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    let person = &world.person;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee(EMAIL)?;
    let link = person.link("View in BambooHR").await?;
    ensure!(link.ends_with(&format!("?id={}", employee.id)), "{link}");
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn bamboohr_down_is_said_plainly_and_the_send_works_later() -> Result<()> {
    let mut world = World::new().await?;
    world.person.opens(FORM).await?;
    world.person.enters("Preferred Name", "Ami").await?;
    let elsewhere = Sandbox::start().await?;
    let down = std::mem::replace(&mut world.sandbox, elsewhere);
    let address = down.address();
    down.stop().await;

    world.person.presses("Send to BambooHR").await?;
    world.person.is_on("Amelia Hartwell was not sent").await?;
    world.person.sees("BambooHR could not be reached.").await?;
    world.person.sees("Nothing was created").await?;

    world.sandbox = Sandbox::start_on(address).await?;
    world.person.presses("Correct and send again").await?;
    ensure!(
        world.person.reads("Preferred Name").await? == "Ami",
        "typing survives"
    );
    world.person.presses("Send to BambooHR").await?;
    world
        .person
        .is_on("Amelia Hartwell is now in BambooHR")
        .await?;
    world.employee(EMAIL)?;
    Ok(())
}

#[tokio::test]
async fn a_key_without_permission_says_whom_to_ask() -> Result<()> {
    let world = World::with_key(LIMITED_KEY).await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person
        .sees("The BambooHR connection may not add employees.")
        .await?;
    person.sees("Ask your admin").await?;
    person.sees("Insufficient permissions").await?;
    ensure!(world.creates() == 1 && world.employees(EMAIL).is_empty());
    Ok(())
}

#[tokio::test]
async fn a_proxy_killed_in_the_middle_of_a_send_finds_the_employee_afterwards() -> Result<()> {
    let mut world = World::new().await?;
    let wait = std::time::Duration::from_secs(3);
    world.sandbox.add_fault(
        Fault::on("POST", "/employees")
            .answer(201)
            .after_storing()
            .delay(wait),
    );
    world.person.opens(FORM).await?;
    world.person.presses("Send to BambooHR").await?;
    world
        .person
        .is_on("Sending Amelia Hartwell to BambooHR")
        .await?;
    system_tests::wait_for("the create call to arrive", async || {
        Ok((!world.employees(EMAIL).is_empty()).then_some(()))
    })
    .await?;
    world.proxy.kill_and_start_again().await?;
    world
        .person
        .is_on("Amelia Hartwell is now in BambooHR")
        .await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 1);
    Ok(())
}
