//! A page shows the button, the form, and the employee's id afterwards.

use anyhow::{Context, Result, ensure};
use system_tests::{Ats, World, wait_for};

use crate::package::{esbuild, installed, said};
use crate::{PRODUCT, example};

const EMAIL: &str = "amelia.hartwell@example.com";

/// What comes with the npm package.
const PACKAGE: &str = include_str!("../../embed/README.md");
/// A page with nothing but a script.
const SCRIPT: &str = "<!doctype html><html lang=\"en\"><title>ATS</title><body><script type=\"module\" src=\"/app.js\"></script></body></html>";

#[tokio::test]
async fn the_page_in_plain_html_sends_a_hire() -> Result<()> {
    let html = example("html", "<!doctype html>")?;
    sends(|proxy| Ok(vec![("index.html", html.replace(PRODUCT, proxy))])).await
}

#[tokio::test]
async fn the_page_in_the_package_sends_a_hire() -> Result<()> {
    let (_, html) = PACKAGE.split_once("```html\n").context("no page")?;
    let (html, _) = html.split_once("\n```").context("a page without end")?;
    sends(|proxy| Ok(vec![("index.html", html.replace(PRODUCT, proxy))])).await
}

#[tokio::test]
async fn the_page_in_react_sends_a_hire() -> Result<()> {
    let text = example("jsx", "// App.jsx")?;
    sends(|proxy| bundled("App.jsx", &text.replace(PRODUCT, proxy))).await
}

#[tokio::test]
async fn the_page_in_vue_sends_a_hire() -> Result<()> {
    let text = example("js", "// app.js")?;
    sends(|proxy| bundled("app.js", &text.replace(PRODUCT, proxy))).await
}

#[tokio::test]
async fn the_page_with_a_frame_of_its_own_sends_a_hire() -> Result<()> {
    let html = example("html", "<iframe id=\"form\"")?;
    let world = World::new().await?;
    let proxy = world.person.home();
    // What it writes to the console shall be seen.
    let listen = "<script>console.log = (...said) => { document.title = said.join(' ') }</script>";
    let page = format!("{listen}{}", html.replace(PRODUCT, proxy));
    let ats = Ats::serve_printed(vec![("index.html", page)], proxy).await?;
    ats.is_joined().await?;
    let driver = &world.person.browser().driver;
    driver.goto(ats.origin()).await?;
    let person = &world.person;
    // As wide as the page, and not as a frame is by itself.
    let width = "return document.querySelector('#form').clientWidth > 600";
    ensure!(person.browser().script(width, vec![]).await? == true);
    driver.enter_frame(0).await?;
    // The first room is there, in the page's colour.
    person.enters("First Name", "Amelie").await?;
    let accent = "return getComputedStyle(document.documentElement).getPropertyValue('--accent')";
    let accent = person.browser().script(accent, vec![]).await?;
    ensure!(accent == "rgb(122 46 142)", "{accent}");
    driver.enter_default_frame().await?;
    asks_before_it_is_left(&world, true).await?;
    driver.enter_frame(0).await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Amelie Hartwell is now in BambooHR").await?;
    let employee = world.employee(EMAIL)?;
    driver.enter_default_frame().await?;
    wait_for("the page to hear of it", async || {
        let is_told = driver.title().await? == format!("employee {}", employee.id);
        Ok(is_told.then_some(()))
    })
    .await?;
    asks_before_it_is_left(&world, false).await
}

/// Whether the page would have its reader asked.
async fn asks_before_it_is_left(world: &World, asks: bool) -> Result<()> {
    let leaving = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    wait_for("the page to know what was typed", async || {
        let asked = world.person.browser().script(leaving, vec![]).await?;
        Ok((asked == asks).then_some(()))
    })
    .await
}

/// A bundle of this module and what it imports, as the page's script.
fn bundled(name: &str, text: &str) -> Result<Vec<(&'static str, String)>> {
    let project = installed()?;
    std::fs::write(project.path().join(name), text)?;
    let bundle = said(esbuild(&project).args([
        name,
        "--jsx=automatic",
        "--define:process.env.NODE_ENV=\"production\"",
        "--define:__VUE_OPTIONS_API__=true",
    ]))?;
    Ok(vec![("index.html", SCRIPT.to_owned()), ("app.js", bundle)])
}

async fn sends(files: impl FnOnce(&str) -> Result<Vec<(&'static str, String)>>) -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    let ats = Ats::serve_printed(files(person.home())?, person.home()).await?;
    ats.is_joined().await?;
    sends_on(&world, ats.origin()).await
}

/// Somebody presses the button of this page, and the button in the form.
pub(crate) async fn sends_on(world: &World, page: &str) -> Result<()> {
    let person = &world.person;
    let driver = &person.browser().driver;
    driver.goto(page).await?;
    let inside = |selector: &str| {
        format!(
            "return document.querySelector('send-to-bamboohr')?.shadowRoot?.querySelector('{selector}')"
        )
    };
    let found = async |selector: &str| {
        wait_for(selector, async || {
            let found = driver.execute(inside(selector), vec![]).await?;
            Ok((!found.json().is_null()).then(|| found.element()))
        })
        .await?
        .map_err(anyhow::Error::from)
    };
    found("button.open").await?.click().await?;
    found("iframe").await?.enter_frame().await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee(EMAIL)?;
    driver.enter_default_frame().await?;
    person.sees(&format!("Employee {}", employee.id)).await?;
    ensure!(world.creates() == 1);
    Ok(())
}
