//! Whoever no webhook told of, and whoever is looked at.

use super::*;

#[tokio::test]
async fn a_form_is_of_the_candidate_as_pinpoint_has_them_now_or_says_that_it_is_not() -> Result<()>
{
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    let mut hire = Hire::new(APPLICATION, "Augusta", EMAIL);
    hire.exported_to = Some("HiBob".to_owned());
    hire.updated_at = "2026-01-03T00:00:00.000Z".to_owned();
    world.pinpoint.put(hire);
    let path = format!("/api/candidates/{CANDIDATE}/form");
    let prefilled = |form: &Value| form.to_string().contains("Augusta");
    let fresh = wait_for("the form of the changed candidate", async || {
        let form = get(&world.proxy, &path).await?;
        Ok(prefilled(&form).then_some(form))
    })
    .await?;
    ensure!(
        fresh["notices"]
            .to_string()
            .contains("exported to HiBob as 12"),
        "{}",
        fresh["notices"]
    );
    world.pinpoint.kill_key(true);
    let stale = wait_for("the form that says that it is old", async || {
        let form = get(&world.proxy, &path).await?;
        let says = form["notices"]
            .to_string()
            .contains("This is what Pinpoint said");
        Ok(says.then_some(form))
    })
    .await?;
    ensure!(prefilled(&stale));
    Ok(())
}

#[tokio::test]
async fn whoever_was_hired_while_no_webhook_came_is_found_by_asking() -> Result<()> {
    let world = World::connected(None).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.updated_at = jiff::Timestamp::now().to_string();
    world.pinpoint.put(hire);
    // Checking asks again at once; else it is the quarter of an hour.
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    arrived(&world.proxy).await?;
    let view = get(&world.proxy, INTEGRATION).await?;
    ensure!(
        view["last_poll_at"].is_string() && view["last_event_at"].is_null(),
        "{view}"
    );
    Ok(())
}

/// How many candidates are in the list whose names hold this.
async fn listed(proxy: &Proxy, words: &str) -> Result<u64> {
    let search = json!({ "text": words });
    let path = "/api/candidates/search";
    let page = ask(proxy, reqwest::Method::POST, path, &search).await?;
    page["total"].as_u64().context("no total")
}

#[tokio::test]
async fn of_many_who_were_hired_at_once_nobody_is_missed_while_some_are_changed() -> Result<()> {
    let world = World::connected(None).await?;
    let began = jiff::Timestamp::now();
    let hire = |id: u64, after: i64| {
        let mut hire = Hire::new(id, "Many", &format!("{id}@example.com"));
        let changed = began + jiff::SignedDuration::from_millis(after);
        hire.updated_at = changed.to_string();
        hire
    };
    // Of one moment at the end of the first page are more than fit onto it.
    let moments = (1..=230).map(|id: i64| if (95..=105).contains(&id) { 100 } else { id });
    for (id, moment) in (1..).zip(moments) {
        world.pinpoint.put(hire(id, moment));
    }
    // Whoever is changed leaves the first page, and all others move up.
    for id in 10..20 {
        world.pinpoint.put_after_a_page(hire(id, 500));
    }
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("all of them", async || {
        Ok((listed(&world.proxy, "Many").await? == 230).then_some(()))
    })
    .await
}

#[tokio::test]
async fn whoever_was_hired_for_a_confidential_job_is_found_too_and_what_cannot_be_read_stops_nobody()
-> Result<()> {
    let world = World::connected(None).await?;
    for (id, visibility) in [(1, "external"), (2, "confidential"), (3, "private_job")] {
        let mut hire = Hire::new(id, "Found", &format!("{id}@example.com"));
        hire.updated_at = jiff::Timestamp::now().to_string();
        hire.visibility = visibility;
        world.pinpoint.put(hire);
    }
    world.pinpoint.spoil_the_list();
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("all three", async || {
        Ok((listed(&world.proxy, "Found").await? == 3).then_some(()))
    })
    .await
}
