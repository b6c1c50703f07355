//! The annexes: rooms that can wait come when they are needed, behave as all others, and say so when they do not come.
//! An address that leads nowhere is one of them.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use system_tests::{Person, World};

const NOWHERE: &str = "We cannot find this page";
const NOT_LOADED: &str = "This page could not be loaded";

#[tokio::test]
async fn an_annex_comes_when_it_is_needed_and_is_left_without_a_trace() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    ensure!(downloads(person).await? == json!([]), "nobody asked for it");
    let link = "window.__isSameDocument = true;
        const link = Object.assign(document.createElement('a'), { href: '/nowhere', textContent: 'Elsewhere' });
        document.querySelector('main').before(link)";
    person.browser().script(link, vec![]).await?;

    person.presses("Elsewhere").await?;
    person.is_on(NOWHERE).await?;
    ensure!(asks(person, "document.title").await? == "We cannot find this page – Send to BambooHR");
    ensure!(asks(person, "location.pathname").await? == "/nowhere");
    ensure!(downloads(person).await? == json!(["/sending.js", "/sending_bg.wasm"]));

    person.presses("Go to all candidates").await?;
    person.is_on("Candidates").await?;
    ensure!(asks(person, "location.pathname").await? == "/candidates");
    ensure!(!person.text().await?.contains(NOWHERE), "its room is gone");
    ensure!(asks(person, "document.querySelectorAll('main h1').length").await? == 1);

    person.browser().driver.back().await?;
    person.is_on(NOWHERE).await?;
    ensure!(downloads(person).await? == json!(["/sending.js", "/sending_bg.wasm"]));
    ensure!(
        asks(person, "window.__isSameDocument").await? == true,
        "no page was loaded anew"
    );
    ensure!(person.browser().complaints().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn from_one_annex_into_the_other_and_back_each_shows_its_own_room() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/log").await?;
    person.is_on("Export log").await?;
    ensure!(downloads(person).await? == json!(["/sending.js", "/sending_bg.wasm"]));
    let watch = "window.__headings = [];
        new MutationObserver(() => document.querySelectorAll('main h1').forEach(
            ({ textContent }) => window.__headings.push(textContent)))
            .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })";
    person.browser().script(watch, vec![]).await?;

    person.presses("Settings").await?;
    person.is_on("Settings").await?;
    person.presses("Export log").await?;
    person.is_on("Export log").await?;
    person.browser().driver.back().await?;
    person.is_on("Settings").await?;
    ensure!(asks(person, "document.querySelectorAll('main h1').length").await? == 1);
    let seen = asks(person, &format!("window.__headings.includes('{NOWHERE}')")).await?;
    ensure!(seen == false, "no annex was asked for the other's room");
    ensure!(person.browser().complaints().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_first_room_leaves_the_focus_to_the_browser_in_the_annex_too() -> Result<()> {
    let world = World::new().await?;
    world.person.opens("/nowhere").await?;
    world.person.is_on(NOWHERE).await?;
    ensure!(asks(&world.person, "document.activeElement === document.body").await? == true);
    Ok(())
}

#[tokio::test]
async fn an_annex_that_does_not_come_says_so_and_can_be_tried_again() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    for file in ["*/sending.js*", "*/sending_bg.wasm*"] {
        person
            .browser()
            .devtools("Network.enable", json!({}))
            .await?;
        block(person, &[file]).await?;
        person.opens("/nowhere").await?;
        person.is_on(NOT_LOADED).await?;
        person
            .sees("Check your connection, then try again.")
            .await?;
        block(person, &[]).await?;
        person.presses("Try again").await?;
        person.is_on(NOWHERE).await?;
    }
    Ok(())
}

async fn block(person: &Person, files: &[&str]) -> Result<()> {
    let urls = json!({ "urls": files });
    person
        .browser()
        .devtools("Network.setBlockedURLs", urls)
        .await?;
    Ok(())
}

/// What the page's script says to this expression.
async fn asks(person: &Person, expression: &str) -> Result<Value> {
    person
        .browser()
        .script(&format!("return {expression}"), vec![])
        .await
}

/// The files of annexes that this document has asked for.
async fn downloads(person: &Person) -> Result<Value> {
    let files = "performance.getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname).filter((path) => /^.(sending|settings)(_bg.wasm|.js)$/.test(path))";
    asks(person, files).await
}
