//! The built application begins in Firefox as well: another engine, another idea of what a wasm may hold.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Sandbox};
use system_tests::{Proxy, ProxyOptions, wait_for};
use tokio::process::Command;

/// What nobody asks for but the application, once it runs.
const LIST: &str = "route=\"/api/candidates/search\" status=200";

#[tokio::test]
async fn the_application_begins_in_firefox_and_breaks_no_rule() -> Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let firefox = std::env::var_os("FIREFOX").context("run `cargo xtask test`")?;
    let frontend = std::env::var_os("FRONTEND_DIST");
    ensure!(frontend.is_some(), "run `cargo xtask test`");
    let sandbox = Sandbox::start().await?;
    let proxy = Proxy::start(ProxyOptions {
        bamboohr: sandbox.url(),
        key: Some(ADMIN_KEY.to_owned()),
        settle_seconds: 1,
        frontend,
        candidates: None,
        has_doors: false,
        database: None,
        providers: None,
    });
    let proxy = proxy.await?;
    let profile = tempfile::tempdir()?;
    // It shall not look for the rest of the world.
    let settings = "user_pref('network.proxy.type', 1);
        user_pref('network.proxy.http', '127.0.0.1'); user_pref('network.proxy.http_port', 9);
        user_pref('network.proxy.ssl', '127.0.0.1'); user_pref('network.proxy.ssl_port', 9);
        user_pref('network.proxy.no_proxies_on', '127.0.0.1');
        user_pref('browser.shell.checkDefaultBrowser', false);
        user_pref('datareporting.policy.dataSubmissionEnabled', false);";
    std::fs::write(profile.path().join("user.js"), settings)?;
    let mut firefox = Command::new(firefox)
        .args(["--headless", "--no-remote", "--profile"])
        .arg(profile.path())
        .arg(proxy.url())
        .env("HOME", profile.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    wait_for("the list of candidates to be asked for", async || {
        Ok(proxy.log().contains(LIST).then_some(()))
    })
    .await?;
    firefox.kill().await?;
    let log = proxy.log();
    let broken = log
        .lines()
        .find(|line| line.contains("broke the content security policy"));
    ensure!(broken.is_none(), "{broken:?}");
    Ok(())
}
