//! The key is in no memory of the browser: not of a page, not of the browser around it.

use anyhow::{Context, Result, ensure};
use system_tests::{World, memory};

/// Who is looked at, so what must be found.
const NAME: &str = "Amelia Hartwell";
const EMAIL: &str = "amelia.hartwell@example.com";

#[tokio::test]
async fn the_key_is_in_no_memory_of_any_process_of_the_browser() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.presses(NAME).await?;
    person.is_on(NAME).await?;
    person.opens("/candidates/cand_0001/send").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on(&format!("{NAME} is now in BambooHR")).await?;
    person.opens("/settings/integrations").await?;
    person.sees("BambooHR").await?;
    person.opens("/candidates/cand_0001").await?;
    person.is_on(NAME).await?;
    world.employee(EMAIL)?;

    let mut texts: Vec<Vec<u8>> = world.canary.forms().into_iter().flat_map(encoded).collect();
    let forms = texts.len();
    texts.extend(encoded(NAME.to_owned()));
    let browser = person.browser().process().context("no browser")?;
    let searched = tokio::task::spawn_blocking(move || memory::search(browser, &texts)).await??;
    let (of_key, of_name) = searched.hits.split_at(forms);
    let of_key: usize = of_key.iter().sum();
    let of_name: usize = of_name.iter().sum();
    println!(
        "the browser's memory: {} processes, {} MiB searched, the key {of_key} times, the candidate's name {of_name} times",
        searched.processes,
        searched.bytes >> 20
    );
    ensure!(searched.processes > 2, "{searched:?}");
    ensure!(of_name > 0, "what is on the screen was not found");
    ensure!(of_key == 0, "{searched:?}");
    Ok(())
}

/// As bytes of UTF-8, in which wasm and the network have it, and of UTF-16, in which the browser may.
fn encoded(text: String) -> [Vec<u8>; 2] {
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.into_bytes(), wide]
}
