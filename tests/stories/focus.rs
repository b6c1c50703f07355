//! The focus never falls off the page: where what had it goes away, it moves on on purpose.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use serde_json::json;
use system_tests::World;
use thirtyfour::Key;

const FORM: &str = "/candidates/cand_0001/send";
const PROFILE: &str = "/candidates/cand_0001";

#[tokio::test]
async fn starting_over_goes_to_the_first_question() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Preferred Name", "Ami").await?;
    person.reloads().await?;
    person.presses("Start over").await?;
    person.has_focus_on("First Name").await
}

#[tokio::test]
async fn trying_the_list_again_goes_to_its_heading() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    let ledger = world.proxy.keep_ledger();
    ensure!(world.proxy.stop().await?);
    person.enters("Search candidates", "amelia").await?;
    person.found("button", "Try again").await?;
    let _proxy = ledger.start_again().await?;
    person.presses("Try again").await?;
    person.has_focus_on("Candidates").await?;
    person.sees("1 candidate matches your search").await
}

#[tokio::test]
async fn after_another_tab_has_opened_the_focus_is_on_the_menu_s_button() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.opens(PROFILE).await?;
    person.presses("Actions").await?;
    person.presses("View in BambooHR").await?;
    person.has_focus_on("Actions").await
}

#[tokio::test]
async fn an_entry_that_becomes_possible_under_the_focus_keeps_it() -> Result<()> {
    // Longer than it takes to open the menu.
    let fields = Fault::on("GET", "/meta/fields").delay(Duration::from_secs(8));
    let world = World::with_fault(fields).await?;
    let person = &world.person;
    person.opens(PROFILE).await?;
    person.presses("Actions").await?;
    ensure!(person.finds_disabled("Send to BambooHR").await?);
    person.has_focus_on("Send to BambooHR").await?;
    person.link("Send to BambooHR").await?;
    person.has_focus_on("Send to BambooHR").await
}

#[tokio::test]
async fn an_entry_that_cannot_be_chosen_shows_that_it_has_the_focus() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates/cand_0013").await?;
    person.tabs_to("Actions").await?;
    person.strikes(Key::Enter).await?;
    person.has_focus_on("Send to BambooHR").await?;
    let ring = "return getComputedStyle(document.activeElement).outlineStyle";
    let ring = person.browser().script(ring, vec![]).await?;
    ensure!(ring == json!("solid"), "{ring}");
    Ok(())
}

#[tokio::test]
async fn shortcuts_of_the_browser_pass_through_an_open_menu() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(PROFILE).await?;
    person.presses("Actions").await?;
    person.has_focus_on("Send to BambooHR").await?;
    // Whether the menu kept the key for itself.
    let kept = |key: &str| {
        format!(
            "const event = new KeyboardEvent('keydown', {{ bubbles: true, cancelable: true, {key} }});
            return !document.activeElement.dispatchEvent(event)"
        )
    };
    for (key, expected) in [
        ("key: 's'", true),
        ("key: 'q'", false),
        ("key: 's', ctrlKey: true", false),
        ("key: 's', metaKey: true", false),
        ("key: 'ArrowDown', altKey: true", false),
        ("key: 'ArrowDown'", true),
    ] {
        let found = person.browser().script(&kept(key), vec![]).await?;
        ensure!(found == json!(expected), "{key}: {found}");
    }
    Ok(())
}
