//! What a send may wait for a person with, the log of them all, and the comparison afterwards.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use serde_json::json;
use system_tests::World;

use crate::camera::Camera;

/// Candidates who are in BambooHR by now under the names they have there.
const SENT: &str = "amelia.hartwell@example.com";

pub(crate) async fn take(camera: &Camera, world: &World) -> Result<()> {
    let person = &world.person;
    let browser = person.browser();

    person.opens("/candidates/cand_0063/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Is Former Colleague in BambooHR already?")
        .await?;
    camera.take(browser, "twin", false).await?;

    let pay = Fault::on("POST", "/employees/*/tables/compensation");
    let pay = pay.answer(403);
    let pay = pay.header("X-BambooHR-Error-Message", "No access to pay");
    world.sandbox.add_fault(pay);
    person.opens("/candidates/cand_0004/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Mateo Figueroa is in BambooHR, but not everything arrived")
        .await?;
    camera.take(browser, "incomplete", false).await?;

    let unreadable = Fault::on("GET", "/employees/*").answer(403).times(100);
    world.sandbox.add_fault(unreadable);
    person.opens("/candidates/cand_0003/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Priya Raman is in BambooHR, but not everything arrived")
        .await?;
    world.sandbox.clear_faults();
    person.presses("Go on without them").await?;
    camera.take_screen(browser, "incomplete-dialog").await?;
    person.opens("/log").await?;
    person.sees("Priya Raman").await?;
    camera.take(browser, "log", false).await?;
    person.enters("Name or id", "nobody at all").await?;
    person.sees("No sends to show").await?;
    camera.take(browser, "log-empty", false).await?;

    person.opens("/candidates/cand_0001/changes").await?;
    person.sees("Nothing differs").await?;
    camera.take(browser, "changes-none", false).await?;
    somebody_changes(world).await?;
    person.reloads().await?;
    person.sees("Last sent").await?;
    camera.take(browser, "changes", false).await
}

/// Somebody changes the employee in BambooHR itself.
async fn somebody_changes(world: &World) -> Result<()> {
    let employee = world.employee(SENT)?.id;
    let changes = json!({ "mobilePhone": "+44 20 7946 0001", "preferredName": "Amy", "city": "" });
    let url = format!("{}/api/v1/employees/{employee}", world.sandbox.url());
    let request = reqwest::Client::new().post(url);
    let request = request.basic_auth(ADMIN_KEY, Some("x"));
    let answer = request.json(&changes).send().await;
    let status = answer.context("the sandbox does not answer")?.status();
    ensure!(status == 200, "{status}");
    Ok(())
}
