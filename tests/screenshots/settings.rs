//! What an admin sees: the apps, the connection to BambooHR, and the fields of the form.

use anyhow::{Context, Result};
use bamboohr_sandbox::{ADMIN_KEY, LIMITED_KEY};
use system_tests::{PINPOINT_KEY, PINPOINT_SECRET, PinpointWebhooks, World};

use crate::camera::Camera;

pub(crate) async fn take(camera: &Camera) -> Result<()> {
    connection(camera).await?;
    pinpoint(camera).await?;
    fields(camera).await
}

async fn connection(camera: &Camera) -> Result<()> {
    let world = World::unconnected().await?;
    let person = &world.person;
    let browser = person.browser();
    person.opens("/settings/integrations").await?;
    person.sees("Search apps").await?;
    camera.take(browser, "apps", false).await?;
    person.enters("Search apps", "payroll").await?;
    camera.take(browser, "apps-empty", false).await?;

    person.opens("/settings/integrations/bamboohr").await?;
    person.found("input", "API key").await?;
    camera.take(browser, "connection-new", true).await?;
    person.enters("BambooHR subdomain", "acme corp").await?;
    person.presses("Save").await?;
    person.sees("There is a problem").await?;
    camera.take(browser, "connection-errors", false).await?;
    person.enters("BambooHR subdomain", "acme").await?;
    person.enters("API key", LIMITED_KEY).await?;
    person.presses("Save").await?;
    person.sees("Ends in").await?;
    camera.take(browser, "connection-saved", false).await?;
    person.switches("BambooHR").await?;
    person.sees("The key cannot read these fields.").await?;
    camera.take(browser, "connection-limited", false).await?;

    person.presses("Replace key").await?;
    person.enters("API key", ADMIN_KEY).await?;
    camera.take(browser, "connection-replacing", false).await?;
    person.presses("Save").await?;
    person.sees("Last worked").await?;
    camera.take(browser, "connection-enabled", true).await?;
    person.presses("Remove").await?;
    person.sees("Remove the connection to BambooHR?").await?;
    camera.take_screen(browser, "connection-removing").await
}

async fn pinpoint(camera: &Camera) -> Result<()> {
    let world = World::with_pinpoint().await?;
    let person = &world.person;
    let browser = person.browser();
    person.opens("/settings/integrations/pinpoint").await?;
    person.is_on("Pinpoint").await?;
    camera.take(browser, "pinpoint-new", false).await?;
    person.enters("Pinpoint subdomain", "acme").await?;
    person.enters("API key", PINPOINT_KEY).await?;
    person.enters("Signing secret", PINPOINT_SECRET).await?;
    person.presses("Save").await?;
    person.sees("Address for the webhook").await?;
    person.switches("Pinpoint").await?;
    person.finds_switch("Pinpoint", "Enabled", true).await?;
    // Somebody whom Pinpoint does not have.
    let shown = person.text().await?;
    let address = shown
        .split_whitespace()
        .find(|word| word.contains("/webhooks/"));
    let webhooks = PinpointWebhooks::to(address.context("no address")?.to_owned())?;
    let now = jiff::Timestamp::now().as_second();
    webhooks
        .deliver(&PinpointWebhooks::hired(4_711, now))
        .await?;
    person.reloads().await?;
    person.sees("was not taken over").await?;
    camera.take(browser, "pinpoint-enabled", false).await
}

async fn fields(camera: &Camera) -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let browser = person.browser();
    person
        .opens("/settings/integrations/bamboohr/fields")
        .await?;
    person.is_on("Fields of the form").await?;
    camera.take(browser, "fields", true).await?;
    person.presses("Add fields").await?;
    person
        .enters("Search all fields of your company", "shirt")
        .await?;
    camera.take_screen(browser, "fields-picker").await?;
    person.presses("Add T-Shirt / Size #").await?;
    person.presses("Close").await?;
    person.sees("1 change").await?;
    let press = "document.querySelector('.preview__person').click()";
    browser.script(press, vec![]).await?;
    person.sees("Hire Date").await?;
    camera.take(browser, "fields-changed", false).await?;
    person.presses("Save").await?;
    person.sees("Version 1, by").await?;
    person.presses("History").await?;
    person.sees("Added T-Shirt / Size #").await?;
    camera.take(browser, "fields-history", false).await?;
    person.presses("Remembered").await?;
    camera.take(browser, "fields-remembered", false).await
}
