//! Takes a picture of every screen, wide and narrow, light and dark. Asserts nothing: they are for people.
//!
//! `SCREENSHOTS` names the folder for all of them; `DOCUMENTED_SCREENSHOTS` the one for those that the
//! README shows. Run by `cargo xtask screenshots`.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod camera;
mod many;
mod people;
mod sends;
mod settings;
mod stopped;
mod widget;

use std::time::Duration;

use anyhow::Result;
use bamboohr_sandbox::Fault;
use camera::Camera;
use system_tests::World;

/// Longer than it takes to photograph the progress of a send.
const POSE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Result<()> {
    let camera = Camera::from_environment()?;
    people::take(&camera).await?;
    let world = World::new().await?;
    let person = &world.person;
    let browser = person.browser();

    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    camera.take(browser, "list", true).await?;
    person.enters("Search candidates", "nobody at all").await?;
    person.sees("No candidates match").await?;
    camera.take(browser, "list-empty", false).await?;

    person.opens("/candidates/cand_0001").await?;
    person.is_on("Amelia Hartwell").await?;
    camera.take(browser, "profile", false).await?;
    person.presses("Actions").await?;
    camera.take(browser, "profile-menu", true).await?;
    person.opens("/candidates/cand_0013").await?;
    person.presses("Actions").await?;
    camera.take(browser, "profile-menu-disabled", false).await?;

    person.opens("/candidates/cand_0001/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    camera.take(browser, "form", false).await?;
    person.enters("Last Name", "").await?;
    person.enters("Home Email", "amelia at example").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("There is a problem").await?;
    camera.take(browser, "form-errors", true).await?;

    person.enters("Last Name", "Hartwell").await?;
    person
        .enters("Home Email", "amelia.hartwell@example.com")
        .await?;
    let creating = || Fault::on("POST", "/employees");
    world.sandbox.add_fault(creating().answer(403));
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    camera.take(browser, "refused", false).await?;

    world.sandbox.add_fault(creating().delay(POSE));
    person.presses("Correct and send again").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Sending Amelia Hartwell to BambooHR").await?;
    camera.take(browser, "progress", true).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    camera.take(browser, "result", true).await?;
    person.opens("/candidates/cand_0001").await?;
    person.sees("In BambooHR").await?;
    camera.take(browser, "profile-sent", false).await?;

    world.sandbox.add_fault(creating().drop_before_storing());
    person.opens("/candidates/cand_0002/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Please check Jonas Brandt in BambooHR")
        .await?;
    camera.take(browser, "decision", false).await?;
    person.presses("Nobody was created").await?;
    camera.take(browser, "decision-dialog", false).await?;

    sends::take(&camera, &world).await?;
    many::take(&camera, &world).await?;
    stopped::take(&camera).await?;
    settings::take(&camera).await?;
    widget::take(&camera).await?;

    gallery(&camera, &world).await?;

    person.opens("/no/such/page").await?;
    person.is_on("We cannot find this page").await?;
    camera.take(browser, "not-found", false).await?;

    browser
        .driver
        .goto(format!("{}/", world.sandbox.url()))
        .await?;
    camera.take(browser, "sandbox", false).await
}

/// Every part in every state, and what some of them bring forth.
async fn gallery(camera: &Camera, world: &World) -> Result<()> {
    let person = &world.person;
    let browser = person.browser();
    person.opens("/gallery").await?;
    person.is_on("Gallery").await?;
    camera.take(browser, "gallery", false).await?;
    for (part, opener) in [
        ("menu", "#menu-actions-button"),
        ("combobox", "#combobox-long-input"),
        ("dialog", "#dialog .button"),
        ("drawer", "#drawer .button"),
        ("toast", "#toasts .button"),
    ] {
        person.opens("/gallery").await?;
        person.is_on("Gallery").await?;
        let press = format!(
            "const opener = document.querySelector('{opener}'); opener.focus(); opener.click()"
        );
        browser.script(&press, vec![]).await?;
        camera
            .take_screen(browser, &format!("gallery-{part}"))
            .await?;
    }
    Ok(())
}
