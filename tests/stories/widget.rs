//! The form on a page of an applicant tracking system: another origin, with its own look, router and strict policy.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use system_tests::{Ats, Cookies, Guest, World, wait_for};
use thirtyfour::Key;

const AMELIA: &str = "amelia.hartwell@example.com";

/// What the page is told of the employee.
fn employee_in(event: &Value) -> Option<&str> {
    event.pointer("/employee/id").and_then(Value::as_str)
}

#[tokio::test]
async fn a_recruiter_sends_from_a_page_of_another_system_which_hears_of_the_employee_and_stays_as_it_was()
-> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    // The page before anything of ours was in it.
    guest.opens("/candidates/cand_0001?bare").await?;
    let before = guest.look().await?;
    guest.opens("/candidates/cand_0001").await?;
    person.notes_the_document().await?;
    guest.finds_no_barrier_in_the_widget().await?;

    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    guest.finds_no_barrier_in_the_frame().await?;
    guest.finds_no_barrier_in_the_widget().await?;
    guest.enters_the_frame().await?;
    person.need_not_scroll_sideways().await?;
    person.enters("Hire Date", "2040-03-05").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;
    guest.finds_no_barrier_in_the_frame().await?;
    let employee = world.employee(AMELIA)?;
    person.sees(&format!("Employee id {}", employee.id)).await?;
    ensure!(world.creates() == 1);

    let sent = guest.hears("sent").await?;
    ensure!(employee_in(&sent) == Some(&employee.id), "{sent}");
    ensure!(sent.get("candidate") == Some(&json!("cand_0001")), "{sent}");
    ensure!(guest.heard("sent").await?.len() == 1);
    let kinds = guest.heard("progress").await?.len();
    ensure!(kinds > 0, "no progress was told");
    person
        .sees(&format!("Employee {} in BambooHR", employee.id))
        .await?;

    guest.enters_the_frame().await?;
    person.presses("Back to Amelia Hartwell").await?;
    guest.hears("close").await?;
    let focus = guest
        .tells("return document.activeElement === widget")
        .await?;
    ensure!(focus == json!(true), "the focus is not where it was");
    ensure!(guest.look().await? == before, "the page looks otherwise");

    person.presses("Jobs").await?;
    person.sees("Two jobs are open.").await?;
    person.browser().driver.back().await?;
    person.sees("Not in BambooHR yet").await?;
    person.has_not_reloaded().await?;
    // Whoever comes back finds what became of it.
    guest.opens_the_form().await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;
    ensure!(world.creates() == 1);
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

#[tokio::test]
async fn it_works_where_a_frame_may_keep_no_cookie_or_nothing_at_all() -> Result<()> {
    // That the settings count is seen by what a frame may keep.
    for (cookies, may_have_cookies, may_keep) in [
        (Cookies::Foreign, true, true),
        (Cookies::NoForeign, false, true),
        (Cookies::Nothing, false, false),
    ] {
        let world = World::keeping(cookies).await?;
        let (guest, person) = (Guest::of(&world).await?, &world.person);
        guest.opens("/candidates/cand_0001").await?;
        guest.opens_the_form().await?;
        person.sees("Send Amelia Hartwell to BambooHR").await?;
        let asked = "let kept = true;
            try { sessionStorage.length } catch { kept = false }
            const before = document.cookie;
            document.cookie = 'tried=1; SameSite=None; Secure';
            const hasCookies = document.cookie !== '';
            document.cookie = 'tried=; SameSite=None; Secure; Max-Age=0';
            return [before, hasCookies, kept]";
        let found = person.browser().script(asked, vec![]).await?;
        ensure!(
            found == json!(["", may_have_cookies, may_keep]),
            "{cookies:?}: {found}"
        );
        person.presses("Send to BambooHR").await?;
        person.sees("Amelia Hartwell is now in BambooHR").await?;
        let employee = world.employee(AMELIA)?;
        let sent = guest.hears("sent").await?;
        ensure!(employee_in(&sent) == Some(&employee.id), "{sent}");
        ensure!(world.creates() == 1);
    }
    Ok(())
}

#[tokio::test]
async fn typing_survives_a_token_that_ended_and_a_system_that_gives_no_other_for_a_while()
-> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    ensure!(guest.ats.tokens() == 1);
    person.enters("Hire Date", "2040-03-05").await?;

    guest.ats.ends_its_sessions().await?;
    person.enters("Preferred Name", "Mia").await?;
    wait_for("another token", async || {
        Ok((guest.ats.tokens() == 2).then_some(()))
    })
    .await?;
    person.sees("Draft saved").await?;

    guest.ats.gives_no_tokens(true);
    guest.ats.ends_its_sessions().await?;
    person.enters("Preferred Name", "Mila").await?;
    person.sees("You are not let in any more").await?;
    ensure!(person.reads("Preferred Name").await? == "Mila");
    guest.ats.gives_no_tokens(false);
    person.presses("Try again").await?;
    person.sees_no_more("You are not let in any more").await?;
    ensure!(person.reads("Preferred Name").await? == "Mila");
    person.presses("Send to BambooHR").await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee(AMELIA)?;
    ensure!(
        employee
            .fields
            .get("preferredName")
            .is_some_and(|name| name == "Mila")
    );
    ensure!(
        employee
            .fields
            .get("hireDate")
            .is_some_and(|date| date == "2040-03-05")
    );
    Ok(())
}

#[tokio::test]
async fn another_candidate_gets_a_form_of_their_own_and_the_first_keeps_what_was_typed()
-> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001?mode=panel").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    person.enters("Preferred Name", "Mila").await?;
    person.sees("Draft saved").await?;
    for (candidate, name) in [
        ("cand_0002", "Jonas Brandt"),
        ("cand_0001", "Amelia Hartwell"),
    ] {
        guest.leaves_the_frame().await?;
        let name_it = "document.querySelector('send-to-bamboohr').candidate = arguments[0]";
        person
            .browser()
            .script(name_it, vec![json!(candidate)])
            .await?;
        guest.enters_the_frame().await?;
        person.sees(&format!("Send {name} to BambooHR")).await?;
    }
    ensure!(person.reads("Preferred Name").await? == "Mila");
    // Taken out of the page and put back, it begins anew and finds everything.
    guest.leaves_the_frame().await?;
    let move_it = "const widget = document.querySelector('send-to-bamboohr'); widget.remove();
        document.querySelector('main').append(widget)";
    person.browser().script(move_it, vec![]).await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    ensure!(person.reads("Preferred Name").await? == "Mila");
    let failures = guest.heard("failed").await?;
    ensure!(failures.is_empty(), "{failures:?}");
    Ok(())
}

#[tokio::test]
async fn nobody_loses_what_was_typed_by_closing_the_form() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    person.strikes(Key::Escape).await?;
    guest.hears("close").await?;

    // Whether the browser asks who leaves the page now.
    let leave = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    guest.opens_the_form().await?;
    ensure!(
        guest.tells(leave).await? == json!(false),
        "nothing is typed"
    );
    guest.enters_the_frame().await?;
    person.enters("Hire Date", "2040-03-05").await?;
    guest.hears("dirty").await?;
    ensure!(guest.tells(leave).await? == json!(true), "nobody is asked");
    guest.presses_in_the_widget(".close").await?;
    guest.enters_the_frame().await?;
    person.sees("Close without sending?").await?;
    guest.finds_no_barrier_in_the_frame().await?;
    person.presses("Go on with the form").await?;
    ensure!(guest.heard("close").await?.len() == 1);
    guest.presses_in_the_widget(".close").await?;
    guest.enters_the_frame().await?;
    person.presses("Close").await?;
    wait_for("the form to close", async || {
        Ok((guest.heard("close").await?.len() == 2).then_some(()))
    })
    .await?;
    // Nobody is asked anything about what is closed already.
    ensure!(guest.tells(leave).await? == json!(false), "it is closed");
    guest.tells("widget.close()").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    ensure!(!person.text().await?.contains("Close without sending?"));

    guest.opens("/candidates/cand_0001").await?;
    guest.opens_the_form().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    ensure!(person.reads("Hire Date").await? == "2040-03-05");
    ensure!(world.creates() == 0);
    Ok(())
}

/// Waits until everything in the frame is in sight without scrolling it, and nothing is left over below.
async fn fits(world: &World) -> Result<()> {
    let excess = "const content = document.body.getBoundingClientRect().height;
        return [document.documentElement.scrollHeight - innerHeight, innerHeight - content]";
    wait_for("the panel to be as high as its content", async || {
        let found = world.person.browser().script(excess, vec![]).await?;
        let within = |at: usize| found[at].as_f64().is_some_and(|pixels| pixels <= 1.0);
        Ok((within(0) && within(1)).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_panel_is_as_high_as_its_content_and_looks_like_the_page_around_it() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0001?mode=panel").await?;
    guest.enters_the_frame().await?;
    person.sees("Send Amelia Hartwell to BambooHR").await?;
    let measure = "const style = getComputedStyle(document.documentElement);
        return [style.getPropertyValue('--accent'), getComputedStyle(document.body).fontFamily, style.colorScheme, document.cookie]";
    fits(&world).await?;
    let found = person.browser().script(measure, vec![]).await?;
    ensure!(
        found.get(0) == Some(&json!("rgb(122 46 142)")),
        "the accent of the page: {found}"
    );
    ensure!(
        found.get(1) == Some(&json!("Georgia, serif")),
        "the letters of the page: {found}"
    );
    // The page says nothing about dark colours, so it is light whatever the system would like.
    ensure!(found.get(2) == Some(&json!("light")), "{found}");
    ensure!(found.get(3) == Some(&json!("")), "a cookie: {found}");
    guest.finds_no_barrier_in_the_frame().await?;
    // A page that loads the script twice, by two addresses, has one element.
    guest.leaves_the_frame().await?;
    let again = "const first = customElements.get('send-to-bamboohr');
        return import(arguments[0]).then(() => customElements.get('send-to-bamboohr') === first)";
    let script = format!("{}/embed/send-to-bamboohr.js?again", person.home());
    let is_one = person.browser().script(again, vec![json!(script)]).await?;
    ensure!(is_one == json!(true), "{is_one}");
    guest.enters_the_frame().await?;
    person.browser().resize(390, 844).await?;
    person.need_not_scroll_sideways().await?;
    guest.finds_no_barrier_in_the_frame().await?;
    fits(&world).await?;
    // What came of it is shorter than the form.
    person.presses("Send to BambooHR").await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;
    fits(&world).await
}

#[tokio::test]
async fn the_whole_way_needs_no_pointer() -> Result<()> {
    let world = World::new().await?;
    let (guest, person) = (Guest::of(&world).await?, &world.person);
    guest.opens("/candidates/cand_0002").await?;
    for _ in 0..10 {
        person.strikes(Key::Tab).await?;
        let focus = "return document.activeElement.localName";
        if person.browser().script(focus, vec![]).await? == json!("send-to-bamboohr") {
            break;
        }
    }
    person.strikes(Key::Enter).await?;
    guest.enters_the_frame().await?;
    person.sees("Send Jonas Brandt to BambooHR").await?;
    person.tabs_to("Send to BambooHR").await?;
    person.strikes(Key::Enter).await?;
    person.sees("Jonas Brandt is now in BambooHR").await?;
    person.tabs_to("Back to Jonas Brandt").await?;
    person.strikes(Key::Enter).await?;
    guest.hears("close").await?;
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn forged_messages_of_any_kind_have_no_effect() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let hostile = Ats::serve("hostile", person.home()).await?;
    hostile.is_joined().await?;
    let attack = async |script: &str| {
        person.browser().driver.goto(hostile.origin()).await?;
        wait_for("the attacks", async || {
            let there = person
                .browser()
                .script("return window.attacks !== undefined", vec![])
                .await?;
            Ok((there == json!(true)).then_some(()))
        })
        .await?;
        // Not awaited by the driver, which waits for frames that an attack takes elsewhere.
        let begin = format!("{script}.then((came) => {{ window.came = came; }})");
        person.browser().script(&begin, vec![]).await?;
        wait_for(script, async || {
            let came = "return window.came ?? null";
            let came = person.browser().script(came, vec![]).await?;
            Ok(Some(came).filter(|came| !came.is_null()))
        })
        .await
    };
    let beside = attack("window.attacks.beside(1000)").await?;
    let plain = attack("window.attacks.plain(1000)").await?;
    let channel = attack("window.attacks.channel(2000)").await?;
    let widget = attack("window.attacks.widget(2000)").await?;
    let liar = attack("window.attacks.liar(1000)").await?;
    println!("forged: {beside} {plain} {channel} {widget} {liar}");
    let tried = [&beside, &plain, &channel, &widget, &liar].map(|attack| &attack["tried"]);
    ensure!(tried == [2000, 2000, 2000, 4000, 2000]);
    // Nobody but the page itself gets an answer, and nothing happens because somebody says that it did.
    ensure!(beside["got"] == 0 && plain["got"] == 0, "{beside} {plain}");
    ensure!(channel["told"] == json!([]), "{channel}");
    ensure!(widget["events"] == json!([]), "{widget}");
    ensure!(widget["failed"] == "no-token", "{widget}");
    ensure!(liar["got"] == 0 && liar["events"] == json!([]), "{liar}");
    ensure!(liar["note"] == "Loading…", "{liar}");
    let log = world.proxy.log();
    ensure!(!log.contains("/api/embed/open"), "a forged token was tried");
    ensure!(world.creates() == 0 && hostile.tokens() == 0);
    Ok(())
}
