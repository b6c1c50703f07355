//! Many candidates at once: selecting, what is missing, progress, and results.

use std::time::Duration;

use anyhow::Result;
use bamboohr_sandbox::Fault;
use system_tests::World;

use crate::POSE;
use crate::camera::Camera;

/// Presses the one thing to do, whatever number of people its words name.
const PRESS_PRIMARY: &str = "document.querySelector('main .button--primary').click()";

/// Time between looks whether a batch has ended, which may take longer than a person waits for a page.
const LOOK: Duration = Duration::from_millis(200);

pub(crate) async fn take(camera: &Camera, world: &World) -> Result<()> {
    let person = &world.person;
    let browser = person.browser();

    person.opens("/batch").await?;
    person.sees("Nobody is selected").await?;
    camera.take(browser, "batch-empty", false).await?;

    person.opens("/candidates?stage=hired").await?;
    person.presses("Select all shown").await?;
    camera.take(browser, "list-selecting", false).await?;
    person.presses("Prepare to send").await?;
    person.sees("Nothing is sent yet").await?;
    camera.take(browser, "batch", false).await?;

    let slow = Fault::on("POST", "/employees").delay(2 * POSE);
    world.sandbox.add_fault(slow.times(2));
    browser.script(PRESS_PRIMARY, vec![]).await?;
    person.sees("You can leave this page").await?;
    camera.take(browser, "batch-progress", false).await?;
    person.presses("Pause").await?;
    person.sees("Paused.").await?;
    camera.take(browser, "batch-paused", false).await?;
    person.presses("Go on").await?;
    while !person.text().await?.contains("Nothing is running now.") {
        tokio::time::sleep(LOOK).await;
    }
    camera.take(browser, "batch-result", false).await
}
