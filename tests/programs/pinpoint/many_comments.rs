//! Applications on which much was said.

use super::*;

/// Comments of one page.
const PAGE: usize = 100;

#[tokio::test]
async fn a_comment_whose_answer_was_lost_is_found_on_a_later_page() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    for _ in 0..PAGE + 1 {
        world.pinpoint.say(APPLICATION, "Welcome!");
    }
    let lost = PinpointFault::LostAfterDoing;
    world.pinpoint.add_fault("POST", "/comments", lost);
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    ensure!(world.pinpoint.asked("POST", "/comments") == 1);
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await
}

#[tokio::test]
async fn where_more_was_said_than_is_looked_through_pinpoint_is_told_once() -> Result<()> {
    for is_lost in [false, true] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        for _ in 0..20 * PAGE + 1 {
            world.pinpoint.say(APPLICATION, "Welcome!");
        }
        if is_lost {
            let lost = PinpointFault::LostAfterDoing;
            world.pinpoint.add_fault("POST", "/comments", lost);
        }
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        let words = match is_lost {
            true => "Look at the application",
            false => "Pinpoint was told",
        };
        history_says(&world.proxy, words).await?;
        ensure!(world.pinpoint.asked("POST", "/comments") == 1);
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}
