//! Takes a picture of every screen, wide and narrow, light and dark. Asserts nothing: they are for people.
//!
//! `SCREENSHOTS` names the folder for all of them; `DOCUMENTED_SCREENSHOTS` the one for those that the
//! README shows. Run by `cargo xtask screenshots`.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use bamboohr_sandbox::Fault;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use system_tests::{Browser, World};

const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (390, 844);
/// Longer than it takes to photograph the progress of a send.
const POSE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Result<()> {
    let camera = Camera::from_environment()?;
    let world = World::new().await?;
    let person = &world.person;
    let browser = person.browser();

    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    camera.take(browser, "list", true).await?;
    person.enters("Search candidates", "nobody at all").await?;
    person.sees("No candidates match").await?;
    camera.take(browser, "list-empty", false).await?;

    person.opens("/candidates/cand_0001").await?;
    person.is_on("Amelia Hartwell").await?;
    camera.take(browser, "profile", false).await?;
    person.presses("Actions").await?;
    camera.take(browser, "profile-menu", true).await?;
    person.opens("/candidates/cand_0013").await?;
    person.presses("Actions").await?;
    camera.take(browser, "profile-menu-disabled", false).await?;

    person.opens("/candidates/cand_0001/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    camera.take(browser, "form", false).await?;
    person.enters("Last Name", "").await?;
    person.enters("Home Email", "amelia at example").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("There is a problem").await?;
    camera.take(browser, "form-errors", true).await?;

    person.enters("Last Name", "Hartwell").await?;
    person
        .enters("Home Email", "amelia.hartwell@example.com")
        .await?;
    let creating = || Fault::on("POST", "/employees");
    world.sandbox.add_fault(creating().answer(403));
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    camera.take(browser, "refused", false).await?;

    world.sandbox.add_fault(creating().delay(POSE));
    person.presses("Correct and send again").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Sending Amelia Hartwell to BambooHR").await?;
    camera.take(browser, "progress", true).await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    camera.take(browser, "result", true).await?;
    person.opens("/candidates/cand_0001").await?;
    person.sees("In BambooHR").await?;
    camera.take(browser, "profile-sent", false).await?;

    world.sandbox.add_fault(creating().drop_before_storing());
    person.opens("/candidates/cand_0002/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Please check Jonas Brandt in BambooHR")
        .await?;
    camera.take(browser, "decision", false).await?;
    person.presses("Nobody was created").await?;
    camera.take(browser, "decision-dialog", false).await?;

    let unreadable = Fault::on("GET", "/employees/*").answer(403).times(100);
    world.sandbox.add_fault(unreadable);
    person.opens("/candidates/cand_0003/send").await?;
    person.presses("Send to BambooHR").await?;
    person.found("button", "Read back again").await?;
    camera.take(browser, "result-not-read-back", false).await?;
    world.sandbox.clear_faults();

    gallery(&camera, &world).await?;

    person.opens("/no/such/page").await?;
    person.is_on("We cannot find this page").await?;
    camera.take(browser, "not-found", false).await?;

    browser
        .driver
        .goto(format!("{}/", world.sandbox.url()))
        .await?;
    camera.take(browser, "sandbox", false).await
}

/// Every part in every state, and what some of them bring forth.
async fn gallery(camera: &Camera, world: &World) -> Result<()> {
    let person = &world.person;
    let browser = person.browser();
    person.opens("/gallery").await?;
    person.is_on("Gallery").await?;
    camera.take(browser, "gallery", false).await?;
    for (part, opener) in [
        ("menu", "#menu-actions-button"),
        ("combobox", "#combobox-long-input"),
        ("dialog", "#dialog .button"),
        ("drawer", "#drawer .button"),
        ("toast", "#toasts .button"),
    ] {
        person.opens("/gallery").await?;
        person.is_on("Gallery").await?;
        let press = format!(
            "const opener = document.querySelector('{opener}'); opener.focus(); opener.click()"
        );
        browser.script(&press, vec![]).await?;
        camera
            .take_screen(browser, &format!("gallery-{part}"))
            .await?;
    }
    Ok(())
}

struct Camera {
    all: PathBuf,
    documented: PathBuf,
}

impl Camera {
    fn from_environment() -> Result<Self> {
        let folder = |name: &str| -> Result<PathBuf> {
            let folder = std::env::var_os(name).map(PathBuf::from);
            let folder = folder
                .with_context(|| format!("{name} is not set; run `cargo xtask screenshots`"))?;
            std::fs::create_dir_all(&folder)?;
            Ok(folder)
        };
        Ok(Self {
            all: folder("SCREENSHOTS")?,
            documented: folder("DOCUMENTED_SCREENSHOTS")?,
        })
    }

    /// What fits on the screen, in four variants: for what stands in front of a long page.
    async fn take_screen(&self, browser: &Browser, screen: &str) -> Result<()> {
        let gutter = "document.documentElement.style.scrollbarGutter = 'auto'";
        browser.script(gutter, vec![]).await?;
        for (size, suffix) in [(WIDE, ""), (NARROW, "-390")] {
            browser.resize(size.0, size.1).await?;
            let look = "document.activeElement.scrollIntoView({ block: 'center' })";
            browser.script(look, vec![]).await?;
            for (dark, shade) in [(true, "-dark"), (false, "")] {
                browser.prefer_dark(dark).await?;
                let file = self.all.join(format!("{screen}{suffix}{shade}.png"));
                std::fs::write(file, picture(browser, false).await?)?;
            }
        }
        browser.resize(WIDE.0, WIDE.1).await?;
        println!("{screen}");
        Ok(())
    }

    /// The whole page in four variants; for the documentation, what fits on the screen in the light ones.
    async fn take(&self, browser: &Browser, screen: &str, is_documented: bool) -> Result<()> {
        // There are no scrollbars on the pictures, so no room is kept for them either.
        let gutter = "document.documentElement.style.scrollbarGutter = 'auto'";
        browser.script(gutter, vec![]).await?;
        for (size, suffix) in [(WIDE, ""), (NARROW, "-390")] {
            browser.resize(size.0, size.1).await?;
            for (dark, shade) in [(true, "-dark"), (false, "")] {
                browser.prefer_dark(dark).await?;
                let file = self.all.join(format!("{screen}{suffix}{shade}.png"));
                std::fs::write(file, picture(browser, true).await?)?;
            }
            if is_documented {
                let file = self.documented.join(format!("{screen}{suffix}.png"));
                std::fs::write(file, picture(browser, false).await?)?;
            }
        }
        browser.resize(WIDE.0, WIDE.1).await?;
        println!("{screen}");
        Ok(())
    }
}

/// A picture that holds still: right after a change of size or colours the browser may have repainted only a
/// part of the page.
async fn picture(browser: &Browser, whole_page: bool) -> Result<Vec<u8>> {
    let mut before = snapshot(browser, whole_page).await?;
    for _ in 0..6 {
        let now = snapshot(browser, whole_page).await?;
        if now == before {
            break;
        }
        before = now;
    }
    Ok(before)
}

async fn snapshot(browser: &Browser, whole_page: bool) -> Result<Vec<u8>> {
    let parameters = json!({ "format": "png", "captureBeyondViewport": whole_page });
    let answer = browser
        .devtools("Page.captureScreenshot", parameters)
        .await?;
    let data = answer["data"].as_str().context("no picture")?;
    Ok(STANDARD.decode(data)?)
}
