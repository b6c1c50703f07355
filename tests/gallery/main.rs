//! The parts, each in every state, as the gallery shows them: barriers, accessibility trees, keys, motion and
//! forced colours.
//!
//! The gallery is part of the development build, so that is what these tests look at, whatever the stories
//! run on. They share one browser and take turns at it.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod barriers;
mod keys;
mod lists;
mod media;
mod shared;
mod trees;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use system_tests::{World, wait_for};

/// Opens the gallery and waits until it is there.
async fn open(world: &World) -> Result<()> {
    world.person.opens("/gallery").await?;
    world.person.is_on("Gallery").await
}

/// The ids of all examples, each with the selector of what is pressed to see the rest of it.
async fn examples(world: &World) -> Result<Vec<(String, Option<String>)>> {
    let script = "return [...document.querySelectorAll('.gallery__example')]
        .map((example) => [example.id, example.dataset.openedBy ?? null])";
    let found = serde_json::from_value(ask(world, script).await?)?;
    let found: Vec<(String, Option<String>)> = found;
    ensure!(found.len() > 50, "only {} examples", found.len());
    Ok(found)
}

/// What a script says.
async fn ask(world: &World, script: &str) -> Result<Value> {
    world.person.browser().script(script, vec![]).await
}

/// Waits until a script says this.
async fn until(world: &World, script: &str, wanted: impl Into<Value>) -> Result<()> {
    let wanted = wanted.into();
    let look = async || Ok((ask(world, script).await? == wanted).then_some(()));
    match wait_for(&format!("{script} to be {wanted}"), look).await {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(format!("it is {}", ask(world, script).await?))),
    }
}

/// Moves the focus to what this selector finds.
async fn focus(world: &World, selector: &str) -> Result<()> {
    let script = format!("document.querySelector('{selector}').focus()");
    ask(world, &script).await?;
    let script = format!("return document.activeElement.matches('{selector}')");
    until(world, &script, true).await
}

/// Presses what this selector finds as a pointer would.
async fn press(world: &World, selector: &str) -> Result<()> {
    let script = "const found = document.querySelector(arguments[0]);
        found.focus(); found.click(); return found !== null";
    let browser = world.person.browser();
    let pressed = browser.script(script, vec![json!(selector)]).await?;
    ensure!(pressed == true, "nothing is {selector}");
    Ok(())
}
