//! Words of a candidate that are no option: what they could mean is offered, what was chosen is remembered.

use anyhow::{Result, ensure};
use system_tests::World;

#[tokio::test]
async fn a_likely_option_is_chosen_once_and_known_the_next_time() -> Result<()> {
    let world = World::with_candidates(&[
        r#"{"id":"cand_a","first_name":"Ada","last_name":"Stone","email":"ada@example.com","phone":null,"stage":"hired",
            "job":{"title":"Sr. Backend Engineer","department":"Sales"},
            "offer":{"start_date":"2040-03-05","employment_type":"Full-Time"}}"#,
        r#"{"id":"cand_b","first_name":"Bo","last_name":"Field","email":"bo@example.com","phone":null,"stage":"hired",
            "job":{"title":"Sr. Backend Engineer","department":"Sales"},
            "offer":{"start_date":"2040-03-05","employment_type":"Full-Time"}}"#,
    ])
    .await?;
    let person = &world.person;
    person.opens("/candidates/cand_a/send").await?;
    person.is_on("Send Ada Stone to BambooHR").await?;
    person.sees("Sr. Backend Engineer").await?;
    ensure!(
        person.reads("Job Title").await?.is_empty(),
        "nothing is chosen silently"
    );
    person.presses("Senior Backend Engineer").await?;
    ensure!(person.reads("Job Title").await? == "Senior Backend Engineer");
    person.finds_no_barrier().await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Ada Stone is now in BambooHR").await?;

    person.opens("/candidates/cand_b/send").await?;
    person.is_on("Send Bo Field to BambooHR").await?;
    ensure!(person.reads("Job Title").await? == "Senior Backend Engineer");
    person.sees("which your company calls").await?;
    person
        .opens("/settings/integrations/bamboohr/fields")
        .await?;
    person.presses("Remembered").await?;
    person.sees("Sr. Backend Engineer").await?;
    Ok(())
}
