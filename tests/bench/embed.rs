//! The form on a page of another system: what its script costs that page, and how long a press takes until the form can be
//! used, compared with opening the form in the application. With nothing in the browser's cache, and with all of it.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use system_tests::{Guest, World, wait_for};

/// Openings of each kind; the middle one is told.
const ROUNDS: usize = 5;
const OPENINGS: usize = 2 * ROUNDS;

/// When each task of the page that took longer than 50 milliseconds ended.
const WATCH: &str = "
    window.long = [];
    new PerformanceObserver((found) => window.long.push(...found.getEntries().map((entry) => entry.startTime + entry.duration))).observe({ type: 'longtask', buffered: true });
    requestIdleCallback(() => (window.idle = true))";

/// The moments when the button is pointed at, when it is pressed and when the form is ready.
const FOLLOW: &str = "
    const widget = document.querySelector('send-to-bamboohr');
    widget.addEventListener('ready', () => (window.ready ??= performance.now()));
    const button = widget.shadowRoot.querySelector('button');
    button.addEventListener('pointerenter', () => (window.near ??= performance.now()), true);
    button.addEventListener('click', () => (window.pressed = performance.now()), true)";

/// Milliseconds from the beginning of the navigation until the form's button is there.
const FORM: &str =
    "return document.querySelector('form button[type=submit]') ? performance.now() : null";

/// Prints, and gives the number of long tasks of the page around the form.
pub(crate) async fn measure() -> Result<u64> {
    let (mut cold, mut warm, mut own_cold, mut own_warm) = (vec![], vec![], vec![], vec![]);
    let (mut pointed_cold, mut pointed_warm) = (vec![], vec![]);
    let (mut long_tasks, mut while_loading, mut while_loading_bare) = (0, 0, 0);
    for _ in 0..ROUNDS {
        let world = World::new().await?;
        let guest = Guest::of(&world).await?;
        for (times, pointed) in [
            (&mut cold, &mut pointed_cold),
            (&mut warm, &mut pointed_warm),
        ] {
            let opening = widget(&world, &guest).await?;
            times.push(opening.from_press);
            pointed.push(opening.from_pointing);
            long_tasks += opening.long_tasks;
            while_loading += opening.while_loading;
        }
        let world = World::new().await?;
        let guest = Guest::of(&world).await?;
        for _ in 0..2 {
            while_loading_bare += bare(&world, &guest).await?;
        }
        let world = World::new().await?;
        for times in [&mut own_cold, &mut own_warm] {
            times.push(application(&world).await?);
        }
    }
    println!(
        "embed: from the press to the form {:.0} ms with an empty cache, {:.0} ms with a full one; from the pointing at the button \
         before it {:.0} ms and {:.0} ms; the application's own page {:.0} ms and {:.0} ms; long tasks of the page around the \
         form: {long_tasks} in {OPENINGS} openings, {while_loading} before it was pointed at; {while_loading_bare} of the page \
         without our script",
        middle(cold),
        middle(warm),
        middle(pointed_cold),
        middle(pointed_warm),
        middle(own_cold),
        middle(own_warm),
    );
    Ok(long_tasks)
}

/// A machine that is not busy with something else holds this: what the script does when its button is pointed at and
/// pressed is little.
pub(crate) fn had_none(found: u64) -> Result<()> {
    ensure!(
        found == 0,
        "From the pointing on, the page around the form had tasks of more than 50 ms, {found} in {OPENINGS} openings. The script \
         must not hold up the page that it is in."
    );
    Ok(())
}

/// One opening, in milliseconds.
struct Opening {
    from_press: f64,
    /// As if somebody had pressed as soon as they pointed at the button.
    from_pointing: f64,
    /// Tasks of the page since the button was pointed at.
    long_tasks: u64,
    /// The same before, while the page itself was being loaded.
    while_loading: u64,
}

async fn widget(world: &World, guest: &Guest<'_>) -> Result<Opening> {
    guest.opens("/candidates/cand_0001").await?;
    let browser = world.person.browser();
    browser.script(WATCH, vec![]).await?;
    browser.script(FOLLOW, vec![]).await?;
    // As with a hand: who presses has pointed at it before.
    guest.points_in_the_widget_at("button.open").await?;
    guest.presses_in_the_widget("button.open").await?;
    let number = async |script: &str| Ok(browser.script(script, vec![]).await?.as_f64());
    let ready = wait_for("the form", async || {
        number("return window.ready ?? null").await
    })
    .await?;
    let pressed = number("return window.pressed").await?;
    let pointed = number("return window.near").await?;
    Ok(Opening {
        from_press: ready - pressed.context("not pressed")?,
        from_pointing: ready - pointed.context("not pointed at")?,
        long_tasks: long_tasks_of(world, "end > window.near").await?,
        while_loading: long_tasks_of(world, "end <= window.near").await?,
    })
}

/// The long tasks of the same page without our script.
async fn bare(world: &World, guest: &Guest<'_>) -> Result<u64> {
    guest.opens("/candidates/cand_0001?bare").await?;
    let browser = world.person.browser();
    browser.script(WATCH, vec![]).await?;
    wait_for("the page to rest", async || {
        let idle = browser.script("return window.idle ?? null", vec![]).await?;
        Ok(idle.as_bool())
    })
    .await?;
    long_tasks_of(world, "true").await
}

async fn long_tasks_of(world: &World, which: &str) -> Result<u64> {
    let script = format!("return window.long.filter((end) => {which}).length");
    let found = world.person.browser().script(&script, vec![]).await?;
    found.as_u64().context("no count")
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
