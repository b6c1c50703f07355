//! Sends that end with an employee of whom not everything is stored.

use super::*;

/// A person decides on the send.
async fn decides(world: &World, send: &str, decision: &str) -> Result<()> {
    let path = format!("/api/sends/{send}");
    let view = get(&world.proxy, &path).await?;
    let decision = json!({ "decision": decision, "version": view["version"] });
    let path = format!("{path}/resolve");
    ask(&world.proxy, reqwest::Method::POST, &path, &decision).await?;
    Ok(())
}

#[tokio::test]
async fn pinpoint_is_told_of_an_employee_of_whom_something_is_missing_and_once_when_that_is_over()
-> Result<()> {
    for decision in ["retry_steps", "skip_steps"] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        world
            .sandbox
            .add_fault(Fault::on("POST", "/employees/*/tables/*").answer(403));
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        let in_part = "Pinpoint was told that not everything is stored yet";
        history_says(&world.proxy, in_part).await?;
        let employee = employee(&world.proxy, &send).await?;
        world.one_of_each(&employee).await?;
        let text = world.comments()[0].text.clone();
        let page = format!("{}/candidates/{CANDIDATE}/sends/{send}", world.proxy.url());
        ensure!(
            text.contains("\nNot stored there yet: the ")
                && text.ends_with(&format!("Go on with it in Send to BambooHR: {page}")),
            "{text}"
        );

        decides(&world, &send, decision).await?;
        done(&world.proxy, &send).await?;
        let last = format!("Nothing is left to do for BambooHR employee {employee}");
        wait_for("the end to be told", async || {
            let comments = world.pinpoint.comments();
            let is_last = |comment: &WrittenComment| comment.text.starts_with(&last);
            Ok(comments.iter().any(is_last).then_some(()))
        })
        .await?;
        history_says(&world.proxy, "Pinpoint was told: a comment there").await?;
        world.one_of_each(&employee).await?;
        let comments = world.pinpoint.comments();
        ensure!(comments.len() == 2, "{comments:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_missing_is_told_though_it_was_tried_again_when_it_was_to_be_told() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    world.pinpoint.forbid("GET comments");
    let refused = || Fault::on("POST", "/employees/*/tables/*").answer(403);
    world.sandbox.add_fault(refused());
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    history_says(&world.proxy, "Pinpoint was not told").await?;
    let slow = refused().delay(Duration::from_secs(3));
    world.sandbox.add_fault(slow);
    decides(&world, &send, "retry_steps").await?;
    world.pinpoint.allow_all();
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    let text = wait_for("the comment", async || {
        Ok(world.comments().first().map(|comment| comment.text.clone()))
    })
    .await?;
    ensure!(text.contains("Not stored there yet: "), "{text}");
    history_says(&world.proxy, "Pinpoint was told").await
}
