//! A send goes on whatever happens to the page or the proxy, and the page says where it stands.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::{World, wait_for};

const FORM: &str = "/candidates/cand_0001/send";
const EMAIL: &str = "amelia.hartwell@example.com";
const SENDING: &str = "Sending Amelia Hartwell to BambooHR";
const ARRIVED: &str = "Amelia Hartwell is now in BambooHR";
/// Longer than a page takes to load.
const SLOWLY: Duration = Duration::from_secs(4);

#[tokio::test]
async fn a_reload_in_the_middle_of_a_send_goes_on_showing_where_it_stands() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").delay(SLOWLY));
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees/*/files").delay(SLOWLY));
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on(SENDING).await?;
    person
        .sees_under_way("Create the employee in BambooHR")
        .await?;
    person.reloads().await?;
    person.is_on(SENDING).await?;
    person
        .sees_under_way("Create the employee in BambooHR")
        .await?;
    ensure!(world.employees(EMAIL).is_empty(), "it is on its way");

    // From here on everything new comes by itself.
    person.notes_the_document().await?;
    person.sees_under_way("Upload amelia-cv.pdf").await?;
    person.finds_no_barrier().await?;
    person.is_on(ARRIVED).await?;
    person.has_not_reloaded().await?;
    person.finds_no_barrier().await?;
    let employee = world.employee(EMAIL)?;
    ensure!(employee.files.len() == 2, "{:?}", employee.files);
    ensure!(world.creates() == 1);
    ensure!(person.browser().complaints().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_proxy_killed_in_the_middle_of_a_send_is_missed_and_comes_back_to_one_employee()
-> Result<()> {
    let mut world = World::new().await?;
    world.sandbox.add_fault(
        Fault::on("POST", "/employees")
            .answer(201)
            .after_storing()
            .delay(SLOWLY),
    );
    world.person.opens(FORM).await?;
    world.person.presses("Send to BambooHR").await?;
    world.person.is_on(SENDING).await?;
    world.person.notes_the_document().await?;
    wait_for("the employee", async || {
        Ok((!world.employees(EMAIL).is_empty()).then_some(()))
    })
    .await?;
    world.proxy.kill().await?;
    world.person.sees("We cannot reach the server").await?;
    world.person.is_on(SENDING).await?;
    world.person.finds_no_barrier().await?;

    world.proxy.start_again().await?;
    world.person.is_on(ARRIVED).await?;
    world.person.has_not_reloaded().await?;
    world
        .person
        .sees_no_more("We cannot reach the server")
        .await?;
    world.person.finds_no_barrier().await?;
    world.employee(EMAIL)?;
    ensure!(world.creates() == 1, "the killed one's and no other");
    Ok(())
}
