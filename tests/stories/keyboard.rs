//! The whole send without a mouse.

use anyhow::{Result, ensure};
use system_tests::World;
use thirtyfour::Key;

#[tokio::test]
async fn the_whole_send_works_by_keyboard_alone() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.is_on("Candidates").await?;
    person.tabs_to("Search candidates").await?;
    person.types("amelia").await?;
    person.sees("1 candidate matches your search").await?;
    person.tabs_to("Amelia Hartwell").await?;
    person.strikes(Key::Enter).await?;
    person.is_on("Amelia Hartwell").await?;

    person.tabs_to("Actions").await?;
    person.strikes(Key::Enter).await?;
    ensure!(
        person.focus().await? == "Send to BambooHR",
        "the menu takes the focus: {}",
        person.focus().await?
    );
    person.strikes(Key::Escape).await?;
    ensure!(
        person.focus().await? == "Actions",
        "Escape gives the focus back: {}",
        person.focus().await?
    );
    person.strikes(Key::Down).await?;
    person.strikes(Key::Enter).await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;

    person.tabs_to("Preferred Name").await?;
    person.types("Ami").await?;
    person.tabs_to("Send to BambooHR").await?;
    person.strikes(Key::Enter).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    ensure!(
        person.focus().await? == "Amelia Hartwell is now in BambooHR",
        "the news has the focus"
    );
    let employee = world.employee("amelia.hartwell@example.com")?;
    ensure!(
        employee
            .fields
            .get("preferredName")
            .is_some_and(|name| name == "Ami")
    );
    Ok(())
}
