//! Chromium and its driver, for the browser tests.
//!
//! Found where the person says, on `PATH`, or installed from the distribution. Never downloaded from
//! elsewhere.

use std::{env, path::PathBuf};

use anyhow::{Result, bail};

use super::{debian, search};
use crate::{interrupt::Interrupt, workspace::Workspace};

const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
/// Without these, sample names in Arabic, Hindi or Japanese are drawn as empty boxes.
const FONTS: [&str; 2] = ["fonts-noto-core", "fonts-droid-fallback"];

const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER_NAMES: [&str; 1] = ["chromedriver"];

/// A browser and the driver that belongs to it.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) chromium: PathBuf,
    /// The driver's program.
    pub(crate) driver: PathBuf,
}

/// The browser of this machine, installed first where that is possible.
pub(super) fn ensure(workspace: &Workspace, interrupt: &Interrupt) -> Result<Browser> {
    let reason = "the browser tests drive it";
    let mut found = find()?;
    if found.is_none() && debian::can_install() {
        debian::install(&PACKAGES, reason, workspace, interrupt)?;
        found = find()?;
    }
    let Some(browser) = found else {
        bail!(
            "The browser tests need Chromium and ChromeDriver. Install both (on Debian: the packages \
             {}), or name the programs in CHROMIUM and CHROMEDRIVER.",
            PACKAGES.join(" and ")
        );
    };
    install_fonts(workspace, interrupt);
    Ok(browser)
}

fn find() -> Result<Option<Browser>> {
    let chromium = program("CHROMIUM", &CHROMIUM_NAMES)?;
    let driver = program("CHROMEDRIVER", &DRIVER_NAMES)?;
    Ok(chromium
        .zip(driver)
        .map(|(chromium, driver)| Browser { chromium, driver }))
}

pub(super) fn program(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    let Some(chosen) = env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(search::on_path(names));
    };
    let chosen = PathBuf::from(chosen);
    if !chosen.is_file() {
        bail!(
            "{variable} names {}, but there is no such program.",
            chosen.display()
        );
    }
    Ok(Some(chosen))
}

fn install_fonts(workspace: &Workspace, interrupt: &Interrupt) {
    if !debian::can_install() {
        return;
    }
    let missing = debian::missing(&FONTS);
    if missing.is_empty() {
        return;
    }
    let reason = "sample names in other scripts are drawn with them";
    if let Err(problem) = debian::install(&missing, reason, workspace, interrupt) {
        // Tests read text, not pixels: they pass without the fonts.
        println!("{problem:#}\nGoing on without: some names will be drawn as boxes.");
    }
}
