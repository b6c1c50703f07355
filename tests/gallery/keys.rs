//! The keys of the parts that are not lists.

use anyhow::Result;
use system_tests::World;
use thirtyfour::Key;

use crate::shared::on_the_gallery;
use crate::{ask, focus, until};

#[test]
fn a_menu_opens_goes_around_and_gives_the_focus_back() -> Result<()> {
    on_the_gallery(|world| Box::pin(menu(world)))
}

async fn menu(world: &World) -> Result<()> {
    let person = &world.person;
    let expanded =
        "return document.querySelector('#menu-actions-button').getAttribute('aria-expanded')";
    focus(world, "#menu-actions-button").await?;
    person.strikes(Key::Enter).await?;
    person.has_focus_on("Open the gallery").await?;
    until(world, expanded, "true").await?;
    person.strikes(Key::Down).await?;
    person.has_focus_on("Open in BambooHR").await?;
    person.strikes(Key::End).await?;
    person.has_focus_on("Send to BambooHR").await?;
    person.strikes(Key::Down).await?;
    person.has_focus_on("Open the gallery").await?;
    person.strikes(Key::Up).await?;
    person.has_focus_on("Send to BambooHR").await?;
    // A disabled item is reached, and does nothing.
    person.strikes(Key::Enter).await?;
    until(world, expanded, "true").await?;
    person.strikes(Key::Home).await?;
    person.types("s").await?;
    person.has_focus_on("Send to BambooHR").await?;
    person.strikes(Key::Escape).await?;
    person.has_focus_on("Actions").await?;
    until(world, expanded, "false").await?;
    person.strikes(Key::Up).await?;
    person.has_focus_on("Send to BambooHR").await?;
    person.strikes(Key::Tab).await?;
    until(world, expanded, "false").await
}

#[test]
fn arrows_home_and_end_choose_a_tab_and_tab_goes_into_its_panel() -> Result<()> {
    on_the_gallery(|world| Box::pin(tabs(world)))
}

async fn tabs(world: &World) -> Result<()> {
    let person = &world.person;
    let panel = "return [...document.querySelectorAll('#tabs [role=tabpanel]')]
        .filter((panel) => panel.checkVisibility()).map((panel) => panel.innerText).join()";
    let (first, second, third) = (
        "Connected to acme, checked every hour.",
        "Twelve fields are sent, two of them required.",
        "Three people may send.",
    );
    focus(world, "#tabs-settings-tab-0").await?;
    until(world, panel, first).await?;
    for (key, tab, words) in [
        (Key::Right, "Fields", second),
        (Key::Left, "Connection", first),
        (Key::Left, "People", third),
        (Key::Home, "Connection", first),
        (Key::End, "People", third),
        (Key::Right, "Connection", first),
    ] {
        person.strikes(key).await?;
        person.has_focus_on(tab).await?;
        until(world, panel, words).await?;
    }
    let reachable = "return document.querySelectorAll('#tabs [role=tab][tabindex=\"0\"]').length";
    until(world, reachable, 1).await?;
    person.strikes(Key::Tab).await?;
    until(
        world,
        "return document.activeElement.id",
        "tabs-settings-panel-0",
    )
    .await
}

#[test]
fn a_switch_moves_with_space_and_enter_and_not_while_it_is_busy() -> Result<()> {
    on_the_gallery(|world| Box::pin(switch(world)))
}

async fn switch(world: &World) -> Result<()> {
    let state = |id: &str| {
        format!(
            "const found = document.querySelector('#{id}'); return found.ariaChecked + ' ' + found.innerText.trim()"
        )
    };
    let off = state("switch-off-button");
    focus(world, "#switch-off-button").await?;
    until(world, &off, "false Off").await?;
    world.person.types(" ").await?;
    until(world, &off, "true On").await?;
    world.person.strikes(Key::Enter).await?;
    until(world, &off, "false Off").await?;
    ask(world, "document.querySelector('#switch-off label').click()").await?;
    until(world, &off, "true On").await?;
    focus(world, "#switch-busy-button").await?;
    world.person.types(" ").await?;
    until(world, &state("switch-busy-button"), "true On").await
}

#[test]
fn space_ticks_a_checkbox() -> Result<()> {
    on_the_gallery(|world| Box::pin(checkbox(world)))
}

async fn checkbox(world: &World) -> Result<()> {
    let ticked = "return document.querySelector('#checkbox-box').checked";
    focus(world, "#checkbox-box").await?;
    until(world, ticked, false).await?;
    world.person.types(" ").await?;
    until(world, ticked, true).await?;
    world.person.types(" ").await?;
    until(world, ticked, false).await
}

#[test]
fn escape_closes_what_is_in_front_of_the_page_and_the_focus_comes_back() -> Result<()> {
    on_the_gallery(|world| Box::pin(dialogs(world)))
}

async fn dialogs(world: &World) -> Result<()> {
    let person = &world.person;
    for (opener, id, first) in [
        ("Open a dialog", "dialog-keys", "Understood"),
        ("Open a drawer", "drawer-scopes", "Close"),
        ("Disconnect", "confirm-disconnect", "Disconnect now"),
    ] {
        let is_open = format!("return document.querySelector('#{id}').matches(':modal')");
        person.tabs_to(opener).await?;
        person.strikes(Key::Enter).await?;
        until(world, &is_open, true).await?;
        person.has_focus_on(first).await?;
        // Tab may leave for the browser's own buttons, but never for the page behind.
        for _ in 0..4 {
            person.strikes(Key::Tab).await?;
            let script = format!(
                "return document.activeElement === document.body || document.querySelector('#{id}').contains(document.activeElement)"
            );
            until(world, &script, true).await?;
        }
        person.strikes(Key::Escape).await?;
        until(world, &is_open, false).await?;
        person.has_focus_on(opener).await?;
    }
    Ok(())
}

#[test]
fn a_secret_is_shown_and_hidden_by_keyboard_and_hides_when_the_focus_leaves() -> Result<()> {
    on_the_gallery(|world| Box::pin(secret(world)))
}

async fn secret(world: &World) -> Result<()> {
    let person = &world.person;
    let kind = "return document.querySelector('#secret-input-input').type";
    focus(world, "#secret-input-input").await?;
    person.types("abc123").await?;
    until(world, kind, "password").await?;
    person.strikes(Key::Tab).await?;
    person.has_focus_on("Show API key").await?;
    person.types(" ").await?;
    until(world, kind, "text").await?;
    person.has_focus_on("Hide API key").await?;
    let said = "return document.querySelector('#secret-input [role=status]').innerText";
    until(world, said, "Shown").await?;
    person.strikes(Key::Enter).await?;
    until(world, kind, "password").await?;
    person.strikes(Key::Enter).await?;
    until(world, kind, "text").await?;
    person.strikes(Key::Tab).await?;
    until(world, kind, "password").await?;
    let value = "return document.querySelector('#secret-input-input').value";
    until(world, value, "abc123").await
}

#[test]
fn enter_on_a_head_sorts_and_then_turns_the_order() -> Result<()> {
    on_the_gallery(|world| Box::pin(sorting(world)))
}

async fn sorting(world: &World) -> Result<()> {
    let person = &world.person;
    let order = "return [...document.querySelectorAll('#table thead th')].map((head) => head.ariaSort ?? '-').join(' ')";
    let first =
        "return document.querySelector('#table tbody th').innerText.split('\\n').pop().trim()";
    focus(world, "#table thead button").await?;
    until(world, order, "ascending - -").await?;
    until(world, first, "Ada Lindqvist").await?;
    person.strikes(Key::Enter).await?;
    until(world, order, "descending - -").await?;
    until(world, first, "Farah Winterfeld").await?;
    person.has_focus_on("Name").await?;
    person.strikes(Key::Tab).await?;
    person.has_focus_on("Days").await?;
    person.types(" ").await?;
    until(world, order, "- - ascending").await?;
    person.presses("Show more").await?;
    until(
        world,
        "return document.querySelectorAll('#table tbody tr').length",
        16,
    )
    .await?;
    person.presses("Show more").await?;
    until(
        world,
        "return document.querySelector('#table .more') === null",
        true,
    )
    .await
}

#[test]
fn a_date_input_says_in_words_what_it_understood() -> Result<()> {
    on_the_gallery(|world| Box::pin(date(world)))
}

async fn date(world: &World) -> Result<()> {
    let words = "return document.querySelector('#date-input .date-words').innerText";
    until(world, words, "Monday, 4 January 2027").await?;
    focus(world, "#date-input-input").await?;
    // Which part comes first depends on the browser's language.
    world.person.strikes(Key::Up).await?;
    let value = "return document.querySelector('#date-input-input').value !== '2027-01-04'";
    until(world, value, true).await?;
    let value = ask(
        world,
        "return document.querySelector('#date-input-input').value",
    )
    .await?;
    let wanted = match value.as_str() {
        Some("2027-01-05") => "Tuesday, 5 January 2027",
        Some("2027-02-04") => "Thursday, 4 February 2027",
        _ => "Tuesday, 4 January 2028",
    };
    until(world, words, wanted).await
}

#[test]
fn dismissed_by_keyboard_news_give_the_focus_to_the_next_and_then_back() -> Result<()> {
    on_the_gallery(|world| Box::pin(toasts(world)))
}

async fn toasts(world: &World) -> Result<()> {
    let person = &world.person;
    let count = "return document.querySelectorAll('.toast').length";
    focus(world, "#toasts .button").await?;
    person.strikes(Key::Enter).await?;
    person.strikes(Key::Enter).await?;
    until(world, count, 2).await?;
    ask(world, "document.querySelector('.toast__close').focus()").await?;
    person.strikes(Key::Enter).await?;
    until(world, count, 1).await?;
    person.has_focus_on("Dismiss").await?;
    person.strikes(Key::Enter).await?;
    until(world, count, 0).await?;
    person.has_focus_on("Say something").await
}
