//! The element `<send-to-bamboohr>` as a page uses it: what it takes, and what the page hears when nothing can be shown.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::{Ats, Guest, World, wait_for};

const BUTTON: &str = "button.open";

/// What the frame may do, and nothing else.
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

/// Waits until the frame that was asked for has said hello.
async fn is_greeted(guest: &Guest<'_>) -> Result<()> {
    wait_for("the frame to say hello", async || {
        let note = guest
            .tells("return widget.shadowRoot.querySelector('p').textContent")
            .await?;
        Ok((note == json!("")).then_some(()))
    })
    .await
}

/// Waits until this expression in the frame has the value.
async fn in_the_frame(
    world: &World,
    guest: &Guest<'_>,
    expression: &str,
    expected: &Value,
) -> Result<()> {
    guest.enters_the_frame().await?;
    let script = format!("return {expression}");
    wait_for(&format!("{expression} to be {expected}"), async || {
        let found = world.person.browser().script(&script, vec![]).await?;
        Ok((found == *expected).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_page_sets_what_the_element_is_to_do_before_and_after_it_is_there() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    // The styles of its parts are the page's.
    guest
        .tells(
            "const sheet = new CSSStyleSheet();
             sheet.replaceSync('send-to-bamboohr::part(button){border-radius:3px} .away{visibility:hidden;pointer-events:none}');
             document.adoptedStyleSheets = [sheet];
             widget.style.setProperty('--send-to-bamboohr-accent', 'rgb(1, 2, 3)')",
        )
        .await?;
    let style = async |name| guest.style_in_the_widget(BUTTON, name).await;
    ensure!(style("border-top-left-radius").await? == json!("3px"));
    ensure!(style("background-color").await? == json!("rgb(1, 2, 3)"));
    guest
        .tells("widget.parentElement.className = 'away'")
        .await?;
    ensure!(style("visibility").await? == json!("hidden"));

    // Without a button, opened and closed by the page. The dialog is in sight, in reach and of its own size.
    guest.tells("widget.mode = 'dialog'").await?;
    let buttons = guest
        .tells("return widget.shadowRoot.querySelectorAll('button.open').length")
        .await?;
    ensure!(buttons == json!(0));
    guest.tells("widget.open(); widget.open()").await?;
    guest.hears("ready").await?;
    let sandbox = guest
        .tells("return widget.shadowRoot.querySelector('iframe').getAttribute('sandbox')")
        .await?;
    ensure!(sandbox == json!(SANDBOX), "{sandbox}");
    for (name, value) in [
        ("visibility", "visible"),
        ("pointer-events", "auto"),
        ("width", "960px"),
    ] {
        let found = guest.style_in_the_widget("dialog", name).await?;
        ensure!(found == json!(value), "{name}: {found}");
    }
    guest.tells("widget.parentElement.className = ''").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    let root = "document.documentElement.dataset";
    in_the_frame(&world, &guest, &format!("{root}.scheme"), &json!("light")).await?;
    guest
        .tells("widget.theme = 'dark'; widget.lang = 'en-US'")
        .await?;
    in_the_frame(&world, &guest, &format!("{root}.scheme"), &json!("dark")).await?;
    in_the_frame(&world, &guest, &format!("{root}.locale"), &json!("en-US")).await?;
    guest
        .tells("widget.style.setProperty('--send-to-bamboohr-accent', 'light-dark(red, rgb(150 200 255))'); widget.theme = null; widget.theme = 'dark'")
        .await?;
    let accent = "document.documentElement.style.getPropertyValue('--accent')";
    in_the_frame(&world, &guest, accent, &json!("rgb(150 200 255)")).await?;
    guest.tells("widget.close()").await?;
    guest.hears("close").await?;

    // Another mode begins anew.
    guest.tells("widget.mode = 'panel'").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    let resized = guest.hears("resize").await?;
    ensure!(
        resized["height"]
            .as_u64()
            .is_some_and(|height| height > 200)
    );
    Ok(())
}

#[tokio::test]
async fn two_elements_in_a_page_do_not_mix_and_one_made_before_its_script_takes_what_was_set()
-> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001?mode=panel").await?;
    guest.hears("ready").await?;
    // In a document without scripts it is nothing yet.
    guest
        .tells(
            "const early = document.implementation.createHTMLDocument('').createElement('send-to-bamboohr');
             Object.assign(early, { candidate: 'cand_0002', mode: 'panel', getToken: async () => {
                 const answer = await fetch('/token?candidate=cand_0002', { method: 'POST' });
                 return (await answer.json()).token;
             } });
             window.early = [];
             for (const name of ['ready', 'dirty', 'failed']) early.addEventListener(name, () => window.early.push(name));
             document.querySelector('main').prepend(early)",
        )
        .await?;
    wait_for("the second to be ready", async || {
        let heard = guest.tells("return window.early").await?;
        Ok((heard == json!(["ready"])).then_some(()))
    })
    .await?;
    ensure!(guest.heard("ready").await?.len() == 1);
    // The first in the page is now the second one.
    guest.enters_the_frame().await?;
    person.sees("Send Jonas Brandt to BambooHR").await?;
    person.enters("Last Name", "Brand").await?;
    wait_for("the second to be dirty", async || {
        let heard = guest.tells("return window.early").await?;
        Ok((heard == json!(["ready", "dirty"])).then_some(()))
    })
    .await?;
    let dirty = guest
        .tells("return [...document.querySelectorAll('send-to-bamboohr')].map((one) => one.dirty)")
        .await?;
    ensure!(dirty == json!([true, false]), "{dirty}");
    // Who is taken out of the page is no longer in anybody's way.
    let heard = guest.tells("widget.remove(); return window.early").await?;
    ensure!(heard == json!(["ready", "dirty", "dirty"]), "{heard}");
    ensure!(guest.heard("dirty").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_page_without_a_function_hands_over_tokens_when_it_is_told_to() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    // What was rendered into the page has been used meanwhile, or is too old.
    guest
        .tells("widget.getToken = null; widget.setAttribute('token', 'stb_embed_of_yesterday')")
        .await?;
    guest.opens_the_form().await?;
    guest.hears("token-expired").await?;
    let failures = guest.heard("failed").await?;
    ensure!(failures.is_empty(), "{failures:?}");
    let token = guest.ats.token("cand_0001").await?;
    guest
        .tells(&format!("widget.token = {}", json!(token)))
        .await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;

    person.enters("Preferred Name", "Mia").await?;
    guest.ats.ends_its_sessions().await?;
    guest.enters_the_frame().await?;
    person.enters("Preferred Name", "Mila").await?;
    wait_for("another token to be wanted", async || {
        Ok((guest.heard("token-expired").await?.len() == 2).then_some(()))
    })
    .await?;
    let token = guest.ats.token("cand_0001").await?;
    guest
        .tells(&format!("widget.setAttribute('token', {})", json!(token)))
        .await?;
    guest.enters_the_frame().await?;
    person.sees("Draft saved").await?;
    ensure!(person.reads("Preferred Name").await? == "Mila");
    Ok(())
}

#[tokio::test]
async fn a_page_that_begins_late_or_moves_the_element_gets_the_form_all_the_same() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    // Pressed before the page's own program has said where tokens come from.
    guest
        .tells("window.late = widget.getToken; widget.getToken = null")
        .await?;
    guest.opens_the_form().await?;
    guest.hears("token-expired").await?;
    guest.tells("widget.getToken = window.late").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;

    // Moved as a whole it stays open; taken out and put elsewhere it is closed, and says so.
    let is_open_after = async |moving: &str| {
        let dialog = "widget.shadowRoot.querySelector('dialog')";
        guest
            .tells(&format!("{moving}; return {dialog}.open"))
            .await
    };
    ensure!(is_open_after("widget.parentElement.moveBefore(widget, null)").await? == true);
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    ensure!(guest.heard("close").await?.is_empty());
    ensure!(is_open_after("widget.parentElement.prepend(widget)").await? == false);
    guest.hears("close").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await
}

#[tokio::test]
async fn a_page_hears_why_nothing_can_be_shown_and_its_reader_tries_again() -> Result<()> {
    let mut world = World::new().await?;
    let guest = Guest::of(&world).await?;
    for (cause, code, words) in [
        (
            "widget.getToken = async () => new Response()",
            "no-token",
            "did not say who you are",
        ),
        (
            "widget.getToken = async () => { throw new Error('no') }",
            "no-token",
            "did not say who you are",
        ),
        (
            "widget.getToken = async () => 'stb_embed_nonsense'",
            "token-not-accepted",
            "is not valid any more",
        ),
        (
            "widget.candidate = 'cand_0002'",
            "candidate-not-allowed",
            "for another candidate",
        ),
        (
            "widget.candidate = null",
            "no-candidate",
            "did not say whom this is about",
        ),
    ] {
        let person = &world.person;
        guest.opens("/candidates/cand_0001").await?;
        // Tokens are for the first candidate, whatever the element says.
        let fixed = "const given = async () => {
            const answer = await fetch('/token?candidate=cand_0001', { method: 'POST' });
            return (await answer.json()).token;
        }; widget.getToken = given; window.mend = () => Object.assign(widget, { getToken: given, candidate: 'cand_0001' })";
        guest.tells(&format!("{fixed}; {cause}")).await?;
        guest.opens_the_form().await?;
        person.sees(words).await?;
        guest.finds_no_barrier_in_the_frame().await?;
        let failed = guest.hears("failed").await?;
        ensure!(failed["code"] == json!(code), "{cause}: {failed}");
        // Whoever closes it and opens it again tries again as well.
        guest.presses_in_the_widget(".close").await?;
        guest.hears("close").await?;
        guest.tells("window.mend()").await?;
        guest.opens_the_form().await?;
        person.sees("Send Amelia Hartwell to BambooHR").await?;
        ensure!(guest.heard("failed").await?.len() == 1, "{cause}");
    }

    guest.opens("/candidates/cand_0001").await?;
    guest
        .tells("widget.shadowRoot.querySelector('button').focus()")
        .await?;
    is_greeted(&guest).await?;
    let ats = guest.ats.clone();
    let token = ats.token("cand_0001").await?;
    guest
        .tells(&format!("widget.getToken = async () => {}", json!(token)))
        .await?;
    world.proxy.kill().await?;
    let guest = Guest::at(&world, ats);
    guest.opens_the_form().await?;
    world
        .person
        .sees("The server cannot be reached now")
        .await?;
    let failed = guest.hears("failed").await?;
    ensure!(failed["code"] == json!("out-of-reach"), "{failed}");
    Ok(())
}

#[tokio::test]
async fn a_frame_that_does_not_arrive_is_said_and_can_be_asked_for_again() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    // Nobody allowed this page to show anything.
    let guest = Guest::at(&world, Ats::serve("ats", person.home()).await?);
    guest.opens("/candidates/cand_0001").await?;
    let hurry = "window.wait = window.setTimeout;
        window.setTimeout = (act, time) => window.wait(act, time === 20000 ? 300 : time)";
    guest.tells(hurry).await?;
    guest.presses_in_the_widget(BUTTON).await?;
    let failed = guest.hears("failed").await?;
    ensure!(failed["code"] == json!("not-loaded"), "{failed}");
    let note = guest
        .tells("return widget.shadowRoot.querySelector('p').textContent")
        .await?;
    ensure!(
        note.as_str()
            .is_some_and(|note| note.starts_with("The form could not be loaded. Ask your admin")),
        "{note}"
    );
    guest.finds_no_barrier_in_the_widget().await?;
    guest.tells("window.setTimeout = window.wait").await?;
    guest.ats.is_joined().await?;
    guest.presses_in_the_widget("p button").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await
}

#[tokio::test]
async fn whoever_only_points_at_the_button_makes_nobody_hear_of_a_failure() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest
        .tells("widget.shadowRoot.querySelector('button').focus()")
        .await?;
    is_greeted(&guest).await?;
    guest.enters_the_frame().await?;
    let clock = "return performance.now()";
    let clock = person.browser().script(clock, vec![]).await?;
    let began = clock.as_f64().context("no time")?;
    // Longer than a page has to be heard, from when the frame began to listen.
    for milliseconds in [10_000.0, 20_500.0] {
        let script = format!("performance.now() > {}", began + milliseconds);
        in_the_frame(&world, &guest, &script, &json!(true)).await?;
    }
    ensure!(!person.text().await?.contains("cannot be shown"));
    ensure!(guest.heard("failed").await?.is_empty());
    ensure!(guest.ats.tokens() == 0, "a token before anybody pressed");
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await
}

#[tokio::test]
async fn who_may_only_read_sees_how_the_sends_stand_and_nothing_else() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;

    guest.ats.lets_read_only();
    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Export log").await?;
    guest.hears("ready").await?;
    guest.enters_the_frame().await?;
    ensure!(!person.text().await?.contains("Download as CSV"));
    guest.finds_no_barrier_in_the_frame().await?;
    ensure!(!person.text().await?.contains("could not be loaded"));
    let ways = "return [...document.querySelectorAll('a')].filter((link) => link.checkVisibility())
        .map((link) => new URL(link.href).origin === location.origin)";
    let ways = person.browser().script(ways, vec![]).await?;
    ensure!(ways == json!([false]), "only the one to BambooHR: {ways}");
    Ok(())
}

#[tokio::test]
async fn a_press_on_what_the_dialog_has_drawn_is_no_press_on_the_page() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest
        .tells("window.pressed = 0; document.querySelector('main').addEventListener('click', () => (window.pressed += 1))")
        .await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    guest.leaves_the_frame().await?;
    guest.presses_in_the_widget(".close").await?;
    guest.hears("close").await?;
    let pressed = guest.tells("return window.pressed").await?;
    ensure!(pressed == json!(1), "only the button itself: {pressed}");
    Ok(())
}
