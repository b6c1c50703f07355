//! An admin shapes the form from the company's own fields, and a recruiter fills in what comes of it.

use std::time::Instant;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Scenario;
use serde_json::json;
use system_tests::World;
use thirtyfour::Key;

const FIELDS: &str = "/settings/integrations/bamboohr/fields";

#[tokio::test]
async fn a_custom_field_that_an_admin_adds_is_asked_stored_and_can_be_undone() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FIELDS).await?;
    person.is_on("Fields of the form").await?;
    person.finds_no_barrier().await?;
    person.presses("Add fields").await?;
    person
        .enters("Search all fields of your company", "shirt")
        .await?;
    person.presses("Add T-Shirt / Size #").await?;
    person.sees("T-Shirt / Size # is now in").await?;
    person.finds_no_barrier().await?;
    person.strikes(Key::Escape).await?;
    person.sees("1 change").await?;

    // Typing is kept over a reload.
    person.reloads().await?;
    person.sees("1 change").await?;
    person.presses("Save").await?;
    person.sees("Version 1, by").await?;

    person.opens("/candidates/cand_0001/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    person.unfolds().await?;
    person.enters("T-Shirt / Size #", "M").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee("amelia.hartwell@example.com")?;
    let stored = employee.fields.get("customT-Shirt/Size#");
    ensure!(stored.is_some_and(|size| size == "M"), "{employee:?}");
    ensure!(world.creates() == 1);

    person.opens(FIELDS).await?;
    person.presses("History").await?;
    person.sees("Added T-Shirt / Size #").await?;
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

/// Opens and filters the fields of a company with seven hundred, and says how long it took.
#[tokio::test]
async fn with_seven_hundred_fields_the_page_opens_and_filters_and_is_used_by_keys_alone()
-> Result<()> {
    let world = World::in_scenario(Scenario::Large).await?;
    let person = &world.person;
    person.opens("/settings/integrations/bamboohr").await?;
    person.sees("BambooHR: acme connected").await?;
    let began = Instant::now();
    person.opens(FIELDS).await?;
    person.is_on("Fields of the form").await?;
    let opened = began.elapsed();
    person.tabs_to("Add fields").await?;
    person.strikes(Key::Enter).await?;
    person.sees("Search all fields of your company").await?;
    person.finds_no_barrier().await?;

    // From a letter to the answer on the screen, in the browser's own time.
    let filter = "
        const [id, text, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
        const search = document.getElementById(id);
        const began = performance.now();
        search.value = text;
        search.dispatchEvent(new Event('input', { bubbles: true }));
        return new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(
            () => told(performance.now() - began))));";
    let mut slowest: f64 = 0.0;
    for text in ["c", "cu", "custom", "date", "zzz", ""] {
        let arguments = vec![json!("fields-search"), json!(text)];
        let took = person.browser().script(filter, arguments).await?;
        slowest = slowest.max(took.as_f64().unwrap_or(f64::NAN));
    }
    println!(
        "set-up with 700 fields: opened in {} ms, slowest filter {slowest:.0} ms",
        opened.as_millis()
    );
    ensure!(slowest.is_finite());
    person.types("candidate").await?;
    // The first empties the search, the second closes the dialog.
    person.strikes(Key::Escape).await?;
    person.strikes(Key::Escape).await?;
    person.has_focus_on("Add fields").await?;
    Ok(())
}
