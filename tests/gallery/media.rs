//! Less motion and forced colours, as far as styles tell.

use anyhow::Result;
use serde_json::json;
use system_tests::World;

use crate::shared::on_the_gallery;
use crate::{ask, open, press, until};

#[test]
fn nothing_moves_for_who_asks_for_less_motion() -> Result<()> {
    on_the_gallery(|world| Box::pin(motion(world)))
}

async fn prefer(world: &World, name: &str, value: &str) -> Result<()> {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    let browser = world.person.browser();
    browser
        .devtools("Emulation.setEmulatedMedia", features)
        .await?;
    Ok(())
}

/// What takes longer than a millisecond to move, or never ends.
const MOVING: &str = "
    const seconds = (text) => text.split(',').map((part) => parseFloat(part) * (part.includes('ms') ? 0.001 : 1));
    return [...document.querySelectorAll('.page *, .toasts *')].filter((element) => {
        const style = getComputedStyle(element);
        const moves = style.animationName !== 'none' && (style.animationIterationCount === 'infinite'
            || seconds(style.animationDuration).some((long) => long > 0.001));
        return moves || seconds(style.transitionDuration).some((long) => long > 0.001);
    }).length > 0";

async fn motion(world: &World) -> Result<()> {
    press(world, "#toasts .button").await?;
    prefer(world, "prefers-reduced-motion", "no-preference").await?;
    until(world, MOVING, true).await?;
    prefer(world, "prefers-reduced-motion", "reduce").await?;
    until(world, MOVING, false).await
}

#[test]
fn with_forced_colours_states_are_still_told_apart() -> Result<()> {
    on_the_gallery(|world| Box::pin(forced_colours(world)))
}

async fn forced_colours(world: &World) -> Result<()> {
    prefer(world, "forced-colors", "active").await?;
    open(world).await?;
    until(
        world,
        "return matchMedia('(forced-colors: active)').matches",
        true,
    )
    .await?;
    let style = "const style = (selector, name, pseudo) =>
        getComputedStyle(document.querySelector(selector), pseudo)[name];";
    for (what, differs) in [
        (
            "the thumb of a switch from its track",
            "style('#switch-on .switch__thumb', 'backgroundColor') !== style('#switch-on .switch__track', 'backgroundColor')
                && style('#switch-off .switch__thumb', 'backgroundColor') !== style('#switch-off .switch__track', 'backgroundColor')",
        ),
        (
            "on from off",
            "style('#switch-on .switch__track', 'backgroundColor') !== style('#switch-off .switch__track', 'backgroundColor')",
        ),
        (
            "the chosen tab from the others",
            "style('#tabs [aria-selected=true]', 'borderBlockEndColor') !== style('#tabs [aria-selected=false]', 'borderBlockEndColor')",
        ),
        (
            "passed stages from those to come",
            "style('#stage-path-offer li:first-child', 'borderBlockEndColor', '::before') !== style('#stage-path-offer li:last-child', 'borderBlockEndColor', '::before')",
        ),
        (
            "a badge from the page",
            "style('#badges .badge', 'borderBlockEndStyle') === 'solid' && style('#badges .badge', 'borderBlockEndColor') !== style('body', 'backgroundColor')",
        ),
        (
            "a busy button from one that can be pressed",
            "style('#button-busy .button', 'color') !== style('#button-secondary .button', 'color')",
        ),
    ] {
        let told_apart = ask(world, &format!("{style} return {differs}")).await?;
        anyhow::ensure!(told_apart == true, "forced colours hide {what}");
    }
    Ok(())
}
