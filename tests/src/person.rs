//! A person at the screen: finds things by their words, types, presses, and waits for what is to come.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Browser, names, wait_for};

const PRESSABLE: &str = "button, a[href], [role=menuitem], summary";
const FILLABLE: &str = "input, select, textarea";

/// A person with one browser.
#[derive(Debug)]
pub struct Person {
    browser: Browser,
    home: String,
    /// Whether the document was loaded and not yet used.
    just_loaded: AtomicBool,
}

impl Person {
    /// Sits down at `home`, an address such as `http://127.0.0.1:8080`.
    pub fn at(browser: Browser, home: &str) -> Self {
        Self {
            browser,
            home: home.to_owned(),
            just_loaded: AtomicBool::new(true),
        }
    }

    /// Where the application is.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Types an address of the application.
    pub async fn opens(&self, path: &str) -> Result<()> {
        self.browser
            .driver
            .goto(format!("{}{path}", self.home))
            .await?;
        self.just_loaded.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Presses the browser's reload button.
    pub async fn reloads(&self) -> Result<()> {
        self.browser.driver.refresh().await?;
        self.just_loaded.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Presses what begins the application anew: for somebody else, or for nobody.
    pub async fn leaves_by(&self, words: &str) -> Result<()> {
        self.presses(words).await?;
        self.just_loaded.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Waits until this text stands somewhere on the page.
    pub async fn sees(&self, text: &str) -> Result<()> {
        let seen = async || Ok(self.text().await?.contains(text).then_some(()));
        self.waits_for(&format!("“{text}” on the page"), seen).await
    }

    /// Waits until this text stands nowhere on the page any more.
    pub async fn sees_no_more(&self, text: &str) -> Result<()> {
        let gone = async || Ok((!self.text().await?.contains(text)).then_some(()));
        self.waits_for(&format!("“{text}” to go"), gone).await
    }

    /// Notes which document is open; [`Self::has_not_reloaded`] is about this one.
    pub async fn notes_the_document(&self) -> Result<()> {
        let note = "window.__isSameDocument = true";
        self.browser.script(note, vec![]).await?;
        Ok(())
    }

    /// The document that was noted is open still: whatever is new in it came by itself.
    pub async fn has_not_reloaded(&self) -> Result<()> {
        let is_same = "return window.__isSameDocument === true";
        let is_same = self.browser.script(is_same, vec![]).await?;
        ensure!(is_same == json!(true), "the page was loaded anew");
        Ok(())
    }

    /// Waits until the step under way is this one.
    pub async fn sees_under_way(&self, label: &str) -> Result<()> {
        let script = "return [...document.querySelectorAll('[aria-current=step]')].map((step) => step.innerText)";
        let there = async || {
            let steps: Vec<String> =
                serde_json::from_value(self.browser.script(script, vec![]).await?)?;
            let is_there = steps.iter().any(|step| step.contains(label));
            Ok(is_there.then_some(()))
        };
        self.waits_for(&format!("the step “{label}”"), there).await
    }

    /// Everything the page says now.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .browser
            .script("return document.body.innerText", vec![])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page's main heading is this one and has the focus. Only the first page of a
    /// document need not have it: the browser announces that one itself.
    pub async fn is_on(&self, heading: &str) -> Result<()> {
        let there = async || {
            let script = "
                const heading = document.querySelector('h1');
                return [heading?.innerText ?? '', heading !== null && heading === document.activeElement]";
            let found = self.browser.script(script, vec![]).await?;
            let may_lack_focus = self.just_loaded.load(Ordering::Relaxed);
            let is_there = found == json!([heading, true])
                || may_lack_focus && found == json!([heading, false]);
            Ok(is_there.then_some(()))
        };
        self.waits_for(&format!("the heading “{heading}” with the focus"), there)
            .await
    }

    /// The headings of this document that took the focus, in order: each is read out to somebody who
    /// cannot see it.
    pub async fn was_told(&self) -> Result<Vec<String>> {
        let told = self
            .browser
            .script("return window.__headings", vec![])
            .await?;
        Ok(serde_json::from_value(told)?)
    }

    /// Waits for a button, link or menu item with this name and presses it.
    pub async fn presses(&self, name: &str) -> Result<()> {
        // An element that was drawn anew in between is looked for again; it has not been pressed.
        let pressed = async || {
            let Some(element) = self.looks_for(PRESSABLE, name).await? else {
                return Ok(None);
            };
            element.click().await?;
            Ok(Some(()))
        };
        self.just_loaded.store(false, Ordering::Relaxed);
        self.waits_for(&format!("“{name}” to press"), pressed).await
    }

    /// Opens everything in the form that is folded away because it can wait.
    pub async fn unfolds(&self) -> Result<()> {
        self.found(PRESSABLE, "Send to BambooHR").await?;
        let script = "
            const closed = document.querySelectorAll('form details:not([open]):not([hidden]) > summary');
            closed.forEach((line) => line.click())";
        self.browser.script(script, vec![]).await?;
        Ok(())
    }

    /// Whether a button, link or menu item with this name is marked as disabled.
    pub async fn finds_disabled(&self, name: &str) -> Result<bool> {
        let element = self.found(PRESSABLE, name).await?;
        Ok(element.attr("aria-disabled").await?.as_deref() == Some("true"))
    }

    /// Where the link with this name leads.
    pub async fn link(&self, name: &str) -> Result<String> {
        self.found("a[href]", name)
            .await?
            .prop("href")
            .await?
            .context("a link without address")
    }

    /// Replaces what stands in the field with this label.
    pub async fn enters(&self, label: &str, text: &str) -> Result<()> {
        let field = self.found(FILLABLE, label).await?;
        if field.tag_name().await? == "select" {
            return self.chooses(label, text).await;
        }
        if field.attr("type").await?.as_deref() == Some("date") {
            // The typing of a native date field depends on the system's language.
            let script = "arguments[0].value = arguments[1];
                for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));
                arguments[0].dispatchEvent(new Event('blur'));
                arguments[0].dispatchEvent(new Event('focusout', { bubbles: true }));";
            self.browser
                .driver
                .execute(script, vec![field.to_json()?, json!(text)])
                .await?;
            return Ok(());
        }
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + "").await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Presses the switch with this label.
    pub async fn switches(&self, label: &str) -> Result<()> {
        Ok(self.found("[role=switch]", label).await?.click().await?)
    }

    /// Waits until the switch with this label says this word, which is also the state that screen readers tell.
    pub async fn finds_switch(&self, label: &str, word: &str, is_on: bool) -> Result<()> {
        let there = async || {
            let Some(switch) = self.looks_for("[role=switch]", label).await? else {
                return Ok(None);
            };
            let told = switch.attr("aria-checked").await?;
            let is_so = switch.text().await? == word
                && told.as_deref() == Some(if is_on { "true" } else { "false" });
            Ok(is_so.then_some(()))
        };
        self.waits_for(&format!("the switch “{label}” at {word}"), there)
            .await
    }

    /// Whether an answer to this question is needed, as the label shows and screen readers tell.
    pub async fn finds_required(&self, label: &str) -> Result<bool> {
        let field = self.found(FILLABLE, label).await?;
        Ok(field.attr("aria-required").await?.as_deref() == Some("true"))
    }

    /// Presses the box with this label.
    pub async fn ticks(&self, label: &str) -> Result<()> {
        Ok(self
            .found("input[type=checkbox]", label)
            .await?
            .click()
            .await?)
    }

    /// Whether the box with this label is ticked.
    pub async fn finds_ticked(&self, label: &str) -> Result<bool> {
        let checkbox = self.found("input[type=checkbox]", label).await?;
        Ok(checkbox.is_selected().await?)
    }

    /// Chooses the option with this text in the list with this label.
    pub async fn chooses(&self, label: &str, option: &str) -> Result<()> {
        let select = self.found("select", label).await?;
        let options = select.find_all(By::Tag("option")).await?;
        for candidate in options {
            if candidate.text().await?.trim() == option {
                candidate.click().await?;
                return Ok(());
            }
        }
        bail!("“{label}” has no option “{option}”")
    }

    /// What stands in the field with this label.
    pub async fn reads(&self, label: &str) -> Result<String> {
        Ok(self
            .found(FILLABLE, label)
            .await?
            .prop("value")
            .await?
            .unwrap_or_default())
    }

    /// Types into whatever has the focus.
    pub async fn types(&self, text: &str) -> Result<()> {
        self.just_loaded.store(false, Ordering::Relaxed);
        Ok(self
            .browser
            .driver
            .action_chain()
            .send_keys(text)
            .perform()
            .await?)
    }

    /// Strikes one key.
    pub async fn strikes(&self, key: Key) -> Result<()> {
        self.types(&key.value().to_string()).await
    }

    /// Presses Tab until the focus is on the element with this name; a person would give up after 80.
    pub async fn tabs_to(&self, name: &str) -> Result<()> {
        for _ in 0..80 {
            if self.focus().await? == name {
                return Ok(());
            }
            self.strikes(Key::Tab).await?;
        }
        bail!(
            "Tab never reached “{name}”; the focus is on “{}”",
            self.focus().await?
        )
    }

    /// The accessible name of what has the focus.
    pub async fn focus(&self) -> Result<String> {
        let name = self.browser.script(&names::focused(), vec![]).await?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the focus is on what has this name.
    pub async fn has_focus_on(&self, name: &str) -> Result<()> {
        let there = async || Ok((self.focus().await? == name).then_some(()));
        self.waits_for(&format!("the focus on “{name}”"), there)
            .await
    }

    /// Runs axe over the page as it is now. Any violation is an error that names it.
    pub async fn finds_no_barrier(&self) -> Result<()> {
        let file =
            std::env::var("AXE_SCRIPT").context("AXE_SCRIPT is not set; run `cargo xtask test`")?;
        let axe =
            std::fs::read_to_string(&file).with_context(|| format!("{file} cannot be read"))?;
        self.browser
            .devtools("Runtime.evaluate", json!({ "expression": axe }))
            .await?;
        let expression = "axe.run().then((found) => JSON.stringify(found.violations.map((violation) =>
            ({ rule: violation.id, help: violation.help, where: violation.nodes.map((node) => node.html) }))))";
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let outcome = self
            .browser
            .devtools("Runtime.evaluate", parameters)
            .await?;
        let violations = outcome
            .pointer("/result/value")
            .and_then(Value::as_str)
            .context("axe gave no answer")?;
        ensure!(violations == "[]", "axe: {violations}");
        Ok(())
    }

    /// The page is no wider than the screen.
    pub async fn need_not_scroll_sideways(&self) -> Result<()> {
        let script = "return document.documentElement.scrollWidth - document.body.offsetWidth";
        let excess = self.browser.script(script, vec![]).await?;
        ensure!(
            excess.as_i64() == Some(0),
            "the page is {excess} pixels too wide"
        );
        Ok(())
    }

    /// Waits for a visible element by its accessible name.
    pub async fn found(&self, selector: &str, name: &str) -> Result<WebElement> {
        let there = async || self.looks_for(selector, name).await;
        self.waits_for(&format!("“{name}”"), there).await
    }

    async fn looks_for(&self, selector: &str, name: &str) -> Result<Option<WebElement>> {
        let arguments = vec![json!(selector), json!(name)];
        let found = self
            .browser
            .driver
            .execute(&names::find(), arguments)
            .await?;
        if found.json().is_null() {
            return Ok(None);
        }
        Ok(Some(found.element()?))
    }

    async fn waits_for<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        match wait_for(what, look).await {
            Ok(found) => Ok(found),
            Err(error) => Err(error.context(format!("the page says:\n{}", self.text().await?))),
        }
    }
}
