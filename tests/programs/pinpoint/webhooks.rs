//! Webhooks, and whose.

use super::*;

#[tokio::test]
async fn a_webhook_five_times_at_once_on_two_proxies_brings_somebody_once() -> Result<()> {
    let database = Server::shared()?.database()?;
    let world = World::connected(Some(&database)).await?;
    let other = start(&world.sandbox, &world.pinpoint, Some(&database)).await?;
    let body = PinpointWebhooks::hired(APPLICATION, now());
    let both = [
        webhooks_of(&world.proxy, &world.hook)?,
        webhooks_of(&other, &world.hook)?,
    ];
    let sending = (0..5).map(|number| {
        let (webhooks, body) = (both[number % 2].clone(), body.clone());
        tokio::spawn(async move { webhooks.deliver(&body).await })
    });
    let mut slowest = Duration::ZERO;
    for sent in sending.collect::<Vec<_>>() {
        slowest = slowest.max(sent.await??);
    }
    arrived(&other).await?;
    let send = accepted_of(&other, CANDIDATE).await?;
    done(&other, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    world.one_of_each(&employee(&other, &send).await?).await?;
    // Each came in time, or its delivery would have failed.
    println!("webhooks: the slowest of five answers took {slowest:?}");
    Ok(())
}

#[tokio::test]
async fn only_a_body_that_is_signed_with_the_secret_of_its_address_is_taken() -> Result<()> {
    let world = World::connected(None).await?;
    let webhooks = world.webhooks()?;
    let body = PinpointWebhooks::hired(APPLICATION, now());
    let signature = PinpointWebhooks::signature(PINPOINT_SECRET, &body)?;
    let of_another = PinpointWebhooks::signature("whsec_another", &body)?;
    let tampered = body.replace("8863807", "8863808");
    let nobodys = webhooks_of(
        &world.proxy,
        &format!("/api/pinpoint/webhooks/{}", "x".repeat(43)),
    )?;
    for (status, delivered) in [
        (401, webhooks.send_with(None, &body).await?),
        (401, webhooks.send_with(Some(""), &body).await?),
        (401, webhooks.send_with(Some(&of_another), &body).await?),
        (401, webhooks.send_with(Some(&signature), &tampered).await?),
        (
            401,
            webhooks
                .send_with(Some(&signature), &format!("{body}\n"))
                .await?,
        ),
        (401, nobodys.send_with(Some(&signature), &body).await?),
        (400, webhooks.send("{}").await?),
        (
            200,
            webhooks.send(r#"{"event":"application_moved"}"#).await?,
        ),
        (
            200,
            webhooks
                .send(&PinpointWebhooks::hired(APPLICATION, now() - 26 * 3600))
                .await?,
        ),
    ] {
        ensure!(delivered.status == status, "{status}: {delivered:?}");
    }
    ensure!(
        world.pinpoint.asked("GET", "/applications/") == 0,
        "nothing was read"
    );
    ensure!(webhooks.send(&body).await?.status == 200);
    arrived(&world.proxy).await
}
