//! A recruiter on a page of their own applicant tracking system, which shows the form.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Ats, World, wait_for};

/// What a page looks like to whoever made it: every element with all its styles, and its pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Look {
    styles: Value,
    picture: Vec<u8>,
}

/// Somebody at a page of another system, with the same browser as the world's person.
#[derive(Debug)]
pub struct Guest<'world> {
    world: &'world World,
    /// The other system.
    pub ats: Ats,
}

impl<'world> Guest<'world> {
    /// Joins the invented system to the world's proxy.
    pub async fn of(world: &'world World) -> Result<Self> {
        let ats = Ats::serve("ats", world.person.home()).await?;
        ats.is_joined().await?;
        Ok(Self { world, ats })
    }

    /// At a system that is there already.
    pub fn at(world: &'world World, ats: Ats) -> Self {
        Self { world, ats }
    }

    /// Opens a page of the system.
    pub async fn opens(&self, path: &str) -> Result<()> {
        let address = format!("{}{path}", self.ats.origin());
        Ok(self.driver().goto(address).await?)
    }

    /// Presses the button of the widget and looks into its frame.
    pub async fn opens_the_form(&self) -> Result<()> {
        self.leaves_the_frame().await?;
        self.presses_in_the_widget("button.open").await?;
        self.enters_the_frame().await
    }

    /// Presses something that the widget itself has drawn.
    pub async fn presses_in_the_widget(&self, selector: &str) -> Result<()> {
        Ok(self.in_the_widget(selector).await?.click().await?)
    }

    /// Points at something that the widget itself has drawn.
    pub async fn points_in_the_widget_at(&self, selector: &str) -> Result<()> {
        let found = self.in_the_widget(selector).await?;
        let pointing = self.driver().action_chain();
        Ok(pointing.move_to_element_center(&found).perform().await?)
    }

    /// A style of what the widget itself has drawn under this selector.
    pub async fn style_in_the_widget(&self, selector: &str, name: &str) -> Result<Value> {
        let script = format!(
            "return getComputedStyle(widget.shadowRoot.querySelector('{selector}')).getPropertyValue('{name}')"
        );
        self.tells(&script).await
    }

    async fn in_the_widget(&self, selector: &str) -> Result<WebElement> {
        let script = "return document.querySelector('send-to-bamboohr').shadowRoot.querySelector(arguments[0])";
        let found = self.driver().execute(script, vec![json!(selector)]).await?;
        Ok(found.element()?)
    }

    /// From now on everything is about what is in the frame.
    pub async fn enters_the_frame(&self) -> Result<()> {
        self.leaves_the_frame().await?;
        let frame = wait_for("the frame", async || {
            let script = "return document.querySelector('send-to-bamboohr')?.shadowRoot?.querySelector('iframe')";
            let found = self.driver().execute(script, vec![]).await?;
            Ok((!found.json().is_null()).then(|| found.element()))
        })
        .await?;
        frame?.enter_frame().await?;
        Ok(())
    }

    /// From now on everything is about the page.
    pub async fn leaves_the_frame(&self) -> Result<()> {
        Ok(self.driver().enter_default_frame().await?)
    }

    /// What the page heard of the widget: the details of all events of this name.
    pub async fn heard(&self, name: &str) -> Result<Vec<Value>> {
        self.leaves_the_frame().await?;
        let script = "return window.heard.filter(([name]) => name === arguments[0]).map(([, detail]) => detail)";
        let heard = self
            .world
            .person
            .browser()
            .script(script, vec![json!(name)])
            .await?;
        Ok(heard.as_array().cloned().unwrap_or_default())
    }

    /// Waits until the page has heard this, and gives the last of it.
    pub async fn hears(&self, name: &str) -> Result<Value> {
        wait_for(&format!("the event {name}"), async || {
            Ok(self.heard(name).await?.pop())
        })
        .await
    }

    /// Does something with the widget, as a script of the page: `widget` is the element. Gives what it returns.
    pub async fn tells(&self, script: &str) -> Result<Value> {
        self.leaves_the_frame().await?;
        let script = format!("const widget = document.querySelector('send-to-bamboohr'); {script}");
        self.world.person.browser().script(&script, vec![]).await
    }

    /// How the page looks, the widget and what the page says about it left out.
    pub async fn look(&self) -> Result<Look> {
        self.leaves_the_frame().await?;
        let script = "
            const widget = document.querySelector('send-to-bamboohr');
            widget.style.display = 'none';
            document.querySelector('output').textContent = '';
            document.activeElement?.blur();
            return [...document.querySelectorAll('*')].filter((element) => element !== widget && element.localName !== 'script').map((element) => {
                const style = getComputedStyle(element);
                return [element.outerHTML.length && element.tagName, ...[...style].map((name) => style.getPropertyValue(name))];
            })";
        let browser = self.world.person.browser();
        let styles = browser.script(script, vec![]).await?;
        let picture = self.driver().screenshot_as_png().await?;
        let back = "document.querySelector('send-to-bamboohr').style.display = ''";
        browser.script(back, vec![]).await?;
        Ok(Look { styles, picture })
    }

    /// Runs axe over the frame as it is now.
    pub async fn finds_no_barrier_in_the_frame(&self) -> Result<()> {
        let axe = std::fs::read_to_string(std::env::var("AXE_SCRIPT")?)?;
        let script = format!(
            "{axe}; return window.axe.run().then((found) => found.violations.map((violation) => \
             [violation.id, violation.help, ...violation.nodes.map((node) => node.html)]))"
        );
        let found = self.world.person.browser().script(&script, vec![]).await?;
        ensure!(found == json!([]), "axe: {found}");
        Ok(())
    }

    /// Runs axe over what the widget itself has drawn in the page.
    pub async fn finds_no_barrier_in_the_widget(&self) -> Result<()> {
        self.leaves_the_frame().await?;
        let axe = std::fs::read_to_string(std::env::var("AXE_SCRIPT")?)?;
        let script = format!(
            "{axe}; return window.axe.run('send-to-bamboohr', {{ iframes: false }}).then((found) => found.violations.map((violation) => \
             [violation.id, violation.help, ...violation.nodes.map((node) => node.html)]))"
        );
        let found = self.world.person.browser().script(&script, vec![]).await?;
        ensure!(found == json!([]), "axe: {found}");
        Ok(())
    }

    fn driver(&self) -> &WebDriver {
        &self.world.person.browser().driver
    }
}
