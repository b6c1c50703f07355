//! The form on a page of another system: as a dialog, and as a part of the page.

use anyhow::Result;
use system_tests::{Guest, World};

use crate::camera::Camera;

pub(crate) async fn take(camera: &Camera) -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    let browser = person.browser();
    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    guest.leaves_the_frame().await?;
    camera.take_screen(browser, "widget-dialog").await?;
    guest.opens("/candidates/cand_0001?theme=dark").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    guest.leaves_the_frame().await?;
    camera
        .take_screen(browser, "widget-dialog-dark-theme")
        .await?;
    guest.enters_the_frame().await?;
    person.enters("Hire Date", "2040-03-05").await?;
    guest.hears("dirty").await?;
    guest.presses_in_the_widget(".close").await?;
    guest.enters_the_frame().await?;
    person.sees("Close without sending?").await?;
    guest.leaves_the_frame().await?;
    camera.take_screen(browser, "widget-closing").await?;

    guest.opens("/candidates/cand_0002?mode=panel").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Jonas Brandt to BambooHR").await?;
    guest.leaves_the_frame().await?;
    camera.take(browser, "widget-panel", false).await?;
    guest.enters_the_frame().await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Jonas Brandt is now in BambooHR").await?;
    guest.leaves_the_frame().await?;
    camera.take(browser, "widget-panel-sent", false).await
}
