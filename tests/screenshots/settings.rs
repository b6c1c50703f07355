//! What an admin sees: the apps, the connection to BambooHR, and the fields of the form.

use anyhow::Result;
use bamboohr_sandbox::{ADMIN_KEY, LIMITED_KEY};
use system_tests::World;

use crate::camera::Camera;

pub(crate) async fn take(camera: &Camera) -> Result<()> {
    connection(camera).await?;
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
