//! The combobox: short, and with three thousand options.

use anyhow::Result;
use system_tests::World;
use thirtyfour::Key;

use crate::shared::on_the_gallery;
use crate::{ask, focus, until};

const EXPANDED: &str = "return document.activeElement.getAttribute('aria-expanded')";
const VALUE: &str = "return document.activeElement.value";
const COUNT: &str =
    "return document.activeElement.parentElement.querySelectorAll('[role=option]').length";
/// The option that the arrows are on; it must be seen whole in its list.
const ACTIVE: &str = "
    const id = document.activeElement.getAttribute('aria-activedescendant');
    const option = id && document.getElementById(id);
    if (!option) return '';
    const [one, all] = [option, option.parentElement].map((element) => element.getBoundingClientRect());
    return one.top >= all.top - 1 && one.bottom <= all.bottom + 1 ? option.innerText : 'out of sight'";
const SAID: &str =
    "return document.activeElement.parentElement.querySelector('[role=status]').innerText";
const REMARK: &str = "return document.activeElement.parentElement.querySelector('.combobox__remark')?.innerText ?? ''";

#[test]
fn a_combobox_is_opened_walked_through_and_closed_by_keys() -> Result<()> {
    on_the_gallery(|world| Box::pin(short(world)))
}

async fn short(world: &World) -> Result<()> {
    let person = &world.person;
    focus(world, "#combobox-input").await?;
    until(world, EXPANDED, "false").await?;
    // It opens on what is chosen.
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "London").await?;
    until(world, SAID, "5 options.").await?;
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "Remote").await?;
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "Berlin").await?;
    person.strikes(Key::Up).await?;
    until(world, ACTIVE, "Remote").await?;
    person.strikes(Key::Escape).await?;
    until(world, EXPANDED, "false").await?;
    until(world, VALUE, "London").await?;
    person.strikes(Key::Up).await?;
    person.strikes(Key::Up).await?;
    until(world, ACTIVE, "Lisbon").await?;
    person.strikes(Key::Enter).await?;
    until(world, VALUE, "Lisbon").await?;
    until(world, EXPANDED, "false").await?;
    // Tab goes on and takes nothing.
    person.strikes(Key::Down).await?;
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "London").await?;
    person.strikes(Key::Tab).await?;
    let left = "const input = document.querySelector('#combobox-input');
        return input.value + ' ' + input.getAttribute('aria-expanded')";
    until(world, left, "Lisbon false").await
}

#[test]
fn what_differs_only_by_case_becomes_the_option_and_what_is_none_stays() -> Result<()> {
    on_the_gallery(|world| Box::pin(leaving(world)))
}

async fn leaving(world: &World) -> Result<()> {
    let person = &world.person;
    let value = "return document.querySelector('#combobox-input').value";
    write(world, "cape  TOWN").await?;
    person.strikes(Key::Tab).await?;
    until(world, value, "Cape Town").await?;
    write(world, "Atlantis").await?;
    until(world, COUNT, 0).await?;
    until(world, SAID, "No option fits.").await?;
    let remark = "No option fits. Type less, or choose from the whole list.";
    until(world, REMARK, remark).await?;
    // The arrows have nowhere to go, and Enter closes the list.
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "").await?;
    person.strikes(Key::Enter).await?;
    until(world, EXPANDED, "false").await?;
    person.strikes(Key::Tab).await?;
    until(world, value, "Atlantis").await
}

/// Types over what stands in the short one.
async fn write(world: &World, text: &str) -> Result<()> {
    focus(world, "#combobox-input").await?;
    ask(world, "document.activeElement.select()").await?;
    world.person.types(text).await
}

#[test]
fn of_three_thousand_options_a_hundred_are_shown_and_typing_finds_the_right_one() -> Result<()> {
    on_the_gallery(|world| Box::pin(long(world)))
}

async fn long(world: &World) -> Result<()> {
    let person = &world.person;
    focus(world, "#combobox-long-input").await?;
    person.strikes(Key::Down).await?;
    until(world, COUNT, 100).await?;
    until(world, REMARK, "100 of 3000 shown. Type to narrow.").await?;
    until(
        world,
        SAID,
        "3000 options, the first 100 of them in the list.",
    )
    .await?;
    until(world, ACTIVE, "Junior Specialist 0001").await?;
    person.strikes(Key::Up).await?;
    until(world, ACTIVE, "Junior Specialist 0034").await?;
    person.types("lead 07").await?;
    until(world, COUNT, 100).await?;
    person.types("42").await?;
    until(world, COUNT, 1).await?;
    until(world, SAID, "1 option.").await?;
    person.strikes(Key::Down).await?;
    until(world, ACTIVE, "Lead Specialist 0742").await?;
    person.strikes(Key::Enter).await?;
    until(world, VALUE, "Lead Specialist 0742").await?;
    Ok(())
}
