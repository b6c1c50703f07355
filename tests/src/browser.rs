//! A headless Chromium of its own for each test, driven through ChromeDriver.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How often ChromeDriver is started until it finds a port.
const ATTEMPTS: usize = 5;
/// Chromium runs as root in tests, and must not look for the rest of the world.
const ARGUMENTS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
    "--lang=en-GB",
];

/// Which cookies a browser keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    /// As it comes.
    Usual,
    /// All of them, also in frames of other sites.
    Foreign,
    /// None in frames of other sites.
    NoForeign,
    /// None at all, nor anything else that a page would keep.
    Nothing,
}

impl Cookies {
    fn settings(self) -> Value {
        match self {
            Self::Usual => json!({}),
            Self::Foreign => {
                json!({ "profile.cookie_controls_mode": 0, "profile.block_third_party_cookies": false })
            }
            Self::NoForeign => {
                json!({ "profile.cookie_controls_mode": 1, "profile.block_third_party_cookies": true })
            }
            Self::Nothing => json!({ "profile.default_content_setting_values.cookies": 2 }),
        }
    }
}

/// A browser and its driver. Dropping it ends both.
#[derive(Debug)]
pub struct Browser {
    /// The session.
    pub driver: WebDriver,
    port: u16,
    chromedriver: Child,
    _profile: TempDir,
}

/// The driver's own end of a session waits on the executor that a test has just left. A plain request
/// from here does not, and leaves no Chromium behind.
impl Drop for Browser {
    fn drop(&mut self) {
        let end = || -> std::io::Result<()> {
            let mut driver = TcpStream::connect(("127.0.0.1", self.port))?;
            driver.set_read_timeout(Some(Duration::from_secs(20)))?;
            let session = self.driver.session_id();
            write!(
                driver,
                "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            )?;
            // It answers when Chromium has ended, and keeps the connection open all the same.
            driver.read_exact(&mut [0; 12])
        };
        if let Err(error) = end() {
            eprintln!("a browser could not be ended: {error}");
        }
    }
}

impl Browser {
    /// Starts one with a fresh profile and a window of 1280 × 900.
    pub async fn start() -> Result<Self> {
        Self::start_with(Cookies::Usual).await
    }

    /// The same, keeping other cookies than usual.
    pub async fn start_with(cookies: Cookies) -> Result<Self> {
        // The workspace's HTTP client needs a TLS provider even for plain loopback addresses.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (chromedriver, port) = chromedriver().await?;
        let profile = tempfile::tempdir()?;
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg("--window-size=1280,900")?;
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        capabilities.add_experimental_option("prefs", cookies.settings())?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::Warning)?;
        if let Ok(chromium) = std::env::var("CHROMIUM") {
            capabilities.set_binary(&chromium)?;
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        let driver = driver.context("Chromium could not be started; run `cargo xtask test`")?;
        driver.clone().leak()?;
        let browser = Self {
            driver,
            port,
            chromedriver,
            _profile: profile,
        };
        browser.resize(1280, 900).await?;
        browser.note_headings().await?;
        Ok(browser)
    }

    /// The process that started every process of this browser; `None` when it has ended.
    pub fn process(&self) -> Option<u32> {
        self.chromedriver.id()
    }

    /// Sets the size of the page in CSS pixels, as a device of that size would: a telephone's scrollbars
    /// take no room.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let is_telephone = width < 600;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_telephone });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(())
    }

    /// Light or dark, as the system would ask for; returns when the page is painted that way.
    pub async fn prefer_dark(&self, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await?;
        // The first frame may have begun before.
        let two_frames = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
        self.script(two_frames, vec![]).await?;
        Ok(())
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// What the console of every page said since the last look, one line each: errors and warnings of
    /// scripts and of the content security policy. Answers with an error status are left out, because
    /// stories provoke them on purpose.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?.into_iter();
        let said = entries.filter(|entry| entry.source.as_deref() != Some("network"));
        Ok(said.map(|entry| entry.message).collect())
    }

    /// Makes every page note which of its headings take the focus. Each element once: screen readers keep
    /// quiet about an element they are on already, whatever its words are now.
    async fn note_headings(&self) -> Result<()> {
        let source = "window.__headings = [];
            const known = new WeakSet();
            addEventListener('focusin', ({ target }) => {
                if (!(target instanceof HTMLHeadingElement) || known.has(target)) return;
                known.add(target);
                window.__headings.push(target.innerText);
            });";
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
        Ok(())
    }
}

/// ChromeDriver on a free port. The one it chooses for IPv4 can be taken for IPv6 at this moment; then it ends, and
/// another one chooses another.
async fn chromedriver() -> Result<(Child, u16)> {
    for _ in 0..ATTEMPTS {
        if let Some(started) = start_chromedriver().await? {
            return Ok(started);
        }
    }
    anyhow::bail!("ChromeDriver ended {ATTEMPTS} times without naming its port")
}

/// `None` when it ended without naming its port.
async fn start_chromedriver() -> Result<Option<(Child, u16)>> {
    let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut child = Command::new(&program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{program} could not be started; run `cargo xtask test`"))?;
    let mut lines =
        BufReader::new(child.stdout.take().context("ChromeDriver has no output")?).lines();
    while let Some(line) = lines.next_line().await? {
        let port = line
            .split_once("started successfully on port ")
            .map(|(_, port)| port);
        if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse().ok()) {
            // Its later lines must not fill the pipe.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(Some((child, port)));
        }
    }
    Ok(None)
}
