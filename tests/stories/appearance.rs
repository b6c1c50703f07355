//! How pages come and look: the first paint, a start that fails, colours, zoom, and nothing that jumps.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::{World, wait_for};

#[tokio::test]
async fn a_page_that_cannot_start_says_so_at_once_and_offers_to_reload() -> Result<()> {
    let world = World::new().await?;
    let browser = world.person.browser();
    browser.devtools("Network.enable", json!({})).await?;
    let blocked = json!({ "urls": ["*_bg.wasm*"] });
    browser.devtools("Network.setBlockedURLs", blocked).await?;
    world.person.opens("/candidates").await?;
    world.person.sees("The application could not start").await?;
    world.person.finds_no_barrier().await?;
    let unblocked = json!({ "urls": [] });
    browser
        .devtools("Network.setBlockedURLs", unblocked)
        .await?;
    world.person.presses("Reload").await?;
    world.person.sees("Amelia Hartwell").await?;
    let text = world.person.text().await?;
    ensure!(!text.contains("could not start"), "{text}");
    Ok(())
}

#[tokio::test]
async fn chosen_colours_are_remembered_and_there_before_the_first_paint() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.browser().prefer_dark(false).await?;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    let light = ground(&world).await?;
    person.chooses("Colours", "Dark").await?;
    let dark = ground_other_than(&world, &light).await?;

    // Without the application, only the first paint is there.
    let browser = person.browser();
    browser.devtools("Network.enable", json!({})).await?;
    let blocked = json!({ "urls": ["*_bg.wasm*"] });
    browser.devtools("Network.setBlockedURLs", blocked).await?;
    person.reloads().await?;
    person.sees("could not start").await?;
    ensure!(ground(&world).await? == dark, "the first paint is light");

    let unblocked = json!({ "urls": [] });
    browser
        .devtools("Network.setBlockedURLs", unblocked)
        .await?;
    person.reloads().await?;
    person.sees("Amelia Hartwell").await?;
    ensure!(person.reads("Colours").await? == "dark");
    person.chooses("Colours", "System colours").await?;
    let again = ground_other_than(&world, &dark).await?;
    ensure!(again == light, "the system's again");
    Ok(())
}

async fn ground(world: &World) -> Result<String> {
    let script = "return getComputedStyle(document.body).backgroundColor";
    let colour = world.person.browser().script(script, vec![]).await?;
    Ok(colour.as_str().unwrap_or_default().to_owned())
}

async fn ground_other_than(world: &World, before: &str) -> Result<String> {
    wait_for("other colours", async || {
        Ok(Some(ground(world).await?).filter(|now| now != before))
    })
    .await
}

#[tokio::test]
async fn at_200_percent_nothing_needs_scrolling_sideways() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    // 1280 pixels at 200 % are 640 CSS pixels.
    person.browser().resize(640, 450).await?;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    person.need_not_scroll_sideways().await?;
    person.opens("/candidates/cand_0001").await?;
    person.presses("Actions").await?;
    person.need_not_scroll_sideways().await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    person.need_not_scroll_sideways().await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.need_not_scroll_sideways().await
}

#[tokio::test]
async fn nothing_jumps_while_list_profile_and_form_load() -> Result<()> {
    let world = World::new().await?;
    for (width, height) in [(1280, 900), (390, 844)] {
        world.person.browser().resize(width, height).await?;
        for (path, last) in [
            ("/candidates", "Amelia Hartwell"),
            ("/candidates/cand_0001", "History"),
            ("/candidates/cand_0001/send", "Paid per"),
        ] {
            world.person.opens(path).await?;
            world.person.sees(last).await?;
            let shift = layout_shift(&world).await?;
            println!("{path} at {width}: layout shift {shift:.4}");
            ensure!(shift < 0.005, "{path} at {width} pixels jumps by {shift}");
        }
    }
    Ok(())
}

/// The cumulative layout shift of the page so far, as browsers measure it.
async fn layout_shift(world: &World) -> Result<f64> {
    let expression = "new Promise((resolve) => {
        let sum = 0;
        const add = (list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; };
        const observer = new PerformanceObserver(add);
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => { add({ getEntries: () => observer.takeRecords() }); resolve(sum); }));
    })";
    let parameters =
        json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = world
        .person
        .browser()
        .devtools("Runtime.evaluate", parameters)
        .await?;
    let sum = answer.pointer("/result/value").and_then(Value::as_f64);
    sum.context("no measure")
}
