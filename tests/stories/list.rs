//! The list while somebody is faster than the answers.

use anyhow::{Result, ensure};
use serde_json::json;
use system_tests::World;

/// Types a letter or two at once, and gives what `then` finds right after, before any answer.
const TYPE_AND: &str = "
    const search = document.querySelector('#search');
    search.value = arguments[0];
    search.dispatchEvent(new Event('input', { bubbles: true }));";

#[tokio::test]
async fn a_count_is_only_told_when_it_answers_what_was_typed() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    let count = "document.querySelector('.page-head [role=status]').innerText";
    let before = person
        .browser()
        .script(&format!("return {count}"), vec![])
        .await?;
    let told = person
        .browser()
        .script(
            &format!("{TYPE_AND} return new Promise((done) => setTimeout(() => done({count}), 0))"),
            vec![json!("amelia")],
        )
        .await?;
    ensure!(told == before, "told before the answer: {told}");
    person.sees("1 candidate matches your search").await
}

#[tokio::test]
async fn a_search_that_was_just_typed_is_not_lost_to_show_more() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.found("button", "Show more").await?;
    let script = format!("{TYPE_AND} document.querySelector('.more button').click()");
    person
        .browser()
        .script(&script, vec![json!("amelia")])
        .await?;
    person.sees("1 candidate matches your search").await?;
    let rows = "return document.querySelectorAll('.candidates tbody tr').length";
    ensure!(person.browser().script(rows, vec![]).await? == json!(1));
    Ok(())
}

#[tokio::test]
async fn show_more_goes_on_with_the_first_new_row() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.presses("Show more").await?;
    let on_51st =
        "return document.querySelectorAll('.candidates tbody a')[50] === document.activeElement";
    let there = async || {
        let found = person.browser().script(on_51st, vec![]).await?;
        Ok((found == json!(true)).then_some(()))
    };
    system_tests::wait_for("the focus on the 51st row", there).await
}
