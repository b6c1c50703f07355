//! Signing in with a real OpenID provider, which is another site to the browser.

use anyhow::{Context, Result, ensure};
use system_tests::{World, wait_for};

const AMELIA: &str = r#"{ "id": "cand_1", "first_name": "Amelia", "last_name": "Hartwell", "stage": "hired",
    "email": "amelia.hartwell@example.com", "phone": null, "job": { "title": "Barista" },
    "offer": { "start_date": "2027-03-01" } }"#;

/// On the provider's own page.
async fn says_who_they_are(world: &World, who: &str) -> Result<()> {
    let person = &world.person;
    person.is_on("Sign in at Acme").await?;
    person.enters("Who are you?", who).await?;
    person.leaves_by("Go on").await
}

#[tokio::test]
async fn somebody_signs_in_with_the_provider_and_is_where_they_wanted_to_be() -> Result<()> {
    let world = World::with_provider(&[AMELIA]).await?;
    let person = &world.person;
    person.opens("/candidates/cand_1").await?;
    person.is_on("Sign in").await?;
    person.sees("Or with a passphrase").await?;
    person.finds_no_barrier().await?;
    person.leaves_by("Sign in with Acme").await?;
    person.is_on("Sign in at Acme").await?;
    person.leaves_by("Not now").await?;
    person.is_on("Sign in").await?;
    person.sees("Signing in was stopped").await?;
    person.finds_no_barrier().await?;

    person.opens("/candidates/cand_1").await?;
    person.leaves_by("Sign in with Acme").await?;
    says_who_they_are(&world, "olga").await?;
    person.is_on("Amelia Hartwell").await?;
    person.sees("Olga Brandt").await?;
    ensure!(!person.text().await?.contains("Settings"), "a recruiter");
    let address = person.browser().driver.current_url().await?;
    ensure!(
        address.path() == "/candidates/cand_1" && address.query().is_none(),
        "{address}"
    );
    // What the provider said once stands in no page that "Back" leads to.
    let leads = "return performance.getEntriesByType('navigation')[0].name";
    let leads = person.browser().script(leads, vec![]).await?;
    ensure!(!leads.to_string().contains("code="), "{leads}");

    person.opens("/account").await?;
    person.is_on("Your account").await?;
    person.sees("You sign in with Acme.").await?;
    ensure!(!person.text().await?.contains("New passphrase"));
    person.finds_no_barrier().await?;
    person.leaves_by("Sign out").await?;
    person.is_on("Sign in").await?;
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

#[tokio::test]
async fn whoever_has_no_role_at_the_provider_is_told_whom_to_ask() -> Result<()> {
    let world = World::with_provider(&[AMELIA]).await?;
    let person = &world.person;
    person.opens("/").await?;
    person.leaves_by("Sign in with Acme").await?;
    says_who_they_are(&world, "nils").await?;
    person.is_on("Sign in").await?;
    person.sees("You have no role here yet").await?;
    person.sees("Ask an admin which group to join").await?;
    person.finds_no_barrier().await
}

#[tokio::test]
async fn an_admin_of_the_provider_sees_who_comes_from_there_and_is_offered_no_change_of_roles()
-> Result<()> {
    let world = World::with_provider(&[AMELIA]).await?;
    let person = &world.person;
    ensure!(
        !world.proxy.log().contains("/welcome#"),
        "a link is needed by nobody"
    );
    person.opens("/settings/users").await?;
    person.leaves_by("Sign in with Acme").await?;
    says_who_they_are(&world, "ivo").await?;
    person.is_on("Users").await?;
    person.sees("Ivo Admin (you)").await?;
    person
        .sees("Signs in with Acme, where it is said who may do what.")
        .await?;
    let text = person.text().await?;
    ensure!(
        !text.contains("Role of Ivo") && !text.contains("New link"),
        "{text}"
    );
    person.finds_no_barrier().await?;
    person.opens("/settings/record").await?;
    person.sees("Ivo Admin: admin, from http://localhost").await
}

#[tokio::test]
async fn whoever_is_signed_out_at_work_signs_in_beside_it_and_loses_nothing() -> Result<()> {
    let world = World::with_provider(&[AMELIA]).await?;
    let person = &world.person;
    person.opens("/candidates/cand_1/send").await?;
    person.leaves_by("Sign in with Acme").await?;
    says_who_they_are(&world, "olga").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    person.notes_the_document().await?;
    let everywhere =
        "return fetch('/api/session', { method: 'DELETE', body: '{\"everywhere\":true}',
        headers: { 'content-type': 'application/json' } }).then((answer) => answer.status)";
    let ended = person.browser().script(everywhere, vec![]).await?;
    ensure!(ended == serde_json::json!(204), "{ended}");
    person.enters("Last Name", "Hartwell-Day").await?;
    person.presses("Send to BambooHR").await?;
    person
        .sees("What you typed is still here. Sign in and go on.")
        .await?;
    person.presses("Sign in with Acme").await?;
    person
        .sees("Sign in in the new tab, then come back to this one.")
        .await?;
    person.finds_no_barrier().await?;

    // The provider knows them still, so the other tab is in by itself.
    let driver = &person.browser().driver;
    let here = driver.window().await?;
    let other = wait_for("a tab of its own", async || {
        let tabs = driver.windows().await?;
        Ok(tabs.into_iter().find(|tab| *tab != here))
    });
    driver.switch_to_window(other.await?).await?;
    person.sees("Olga Brandt").await?;
    driver.close_window().await?;
    driver.switch_to_window(here).await?;
    person
        .sees_no_more("What you typed is still here. Sign in and go on.")
        .await?;
    person.has_not_reloaded().await?;
    ensure!(person.reads("Last Name").await? == "Hartwell-Day");
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Amelia Hartwell-Day is now in BambooHR")
        .await?;
    let employee = world.employee("amelia.hartwell@example.com")?;
    let name = employee.fields.get("lastName").context("no name")?;
    ensure!(name == "Hartwell-Day" && world.creates() == 1);
    Ok(())
}
