//! Nothing that a person typed is lost, and mistakes are named where they are.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::{World, wait_for};

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
    person.unfolds().await?;
    ensure!(person.reads("Preferred Name").await?.is_empty());
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let forgotten = async || Ok((kept(&world).await? == "{}").then_some(()));
    wait_for("everything to be forgotten", forgotten).await
}

/// Everything the tab and the browser keep.
async fn kept(world: &World) -> Result<String> {
    // Whose tab it is stays.
    let script = "const { owner, ...kept } = { ...sessionStorage, ...localStorage }; return JSON.stringify(kept)";
    let kept = world.person.browser().script(script, vec![]).await?;
    Ok(kept.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn whichever_room_hears_of_the_success_forgets_what_was_typed() -> Result<()> {
    for room in ["/candidates", "/candidates/cand_0001"] {
        let world = World::new().await?;
        let person = &world.person;
        // Longer than it takes to leave the page of the send.
        let slowly = Fault::on("POST", "/employees").delay(Duration::from_secs(3));
        world.sandbox.add_fault(slowly);
        person.opens(FORM).await?;
        person.enters("Preferred Name", "Ami").await?;
        person.presses("Send to BambooHR").await?;
        person.is_on("Sending Amelia Hartwell to BambooHR").await?;
        person.opens("/no/such/page").await?;
        ensure!(
            kept(&world).await?.contains("Ami"),
            "not before the success"
        );
        if room == "/candidates" {
            // The list does not follow sends, so it is opened when the send has ended.
            let arrived = async || {
                Ok((!world.employees("amelia.hartwell@example.com").is_empty()).then_some(()))
            };
            wait_for("the employee", arrived).await?;
        }
        person.opens(room).await?;
        person.sees("In BambooHR").await?;
        let forgotten = async || Ok((kept(&world).await? == "{}").then_some(()));
        wait_for("everything to be forgotten", forgotten).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_corrected_email_is_not_called_a_duplicate_after_a_reload() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person
        .enters("Home Email", "former.colleague@example.com")
        .await?;
    person.presses("Send to BambooHR").await?;
    person.presses("Create anyway").await?;
    person.presses("Create a new employee").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person.presses("Correct and send again").await?;
    let is_marked = async || -> Result<bool> {
        let field = person.found("input", "Home Email").await?;
        Ok(field.attr("aria-invalid").await?.as_deref() == Some("true"))
    };
    ensure!(is_marked().await?, "what was refused is marked");
    person.reloads().await?;
    ensure!(is_marked().await?, "also after a reload");
    person.enters("Home Email", "amelia.h@example.com").await?;
    person.reloads().await?;
    ensure!(person.reads("Home Email").await? == "amelia.h@example.com");
    ensure!(!is_marked().await?, "the new address was not refused");
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
