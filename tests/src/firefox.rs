//! A headless Firefox, driven by the protocol that it speaks itself (Marionette): commands as JSON over one connection, each
//! with its length before it.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::wait_for;

/// How elements are named in commands and answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// It shall not look for the rest of the world, and takes no cookie nor keeps anything for who is a third party.
const SETTINGS: &str = "
user_pref('network.proxy.type', 1);
user_pref('network.proxy.http', '127.0.0.1');
user_pref('network.proxy.http_port', 9);
user_pref('network.proxy.ssl', '127.0.0.1');
user_pref('network.proxy.ssl_port', 9);
user_pref('network.proxy.no_proxies_on', '127.0.0.1, localhost');
user_pref('network.proxy.allow_hijacking_localhost', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('network.cookie.cookieBehavior', 1);
user_pref('marionette.port', 0);
";

/// A browser. Dropping it ends it.
#[derive(Debug)]
pub struct Firefox {
    connection: BufReader<TcpStream>,
    commands: u32,
    _child: Child,
    _profile: TempDir,
}

impl Firefox {
    /// Starts one with a fresh profile.
    pub async fn start() -> Result<Self> {
        let program = std::env::var_os("FIREFOX").context("run `cargo xtask test`")?;
        let profile = tempfile::tempdir()?;
        std::fs::write(profile.path().join("user.js"), SETTINGS)?;
        let child = Command::new(program)
            .args(["--headless", "--no-remote", "--marionette", "--profile"])
            .arg(profile.path())
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let connection = wait_for("Firefox", || connected(profile.path())).await?;
        let mut firefox = Self {
            connection: BufReader::new(connection),
            commands: 0,
            _child: child,
            _profile: profile,
        };
        firefox.read().await.context("no greeting")?;
        firefox.asks("WebDriver:NewSession", json!({})).await?;
        Ok(firefox)
    }

    /// Opens an address.
    pub async fn opens(&mut self, url: &str) -> Result<()> {
        let answer = self.asks("WebDriver:Navigate", json!({ "url": url }));
        answer.await.map(drop)
    }

    /// Runs a script where the commands are, and gives what it returns.
    pub async fn script(&mut self, script: &str) -> Result<Value> {
        let parameters = json!({ "script": script, "args": [] });
        let answer = self.asks("WebDriver:ExecuteScript", parameters).await?;
        Ok(answer.get("value").cloned().unwrap_or_default())
    }

    /// The commands are about the frame that the script gives.
    pub async fn enters(&mut self, script: &str) -> Result<()> {
        let frame = self.element(script).await?;
        let parameters = json!({ "element": frame });
        self.asks("WebDriver:SwitchToFrame", parameters)
            .await
            .map(drop)
    }

    /// The commands are about the page again.
    pub async fn leaves(&mut self) -> Result<()> {
        let answer = self.asks("WebDriver:SwitchToFrame", json!({ "id": null }));
        answer.await.map(drop)
    }

    /// Presses what the script gives, as a mouse would.
    pub async fn presses(&mut self, script: &str) -> Result<()> {
        let element = self.element(script).await?;
        let answer = self.asks("WebDriver:ElementClick", json!({ "id": element }));
        answer.await.map(drop)
    }

    /// Waits until the script gives something, and gives that.
    pub async fn waits_for(&mut self, script: &str) -> Result<Value> {
        for _ in 0..400 {
            let found = self.script(script).await?;
            if ![Value::Null, json!(false), json!("")].contains(&found) {
                return Ok(found);
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let text = self.script("return document.body?.innerText ?? ''").await?;
        bail!("waited in vain for {script}; the page says {text}")
    }

    async fn element(&mut self, script: &str) -> Result<String> {
        let found = self.waits_for(script).await?;
        let id = found.get(ELEMENT).and_then(Value::as_str);
        Ok(id.context("no element")?.to_owned())
    }

    async fn asks(&mut self, command: &str, parameters: Value) -> Result<Value> {
        self.commands += 1;
        let number = self.commands;
        let text = json!([0, number, command, parameters]).to_string();
        let text = format!("{}:{text}", text.len());
        self.connection.write_all(text.as_bytes()).await?;
        let answer = self.read().await?;
        let error = answer.get(2).filter(|error| !error.is_null());
        ensure!(error.is_none(), "{command}: {}", error.unwrap_or(&answer));
        ensure!(answer.get(1) == Some(&json!(number)), "{answer}");
        Ok(answer.get(3).cloned().unwrap_or_default())
    }

    async fn read(&mut self) -> Result<Value> {
        let mut length = Vec::new();
        self.connection.read_until(b':', &mut length).await?;
        length.pop();
        let mut text = vec![0; std::str::from_utf8(&length)?.parse()?];
        self.connection.read_exact(&mut text).await?;
        Ok(serde_json::from_slice(&text)?)
    }
}

/// It writes the port that it listens on into its profile.
async fn connected(profile: &Path) -> Result<Option<TcpStream>> {
    let Ok(port) = std::fs::read_to_string(profile.join("MarionetteActivePort")) else {
        return Ok(None);
    };
    let port: u16 = port.trim().parse()?;
    Ok(TcpStream::connect(("127.0.0.1", port)).await.ok())
}
