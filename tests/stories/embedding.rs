//! What joins an applicant tracking system: its keys, the pages that may show the form, and the frame itself.

use anyhow::{Context, Result, ensure};
use system_tests::{HostPage, World, wait_for};

#[tokio::test]
async fn an_admin_makes_a_key_that_is_shown_once_replaces_it_and_allows_a_page() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/settings").await?;
    person.presses("Embedding").await?;
    person.is_on("Embedding").await?;
    person.sees("There is none yet").await?;
    person.sees("no page can show anything").await?;
    person.finds_no_barrier().await?;

    person.presses("Make a key").await?;
    person.sees("There is a problem").await?;
    person.enters("Name of the system", "Acme ATS").await?;
    person.presses("Make a key").await?;
    person.sees("A key for Acme ATS").await?;
    person.finds_no_barrier().await?;
    let key = key_on_the_page(&world).await?;
    let end = key.get(key.len() - 4..).context("a short key")?;
    person.sees(&format!("Ends with {end}")).await?;
    person
        .sees("Let its recruiters send from its own pages")
        .await?;
    person.reloads().await?;
    person.sees(&format!("Ends with {end}")).await?;
    ensure!(!person.text().await?.contains(&key), "shown twice");

    person.presses("Replace the key of Acme ATS").await?;
    person.sees("The old one works for 24 more hours").await?;
    person.presses("Replace").await?;
    person.sees("A key for Acme ATS").await?;
    person.sees("Replaced: it works for 24 hours more").await?;
    person
        .presses("Remove the key of Acme ATS, the old one")
        .await?;
    person.presses("Remove").await?;
    person.sees_no_more("Replaced: it works").await?;
    person.has_focus_on("Embedding").await?;

    person
        .enters("Beginning of its addresses", "ats.example")
        .await?;
    person.presses("Allow").await?;
    person.sees("There is a problem").await?;
    person
        .enters("Beginning of its addresses", "https://ats.example")
        .await?;
    person.presses("Allow").await?;
    person.sees("https://ats.example").await?;
    person.finds_no_barrier().await?;
    person.need_not_scroll_sideways().await?;
    person.presses("Remove https://ats.example").await?;
    person.presses("Remove").await?;
    person.sees("no page can show anything").await
}

async fn key_on_the_page(world: &World) -> Result<String> {
    let text = world.person.text().await?;
    let mut words = text.split_whitespace();
    let key = words.find(|word| word.starts_with("stbk_"));
    Ok(key.context("no key is shown")?.to_owned())
}

/// What the frame on this page of somebody else shows.
async fn in_the_frame_on(world: &World, host: &HostPage) -> Result<String> {
    let driver = &world.person.browser().driver;
    driver.goto(host.origin()).await?;
    driver.enter_frame(0).await?;
    let text = world
        .person
        .browser()
        .script("return document.body.innerText", vec![])
        .await?;
    driver.enter_default_frame().await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_page_shows_the_frame_only_once_an_admin_allowed_it_and_never_anything_else() -> Result<()>
{
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/settings/embedding").await?;
    person.is_on("Embedding").await?;
    let app = world.proxy.url();
    let page = |path: &str| format!("<title>ATS</title><iframe src=\"{app}{path}\"></iframe>");
    // The page's own origin is known when it is served, so it says it by script.
    let framing = "<title>ATS</title><script>onload = () => { const frame = document.createElement('iframe'); \
                   frame.src = 'APP/embed?host=' + location.origin; document.body.append(frame); }</script><body>";
    let host = HostPage::serve(&framing.replace("APP", &app)).await?;
    // What a frame says until its page says whom it is about.
    let shown = "Loading…";
    ensure!(!in_the_frame_on(&world, &host).await?.contains(shown));

    person.opens("/settings/embedding").await?;
    person
        .enters("Beginning of its addresses", host.origin())
        .await?;
    person.presses("Allow").await?;
    person.sees(host.origin()).await?;
    wait_for("the frame", async || {
        let text = in_the_frame_on(&world, &host).await?;
        Ok(text.contains(shown).then_some(()))
    })
    .await?;
    for path in ["/", "/candidates", "/settings", "/embed"] {
        let other = HostPage::serve(&page(path)).await?;
        let text = in_the_frame_on(&world, &other).await?;
        ensure!(
            !text.contains(shown) && !text.contains("Candidates"),
            "{path}: {text}"
        );
    }
    // Chromium says of each that it refused it; nothing of ours was broken.
    let complaints = person.browser().complaints().await?;
    ensure!(
        complaints
            .iter()
            .all(|line| line.contains("frame-ancestors") || line.contains("Framing")),
        "{complaints:?}"
    );
    Ok(())
}
