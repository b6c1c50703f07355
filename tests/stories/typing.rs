//! Nothing that a person typed is lost, and mistakes are named where they are.

use anyhow::{Result, ensure};
use system_tests::World;

const FORM: &str = "/candidates/cand_0001/send";

#[tokio::test]
async fn typing_survives_a_reload_and_can_be_dropped() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Preferred Name", "Ami").await?;
    person.reloads().await?;
    person
        .sees("Your entries from before were restored.")
        .await?;
    ensure!(person.reads("Preferred Name").await? == "Ami");
    person.presses("Start over").await?;
    ensure!(person.reads("Preferred Name").await? == "Millie");
    Ok(())
}

#[tokio::test]
async fn typing_is_kept_for_its_own_candidate_only_and_gone_after_success() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Preferred Name", "Ami").await?;
    person.opens("/candidates/cand_0002/send").await?;
    ensure!(person.reads("Preferred Name").await?.is_empty());
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let script = "return JSON.stringify({ ...sessionStorage, ...localStorage })";
    let kept = person.browser().script(script, vec![]).await?.to_string();
    ensure!(!kept.contains("Ami"), "{kept}");
    Ok(())
}

#[tokio::test]
async fn mistakes_are_summed_up_and_lead_to_their_fields() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Last Name", "").await?;
    person.enters("Home Email", "amelia at example").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("There is a problem").await?;
    person
        .presses("Enter an e-mail address such as name@example.com.")
        .await?;
    ensure!(
        person.focus().await?.starts_with("Home Email"),
        "{}",
        person.focus().await?
    );
    ensure!(world.creates() == 0);
    person.enters("Home Email", "amelia.h@example.com").await?;
    person.enters("Last Name", "Hartwell-Jones").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Amelia Hartwell-Jones is now in BambooHR")
        .await?;
    world.employee("amelia.h@example.com")?;
    Ok(())
}

#[tokio::test]
async fn a_value_bamboohr_does_not_have_is_named_before_anybody_types() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.enters("Search candidates", "megan sinclair").await?;
    person.presses("Megan Sinclair").await?;
    person.presses("Actions").await?;
    person.presses("Send to BambooHR").await?;
    person
        .sees("The job says “Sr. Engineer”, which is not an option of Job Title in BambooHR.")
        .await?;
    ensure!(
        person.reads("Job Title").await?.is_empty(),
        "nothing is guessed"
    );
    Ok(())
}
