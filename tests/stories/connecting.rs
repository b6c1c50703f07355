//! The way of an admin and a recruiter from nothing to an employee, word by word as the customer described it.

use anyhow::{Result, ensure};
use bamboohr_sandbox::LIMITED_KEY;
use system_tests::World;

#[tokio::test]
async fn from_an_empty_settings_page_to_an_employee_in_bamboohr() -> Result<()> {
    let world = World::unconnected().await?;
    let person = &world.person;
    // Settings, Integrations, Apps, find BambooHR, Add.
    person.opens("/").await?;
    person.is_on("Candidates").await?;
    person.presses("Settings").await?;
    person.is_on("Settings").await?;
    person.presses("Integrations").await?;
    person.is_on("Apps").await?;
    person.sees("Settings → Integrations").await?;
    person.enters("Search apps", "bamboo").await?;
    person.finds_no_barrier().await?;
    person.presses("Add BambooHR").await?;
    person.is_on("BambooHR").await?;
    person.finds_no_barrier().await?;

    // Subdomain and key, Save: nothing is sent before the switch.
    person
        .enters("BambooHR subdomain", "https://acme.bamboohr.com/home/")
        .await?;
    person.enters("API key", world.canary.key()).await?;
    person.presses("Save").await?;
    person.sees(&ends(world.canary.key())).await?;
    person.finds_switch("BambooHR", "Disabled", false).await?;
    ensure!(world.sandbox.requests().is_empty(), "nothing was asked yet");

    // Disabled → Enabled, in the top right corner.
    person.switches("BambooHR").await?;
    person
        .sees("Enabled: hired candidates can be sent to BambooHR.")
        .await?;
    person.finds_switch("BambooHR", "Enabled", true).await?;
    person.sees("BambooHR accepts the API key.").await?;
    person.sees("BambooHR: acme connected").await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 0, "the doctor adds nobody by itself");

    // A candidate in a Hired stage → profile → three-dot action menu → Send to BambooHR.
    person.presses("Send to BambooHR home").await?;
    person.is_on("Candidates").await?;
    person.chooses("Stage", "Hired").await?;
    person.presses("Amelia Hartwell").await?;
    person.is_on("Amelia Hartwell").await?;
    person.presses("Actions").await?;
    person.presses("Send to BambooHR").await?;

    // The form of this company, required fields marked, prefilled → Send to BambooHR.
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    ensure!(person.reads("First Name").await? == "Amelia");
    for required in ["First Name", "Last Name", "Hire Date"] {
        ensure!(person.finds_required(required).await?, "{required}");
    }
    ensure!(!person.finds_required("Preferred Name").await?);
    person.presses("Send to BambooHR").await?;

    // Exactly one employee appears, with a receipt of what was stored.
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.sees("values are stored").await?;
    let employee = world.employee("amelia.hartwell@example.com")?;
    person.sees(&format!("Employee id {}", employee.id)).await?;
    ensure!(world.creates() == 1);
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

#[tokio::test]
async fn a_wrong_key_is_not_enabled_and_what_was_typed_stays() -> Result<()> {
    let world = World::unconnected().await?;
    let person = &world.person;
    person.opens("/settings/integrations/bamboohr").await?;
    person.enters("BambooHR subdomain", "acme corp").await?;
    person.enters("API key", "not-a-key-of-anybody").await?;
    person.presses("Save").await?;
    person.sees("There is a problem").await?;
    ensure!(person.reads("BambooHR subdomain").await? == "acme corp");
    person.reloads().await?;
    ensure!(person.reads("BambooHR subdomain").await? == "acme corp");
    ensure!(
        person.reads("API key").await?.is_empty(),
        "a key is kept nowhere"
    );

    person.enters("BambooHR subdomain", "acme").await?;
    person.enters("API key", "not-a-key-of-anybody").await?;
    person.presses("Save").await?;
    person.sees("Ends in body").await?;
    person.switches("BambooHR").await?;
    person.sees("BambooHR does not accept this API key").await?;
    person.finds_switch("BambooHR", "Disabled", false).await?;
    person.finds_no_barrier().await?;
    Ok(())
}

#[tokio::test]
async fn what_a_key_may_not_do_is_said_in_words_to_forward() -> Result<()> {
    let world = World::unconnected().await?;
    let person = &world.person;
    person.opens("/settings/integrations/bamboohr").await?;
    person.enters("BambooHR subdomain", "acme").await?;
    person.enters("API key", LIMITED_KEY).await?;
    person.presses("Save").await?;
    person.sees("Ends in -key").await?;
    person.switches("BambooHR").await?;
    person.sees("The key cannot read these fields.").await?;
    person.sees("Access Levels").await?;
    person.presses("Copy for your BambooHR admin").await?;
    person.sees("Copied").await?;
    Ok(())
}

#[tokio::test]
async fn disabling_keeps_the_key_and_removing_deletes_it() -> Result<()> {
    let world = World::unconnected().await?;
    let person = &world.person;
    person.opens("/settings/integrations/bamboohr").await?;
    person.enters("BambooHR subdomain", "acme").await?;
    person.enters("API key", world.canary.key()).await?;
    person.presses("Save").await?;
    person.sees(&ends(world.canary.key())).await?;
    person.switches("BambooHR").await?;
    person.sees("Enabled: hired candidates can be sent").await?;

    person.switches("BambooHR").await?;
    person.sees("Disabled: nothing is sent.").await?;
    person.sees(&ends(world.canary.key())).await?;
    person.opens("/candidates/cand_0001").await?;
    person.presses("Actions").await?;
    ensure!(person.finds_disabled("Send to BambooHR").await?);
    person.sees("switched off").await?;

    person.opens("/settings/integrations/bamboohr").await?;
    person.presses("Remove").await?;
    person.sees("Remove the connection to BambooHR?").await?;
    person.presses("Remove the connection").await?;
    person.sees("Connect BambooHR").await?;
    person.reloads().await?;
    person.sees("Connect BambooHR").await?;
    Ok(())
}

/// What is shown of a key that is stored.
fn ends(key: &str) -> String {
    let shown: String = key.chars().skip(key.chars().count() - 4).collect();
    format!("Ends in {shown}")
}
