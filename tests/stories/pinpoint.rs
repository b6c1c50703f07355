//! An admin connects Pinpoint; whoever is hired there comes into the list, is sent, and Pinpoint is told.

use anyhow::{Context, Result, ensure};
use system_tests::{Hire, PINPOINT_KEY, PINPOINT_SECRET, PinpointWebhooks, World};

const APPLICATION: u64 = 8_863_807;
const EMAIL: &str = "ada.lovelace@example.com";

#[tokio::test]
async fn somebody_hired_in_pinpoint_is_sent_and_the_history_says_that_pinpoint_was_told()
-> Result<()> {
    let world = World::with_pinpoint().await?;
    let person = &world.person;
    let pinpoint = world.pinpoint.as_ref().context("no Pinpoint")?;
    pinpoint.put(Hire::new(APPLICATION, "Ada", EMAIL));

    person.opens("/settings/integrations").await?;
    person.is_on("Apps").await?;
    person.finds_no_barrier().await?;
    person.presses("Add Pinpoint").await?;
    person.is_on("Pinpoint").await?;
    person.enters("Pinpoint subdomain", "acme corp").await?;
    person.presses("Save").await?;
    person.sees("There is a problem").await?;
    person.finds_no_barrier().await?;
    person
        .enters("Pinpoint subdomain", "https://acme.pinpointhq.com/")
        .await?;
    person.enters("API key", PINPOINT_KEY).await?;
    person.enters("Signing secret", PINPOINT_SECRET).await?;
    person.presses("Save").await?;
    person.sees("Address for the webhook").await?;
    person.finds_switch("Pinpoint", "Disabled", false).await?;
    ensure!(pinpoint.asked("GET", "/") == 0, "nothing was asked yet");
    person.switches("Pinpoint").await?;
    person.finds_switch("Pinpoint", "Enabled", true).await?;
    person.presses("Check").await?;
    person.sees("The key may read comments.").await?;
    person.finds_no_barrier().await?;
    let shown = person.text().await?;
    ensure!(!shown.contains(PINPOINT_KEY) && !shown.contains(PINPOINT_SECRET));
    let address = shown
        .split_whitespace()
        .find(|word| word.contains("/api/pinpoint/webhooks/"));
    let address = address.context("no address")?.to_owned();

    let now = jiff::Timestamp::now().as_second();
    let webhooks = PinpointWebhooks::to(address)?;
    webhooks
        .deliver(&PinpointWebhooks::hired(APPLICATION, now))
        .await?;
    let path = format!("/candidates/pinpoint-00000000-0000-4000-8000-{APPLICATION:012}");
    system_tests::wait_for("the candidate", async || {
        let profile = format!("{}/api{path}", world.proxy.url());
        Ok(reqwest::get(profile)
            .await?
            .status()
            .is_success()
            .then_some(()))
    })
    .await?;
    person.opens(&path).await?;
    person.is_on("Ada Lovelace").await?;
    person.sees("Lovelace CV.pdf").await?;
    person.opens(&format!("{path}/send")).await?;
    person.is_on("Send Ada Lovelace to BambooHR").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Ada Lovelace is now in BambooHR").await?;
    let employee = world.employee(EMAIL)?;
    system_tests::wait_for("the comment", async || {
        Ok((pinpoint.comments().len() == 1).then_some(()))
    })
    .await?;
    person.opens(&path).await?;
    person
        .sees(&format!(
            "Pinpoint was told: a comment there has employee {}",
            employee.id
        ))
        .await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 1 && pinpoint.comments().len() == 1);
    Ok(())
}
