//! The comment: once, whatever gets lost.

use super::*;

#[tokio::test]
async fn a_comment_whose_answer_was_lost_or_refused_is_written_once() -> Result<()> {
    for faults in [
        vec![PinpointFault::LostAfterDoing],
        vec![PinpointFault::Reset, PinpointFault::LostAfterDoing],
        vec![
            PinpointFault::Status(500, None),
            PinpointFault::Status(429, Some(1)),
        ],
        // It arrives when it has been looked for already.
        vec![PinpointFault::LostBeforeDoing(Duration::from_secs(1))],
    ] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        // What a colleague said shows that Pinpoint can be asked for comments.
        world.pinpoint.say(APPLICATION, "Welcome!");
        for fault in faults {
            world.pinpoint.add_fault("POST", "/comments", fault);
        }
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        wait_for("what is late", async || {
            Ok(world.pinpoint.is_quiet().then_some(()))
        })
        .await?;
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_proxy_killed_around_the_comment_leaves_one() -> Result<()> {
    // Before it is stored, and between storing and answering.
    for (fault, stored) in [
        (PinpointFault::Silent, 0),
        (PinpointFault::SilentAfterDoing, 1),
    ] {
        let mut world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        world.pinpoint.say(APPLICATION, "Welcome!");
        world.pinpoint.add_fault("POST", "/comments", fault);
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        wait_for("the comment to be on its way", async || {
            Ok((world.pinpoint.asked("POST", "/comments") == 1).then_some(()))
        })
        .await?;
        ensure!(world.told() == stored);
        world.proxy.kill_and_start_again().await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_comment_is_not_written_again_unless_a_look_would_have_shown_it() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    // Nothing came of the first request, and no look has ever shown a comment.
    let reset = || PinpointFault::Reset;
    world.pinpoint.add_fault("POST", "/comments", reset());
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Look at the application").await?;
    ensure!(world.told() == 0 && world.pinpoint.asked("POST", "/comments") == 1);

    // Somebody else's is written; that it can be seen makes the first one certain to be missing.
    world.pinpoint.put(Hire::new(2, "Mary", "mary@example.com"));
    let hired = PinpointWebhooks::hired(2, now());
    world.webhooks()?.deliver(&hired).await?;
    let mary = "pinpoint-00000000-0000-4000-8000-000000000002";
    wait_for("the other candidate", async || {
        let profile = get(&world.proxy, &format!("/api/candidates/{mary}")).await?;
        Ok((profile["candidate"]["first_name"] == "Mary").then_some(()))
    })
    .await?;
    let other = accepted_of(&world.proxy, mary).await?;
    done(&world.proxy, &other).await?;
    wait_for("the other's comment", async || {
        let comments = world.comments();
        Ok(comments
            .iter()
            .any(|comment| comment.application == "2")
            .then_some(()))
    })
    .await?;
    let check = format!("{INTEGRATION}/check");
    wait_for("the first comment", async || {
        ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
        Ok((world.told() == 2).then_some(()))
    })
    .await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    ensure!(world.told() == 2, "{:?}", world.comments());
    Ok(())
}

#[tokio::test]
async fn what_is_certain_about_a_comment_is_not_asked_of_a_person() -> Result<()> {
    for (fault, posts, looks) in [
        // It is there, whatever else was said.
        (PinpointFault::UnreadableAfterDoing, 1, 2),
        // It is not there.
        (PinpointFault::Status(429, None), 2, 4),
    ] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        world.pinpoint.add_fault("POST", "/comments", fault);
        let before = world.pinpoint.asked("GET", "/comments");
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        ensure!(world.pinpoint.asked("POST", "/comments") == posts);
        // A look that finds nothing asks in both spellings.
        ensure!(world.pinpoint.asked("GET", "/comments") == before + looks);
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn checking_while_a_comment_is_on_its_way_writes_no_second_one() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    // Longer than a lease: it is renewed while the comment is on its way.
    let late = PinpointFault::Late(Duration::from_secs(4));
    world.pinpoint.add_fault("POST", "/comments", late);
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    wait_for("the comment to be on its way", async || {
        Ok((world.pinpoint.asked("POST", "/comments") == 1).then_some(()))
    })
    .await?;
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    wait_for("the late comment", async || {
        Ok((world.told() > 0).then_some(()))
    })
    .await?;
    ensure!(world.pinpoint.asked("POST", "/comments") == 1);
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await
}

#[tokio::test]
async fn somebody_sent_before_the_webhook_is_read_gets_one_comment_and_is_read_afterwards()
-> Result<()> {
    let (sandbox, pinpoint) = (Sandbox::start().await?, PinpointRest::start().await?);
    pinpoint.put(Hire::new(APPLICATION, "Ada", EMAIL));
    // As a press in Pinpoint brings them: nothing here says of which application they are.
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("candidates.json");
    let handed_over = json!([{ "id": CANDIDATE, "first_name": "Ada", "last_name": "Lovelace", "email": EMAIL,
        "phone": null, "stage": "hired", "job": { "title": "Engineer" },
        "offer": { "start_date": "2026-02-02", "employment_type": null } }]);
    std::fs::write(&file, handed_over.to_string())?;
    let proxy = start_with(&sandbox, &pinpoint, None, Some(file), &[]).await?;
    let world = World::connect(sandbox, pinpoint, proxy).await?;
    let slow = Fault::on("POST", "/employees").delay(Duration::from_secs(3));
    world.sandbox.add_fault(slow);
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    wait_for("the create call to be on its way", async || {
        Ok((creates(&world.sandbox) == 1).then_some(()))
    })
    .await?;
    world
        .webhooks()?
        .deliver(&PinpointWebhooks::hired(APPLICATION, now()))
        .await?;
    wait_for("the read that meets the send", async || {
        let is_read = world.proxy.log().contains("arrived=UnderWay");
        Ok(is_read.then_some(()))
    })
    .await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    wait_for("the read after the send", async || {
        let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        let documents = &profile["candidate"]["documents"];
        Ok((documents[0]["name"] == "Lovelace CV.pdf").then_some(()))
    })
    .await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await
}
