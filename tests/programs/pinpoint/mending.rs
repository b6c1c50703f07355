//! What cannot be done waits for a person, and goes on then.

use super::*;

#[tokio::test]
async fn what_cannot_be_done_because_the_key_cannot_be_opened_waits_for_it() -> Result<()> {
    let mut world = World::connected(None).await?;
    let silent = PinpointFault::Silent;
    world.pinpoint.add_fault("GET", "/applications/", silent);
    let hired = PinpointWebhooks::hired(APPLICATION, now());
    world.webhooks()?.deliver(&hired).await?;
    wait_for("the read to be on its way", async || {
        Ok((world.pinpoint.asked("GET", "/applications/") == 1).then_some(()))
    })
    .await?;
    world.proxy.kill().await?;
    let with = |key: String| [("MASTER_KEYS", OsString::from(key))];
    let kept = world.proxy.keep_ledger().with(&with("2".repeat(64)));
    let mut other = kept.start_again().await?;
    wait_for("the key that cannot be opened to be said", async || {
        let view = get(&other, INTEGRATION).await?;
        ensure!(view["failures"] == json!([]), "{view}");
        Ok(view
            .to_string()
            .contains("cannot be opened. Enter")
            .then_some(()))
    })
    .await?;
    other.kill().await?;
    let kept = other.keep_ledger().with(&with(MASTER_KEY.to_owned()));
    arrived(&kept.start_again().await?).await
}

#[tokio::test]
async fn what_pinpoint_does_not_allow_is_said_and_goes_on_when_it_was_mended() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    world.pinpoint.forbid("POST comments");
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "The key may not do this").await?;
    let view = get(&world.proxy, INTEGRATION).await?;
    ensure!(
        view["failures"][0]
            .as_str()
            .is_some_and(|said| said.contains("8863807")),
        "{view}"
    );
    world.pinpoint.allow_all();
    let check = format!("{INTEGRATION}/check");
    let report = ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    ensure!(
        report["findings"]
            .as_array()
            .is_some_and(|found| found.len() == 5),
        "{report}"
    );
    history_says(&world.proxy, "Pinpoint was told").await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await?;

    // A rejected key stops everything, and nothing is lost.
    world.pinpoint.kill_key(true);
    world.pinpoint.put(Hire::new(2, "Mary", "mary@example.com"));
    world
        .webhooks()?
        .deliver(&PinpointWebhooks::hired(2, now()))
        .await?;
    wait_for("the key to be found out", async || {
        let view = get(&world.proxy, INTEGRATION).await?;
        let stopped = view["stopped"].as_str().unwrap_or_default().to_owned();
        Ok(stopped.contains("rejects the key").then_some(()))
    })
    .await?;
    world.pinpoint.kill_key(false);
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("the other candidate", async || {
        let profile = get(
            &world.proxy,
            "/api/candidates/pinpoint-00000000-0000-4000-8000-000000000002",
        )
        .await?;
        Ok((profile["candidate"]["first_name"] == "Mary").then_some(()))
    })
    .await
}
