//! Every screen in both colour schemes, wide and narrow: no barrier that axe knows, no scrolling
//! sideways.

use anyhow::{Context, Result};
use bamboohr_sandbox::Fault;
use system_tests::World;

async fn is_open_to_everybody(world: &World, screen: &str) -> Result<()> {
    for (width, height) in [(1280, 900), (390, 844)] {
        world.person.browser().resize(width, height).await?;
        for dark in [false, true] {
            world.person.browser().prefer_dark(dark).await?;
            let place = || format!("{screen} at {width} pixels, dark: {dark}");
            world.person.finds_no_barrier().await.with_context(place)?;
            world
                .person
                .need_not_scroll_sideways()
                .await
                .with_context(place)?;
        }
    }
    world.person.browser().resize(1280, 900).await
}

#[tokio::test]
async fn no_screen_has_a_barrier_or_scrolls_sideways() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    is_open_to_everybody(&world, "the list").await?;
    person.enters("Search candidates", "nobody at all").await?;
    person.sees("No candidates match your search").await?;
    is_open_to_everybody(&world, "the empty list").await?;
    person.opens("/candidates/cand_0001").await?;
    person.presses("Actions").await?;
    is_open_to_everybody(&world, "the profile with its menu").await?;
    person.opens("/candidates/cand_0013").await?;
    person.presses("Actions").await?;
    is_open_to_everybody(&world, "the profile with a disabled entry").await?;
    person.opens("/candidates/cand_0001/send").await?;
    person.enters("Last Name", "").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("There is a problem").await?;
    is_open_to_everybody(&world, "the form with errors").await?;

    person.enters("Last Name", "Hartwell").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(403));
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    is_open_to_everybody(&world, "a refusal").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    person.presses("Correct and send again").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await?;
    is_open_to_everybody(&world, "a decision").await?;

    person.opens("/candidates/cand_0002/send").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Jonas Brandt is now in BambooHR").await?;
    is_open_to_everybody(&world, "the receipt").await?;
    person.opens("/no/such/page").await?;
    person.is_on("We cannot find this page").await?;
    is_open_to_everybody(&world, "a page that does not exist").await?;
    Ok(())
}
