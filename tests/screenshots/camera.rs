//! The camera: a page in four variants, wide and narrow, light and dark.

use std::path::PathBuf;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use system_tests::Browser;

const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (390, 844);

/// Where the pictures go.
pub(crate) struct Camera {
    all: PathBuf,
    documented: PathBuf,
}

impl Camera {
    /// The folders that the environment names.
    pub(crate) fn from_environment() -> Result<Self> {
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
    pub(crate) async fn take_screen(&self, browser: &Browser, screen: &str) -> Result<()> {
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
    pub(crate) async fn take(
        &self,
        browser: &Browser,
        screen: &str,
        is_documented: bool,
    ) -> Result<()> {
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
