//! Many who look at one candidate at the same time.

use super::*;

/// Whoever looks at the same moment.
const READERS: usize = 10;

/// Opens the form so often at the same moment: how often that made Pinpoint be asked, and the forms.
async fn opened(world: &World, readers: usize) -> Result<(usize, Vec<Value>)> {
    let url = format!("{}/api/candidates/{CANDIDATE}/form", world.proxy.url());
    let before = world.pinpoint.asked("GET", "/applications/");
    let http = reqwest::Client::new();
    let mut opening = tokio::task::JoinSet::new();
    for _ in 0..readers {
        opening.spawn(http.get(&url).send());
    }
    let mut forms = Vec::new();
    for answer in opening.join_all().await {
        forms.push(answer?.json().await?);
    }
    let asked = world.pinpoint.asked("GET", "/applications/") - before;
    Ok((asked, forms))
}

/// The same until what was read before is too old, so that Pinpoint is asked.
async fn opened_anew(world: &World, readers: usize) -> Result<(usize, Vec<Value>)> {
    wait_for("a form that is read anew", async || {
        let (asked, forms) = opened(world, readers).await?;
        Ok((asked > 0).then_some((asked, forms)))
    })
    .await
}

#[tokio::test]
async fn many_who_look_at_one_candidate_at_once_share_one_read_and_its_failure() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    let slow = PinpointFault::Late(Duration::from_secs(1));
    world.pinpoint.add_fault("GET", "/applications/", slow);
    let (asked, forms) = opened_anew(&world, READERS).await?;
    ensure!(asked == 1, "asked {asked} times");
    for form in &forms {
        ensure!(form["notices"] == json!([]), "{}", form["notices"]);
    }

    for _ in 0..30 {
        // Everybody is there before the first answer; the pauses between tries may be none.
        let failing = PinpointFault::LateStatus(500, Duration::from_secs(1));
        world.pinpoint.add_fault("GET", "/applications/", failing);
    }
    // Nothing is new after a failure, so whoever comes next asks again.
    opened_anew(&world, 1).await?;
    let (asked, forms) = opened(&world, READERS).await?;
    ensure!(asked == 3, "one read is three tries: {asked}");
    for form in &forms {
        let notices = form["notices"].to_string();
        ensure!(notices.contains("could not be asked"), "{notices}");
    }
    Ok(())
}
