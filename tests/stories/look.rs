//! How the form and what the element draws look on a page of another system: as that page says, as far as it can be read.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use system_tests::{Guest, World, wait_for};

#[tokio::test]
async fn every_colour_that_a_page_gives_can_be_read_in_the_frame() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    for colours in [
        // Hardly to be told from white; from black; three that go together; two that do not.
        json!({ "accent": "#fdf6b2" }),
        json!({ "accent": "#101010", "surface": "#0b0b12", "text": "#f4f4ff" }),
        json!({ "accent": "teal", "surface": "#fff8ee", "ground": "#f6ead8", "text": "#2a2018", "radius": "14px" }),
        json!({ "accent": "red", "surface": "#777", "text": "#888" }),
        // Our marks could not be read there.
        json!({ "accent": "oklch(0.7 0.2 320)", "surface": "#b0b0b0", "text": "#000" }),
        json!({ "accent": "currentcolor", "surface": "inherit", "text": "rgb(0 0 0 / 40%)" }),
        json!({ "accent": "url(https://elsewhere.example)", "surface": "expression(1)", "radius": "1px; color: red" }),
    ] {
        guest.opens("/candidates/cand_0001").await?;
        let give = "const style = document.querySelector('send-to-bamboohr').style;
            for (const [name, value] of Object.entries(arguments[0])) style.setProperty(`--send-to-bamboohr-${name}`, value)";
        person.browser().script(give, vec![colours.clone()]).await?;
        guest.opens_the_form().await?;
        person.sees("Send Amelia Hartwell to BambooHR").await?;
        // With what is wrong marked as well.
        person.enters("Last Name", "").await?;
        person.presses("Send to BambooHR").await?;
        person.sees("There is a problem").await?;
        let checked = guest.finds_no_barrier_in_the_frame().await;
        checked.with_context(|| format!("with {colours}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_page_says_about_the_look_arrives_in_the_form_and_at_what_the_element_draws()
-> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest
        .tells(
            "const sheet = new CSSStyleSheet();
             sheet.replaceSync(`
                 send-to-bamboohr {
                     --send-to-bamboohr-accent: rgb(0, 96, 96);
                     --send-to-bamboohr-on-accent: rgb(255, 250, 205);
                     --send-to-bamboohr-surface: rgb(255, 248, 238);
                     --send-to-bamboohr-ground: rgb(250, 240, 226);
                     --send-to-bamboohr-text: rgb(42, 32, 24);
                     --send-to-bamboohr-radius: 14px;
                 }
                 send-to-bamboohr::part(dialog) { opacity: 0.9 }
                 send-to-bamboohr::part(close) { opacity: 0.8 }
                 send-to-bamboohr::part(frame) { opacity: 0.7 }`);
             document.adoptedStyleSheets = [sheet]",
        )
        .await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    let expected = json!({
        "body": ["rgb(250, 240, 226)", "rgb(42, 32, 24)"],
        "input": ["rgb(255, 248, 238)", "14px"],
    });
    let look = "const style = (selector) => getComputedStyle(document.querySelector(selector));
        const [body, input] = [style('body'), style('input[type=text]')];
        return { body: [body.backgroundColor, body.color], input: [input.backgroundColor, input.borderTopLeftRadius] }";
    wait_for("the form to look like the page", async || {
        let found = person.browser().script(look, vec![]).await?;
        ensure!(found == expected, "{found}");
        Ok(Some(()))
    })
    .await?;
    for (selector, name, value) in [
        ("button.open", "background-color", "rgb(0, 96, 96)"),
        ("button.open", "color", "rgb(255, 250, 205)"),
        ("button.open", "border-top-left-radius", "14px"),
        ("dialog", "background-color", "rgb(255, 248, 238)"),
        ("dialog", "color", "rgb(42, 32, 24)"),
        ("dialog", "opacity", "0.9"),
        (".close", "opacity", "0.8"),
        ("iframe", "opacity", "0.7"),
    ] {
        let found = guest.style_in_the_widget(selector, name).await?;
        ensure!(found == json!(value), "{selector} {name}: {found}");
    }
    Ok(())
}
