//! The gallery is for who draws screens, not for who uses them.

use anyhow::{Result, ensure};
use system_tests::World;

#[tokio::test]
async fn only_the_development_build_has_a_gallery() -> Result<()> {
    let world = World::new().await?;
    let is_release = std::env::var("FRONTEND_DIST") != std::env::var("GALLERY_DIST");
    world.person.opens("/gallery").await?;
    let heading = if is_release {
        "We cannot find this page"
    } else {
        "Gallery"
    };
    world.person.is_on(heading).await?;
    let script = "return document.querySelectorAll('.gallery__example').length > 0";
    let has_examples = world.person.browser().script(script, vec![]).await?;
    ensure!(has_examples == !is_release, "examples: {has_examples}");
    Ok(())
}
