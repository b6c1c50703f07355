//! The form on a page of another system: what its script costs that page, and how long a press takes until the form can be
//! used, compared with opening the form in the application. With nothing in the browser's cache, and with all of it.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use system_tests::{Guest, World, wait_for};

/// Openings of each kind; the middle one is told.
const ROUNDS: usize = 5;
const OPENINGS: usize = 2 * ROUNDS;

/// When each task of the page that took longer than 50 milliseconds ended, and the moment of each press and of `ready`.
const WATCH: &str = "
    window.long = [];
    new PerformanceObserver((found) => window.long.push(...found.getEntries().map((entry) => entry.startTime + entry.duration))).observe({ type: 'longtask', buffered: true });
    const widget = document.querySelector('send-to-bamboohr');
    widget.addEventListener('ready', () => (window.ready ??= performance.now()));
    widget.shadowRoot.querySelector('button').addEventListener('click', () => (window.pressed = performance.now()), true)";

/// Milliseconds from the beginning of the navigation until the form's button is there.
const FORM: &str =
    "return document.querySelector('form button[type=submit]') ? performance.now() : null";

/// Prints, and gives the number of long tasks of the page around the form.
pub(crate) async fn measure() -> Result<u64> {
    let (mut cold, mut warm, mut own_cold, mut own_warm) = (vec![], vec![], vec![], vec![]);
    let mut long_tasks = 0;
    for _ in 0..ROUNDS {
        let world = World::new().await?;
        let guest = Guest::of(&world).await?;
        for times in [&mut cold, &mut warm] {
            let (time, long) = widget(&world, &guest).await?;
            times.push(time);
            long_tasks += long;
        }
        let world = World::new().await?;
        for times in [&mut own_cold, &mut own_warm] {
            times.push(application(&world).await?);
        }
    }
    println!(
        "embed: from the press to the form {:.0} ms with an empty cache, {:.0} ms with a full one; the application's own page \
         {:.0} ms and {:.0} ms; long tasks of the page around it: {long_tasks} in {OPENINGS} openings",
        middle(cold),
        middle(warm),
        middle(own_cold),
        middle(own_warm),
    );
    Ok(long_tasks)
}

/// A machine that is not busy with something else holds this: what the script does when its button is pressed is little.
pub(crate) fn had_none(found: u64) -> Result<()> {
    ensure!(
        found == 0,
        "From the press on, the page around the form had tasks of more than 50 ms, {found} in {OPENINGS} openings. The script \
         must not hold up the page that it is in."
    );
    Ok(())
}

/// Milliseconds from the press to the form, and how many long tasks the page had from the press on.
async fn widget(world: &World, guest: &Guest<'_>) -> Result<(f64, u64)> {
    guest.opens("/candidates/cand_0001").await?;
    let browser = world.person.browser();
    browser.script(WATCH, vec![]).await?;
    guest.presses_in_the_widget("button.open").await?;
    let time = wait_for("the form", async || {
        let script = "return window.ready ? window.ready - window.pressed : null";
        Ok(browser.script(script, vec![]).await?.as_f64())
    })
    .await?;
    // Before the press the page itself is being loaded, which is not the script's doing.
    let script = "return window.long.filter((end) => end > window.pressed).length";
    let long = browser.script(script, vec![]).await?;
    Ok((time, long.as_u64().context("no count")?))
}

async fn application(world: &World) -> Result<f64> {
    world.person.opens("/candidates/cand_0001/send").await?;
    let browser = world.person.browser();
    wait_for("the form", async || {
        let time: Value = browser.script(FORM, vec![]).await?;
        Ok(time.as_f64())
    })
    .await
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
