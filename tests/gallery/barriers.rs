//! axe over every example, closed and opened, in both schemes, wide and narrow.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::World;
use thirtyfour::Key;

use crate::shared::on_the_gallery;
use crate::{ask, examples, focus, open, press};

const WIDTHS: [(u32, u32); 2] = [(1280, 900), (390, 844)];

#[test]
fn no_example_has_a_barrier_in_any_scheme_or_width() -> Result<()> {
    on_the_gallery(|world| Box::pin(look_everywhere(world)))
}

async fn look_everywhere(world: &World) -> Result<()> {
    let browser = world.person.browser();
    let examples = examples(world).await?;
    let mut barriers = Vec::new();
    let (mut shown, mut variants) = (0, 0);
    for (width, height) in WIDTHS {
        browser.resize(width, height).await?;
        for dark in [false, true] {
            browser.prefer_dark(dark).await?;
            let variant = format!("{width} pixels, dark: {dark}");
            variants += 1;
            shown = examples.len();
            open(world).await?;
            load_axe(world).await?;
            barriers.extend(look(world, "html", &variant).await?);
            world.person.need_not_scroll_sideways().await?;
            for (id, opener) in &examples {
                let Some(opener) = opener else { continue };
                press(world, opener).await?;
                let place = format!("{id}, opened, {variant}");
                barriers.extend(look(world, &format!("#{id}"), &place).await?);
                world
                    .person
                    .need_not_scroll_sideways()
                    .await
                    .context(place)?;
                world.person.strikes(Key::Escape).await?;
                shown += 1;
            }
            focus(world, "#combobox-input").await?;
            world.person.types("zz").await?;
            let place = format!("a combobox where nothing fits, {variant}");
            barriers.extend(look(world, "#combobox", &place).await?);
            press(world, "#toasts .button").await?;
            world.person.sees("Stage changed to Interview").await?;
            barriers.extend(look(world, ".toasts", &format!("toasts, {variant}")).await?);
            shown += 2;
        }
    }
    println!(
        "axe: {shown} examples in {variants} variants, {} looks, {} barriers",
        shown * variants,
        barriers.len()
    );
    ensure!(barriers.is_empty(), "axe:\n{}", barriers.join("\n"));
    Ok(())
}

#[test]
fn a_barrier_put_there_on_purpose_is_found_with_its_example() -> Result<()> {
    on_the_gallery(|world| Box::pin(look_at_a_barrier(world)))
}

async fn look_at_a_barrier(world: &World) -> Result<()> {
    let nameless = "document.querySelector('#button-primary .button').replaceChildren()";
    ask(world, nameless).await?;
    load_axe(world).await?;
    let found = look(world, "html", "on purpose").await?;
    ensure!(found.len() == 1, "{found:?}");
    ensure!(
        found[0].contains("button-name in button-primary"),
        "{found:?}"
    );
    Ok(())
}

async fn load_axe(world: &World) -> Result<()> {
    let file = std::env::var("AXE_SCRIPT").context("AXE_SCRIPT is not set")?;
    let axe = std::fs::read_to_string(&file).with_context(|| format!("{file} cannot be read"))?;
    let browser = world.person.browser();
    browser
        .devtools("Runtime.evaluate", json!({ "expression": axe }))
        .await?;
    Ok(())
}

/// One line for each thing that violates a rule, with the example it is in.
async fn look(world: &World, context: &str, place: &str) -> Result<Vec<String>> {
    let expression = format!(
        "axe.run('{context}').then((found) => found.violations.flatMap((violation) => violation.nodes.map((node) => {{
            const example = document.querySelector(node.target[0])?.closest('.gallery__example')?.id;
            return `${{violation.id}} in ${{example}}: ${{node.html}}: ${{node.failureSummary}}`;
        }})))"
    );
    let parameters =
        json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let browser = world.person.browser();
    let outcome = browser.devtools("Runtime.evaluate", parameters).await?;
    let found = outcome
        .pointer("/result/value")
        .and_then(Value::as_array)
        .with_context(|| format!("axe gave no answer: {outcome}"))?;
    let lines = found.iter().filter_map(Value::as_str);
    Ok(lines.map(|line| format!("{place}: {line}")).collect())
}
