//! BambooHR turning everybody away: for a moment, and until an admin has mended the key.

use anyhow::Result;
use bamboohr_sandbox::Fault;
use system_tests::World;

use crate::camera::Camera;

pub(crate) async fn take(camera: &Camera) -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let browser = person.browser();
    let creating = || Fault::on("POST", "/employees");
    let busy = creating().answer(429).header("Retry-After", "20");
    world.sandbox.add_fault(busy);
    person.opens("/candidates/cand_0001/send").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Sending Amelia Hartwell to BambooHR").await?;
    person.found("button", "Stop").await?;
    camera.take(browser, "waiting", false).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;

    world.sandbox.add_fault(creating().answer(401));
    person.opens("/candidates/cand_0002/send").await?;
    person.presses("Send to BambooHR").await?;
    person.found("button", "Check again").await?;
    camera.take(browser, "key-rejected", false).await?;
    person.opens("/candidates").await?;
    person.found("button", "Check again").await?;
    camera.take(browser, "list-key-rejected", false).await?;
    person.opens("/candidates/cand_0003").await?;
    person.presses("Actions").await?;
    camera.take(browser, "profile-key-rejected", false).await
}
