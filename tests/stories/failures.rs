//! What a recruiter sees when it does not go well: what happened, whether anybody was created, and
//! what to do now.

use anyhow::{Result, ensure};
use bamboohr_sandbox::{Fault, Key, LIMITED_KEY, Sandbox};
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
    // The address is found before anything is sent; whoever insists hears BambooHR's own no.
    person
        .is_on("Is Amelia Hartwell in BambooHR already?")
        .await?;
    ensure!(world.creates() == 0);
    person.presses("Create anyway").await?;
    person.presses("Create a new employee").await?;
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
async fn bamboohr_down_is_said_plainly_and_the_hire_is_sent_when_it_is_back() -> Result<()> {
    let mut world = World::new().await?;
    world.person.opens(FORM).await?;
    world.person.enters("Preferred Name", "Ami").await?;
    let elsewhere = Sandbox::start().await?;
    let down = std::mem::replace(&mut world.sandbox, elsewhere);
    let address = down.address();
    down.stop().await;

    world.person.presses("Send to BambooHR").await?;
    world
        .person
        .is_on("Sending Amelia Hartwell to BambooHR")
        .await?;
    world
        .person
        .sees("BambooHR cannot be reached at the moment.")
        .await?;
    world.person.sees("Nothing was created").await?;
    world.person.sees("This goes on by itself").await?;
    world.person.finds_no_barrier().await?;

    // It knows the key from the first moment: a key that is rejected once stops everything.
    let key = Key::administrator(world.canary.key());
    let back = Sandbox::builder().address(address).key("canary", key);
    world.sandbox = back.start().await?;
    world
        .person
        .is_on("Amelia Hartwell is now in BambooHR")
        .await?;
    let employee = world.employee(EMAIL)?;
    let preferred = employee.fields.get("preferredName");
    ensure!(preferred.is_some_and(|name| name == "Ami"), "as typed");
    ensure!(world.creates() == 1);
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
