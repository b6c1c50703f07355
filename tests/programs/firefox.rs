//! Firefox as well: another engine, another idea of what a wasm may hold and of what a frame may keep. It takes nothing of
//! third parties here.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::json;
use system_tests::{Ats, Firefox, Proxy, ProxyOptions};

async fn application(sandbox: &Sandbox) -> Result<Proxy> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let frontend = std::env::var_os("FRONTEND_DIST");
    ensure!(frontend.is_some(), "run `cargo xtask test`");
    Proxy::start(ProxyOptions {
        frontend,
        ..ProxyOptions::beside(sandbox)
    })
    .await
}

fn breaks_no_rule(proxy: &Proxy) -> Result<()> {
    let log = proxy.log();
    let broken = log
        .lines()
        .find(|line| line.contains("broke the content security policy"));
    ensure!(broken.is_none(), "{broken:?}");
    Ok(())
}

#[tokio::test]
async fn the_application_begins_in_firefox_and_breaks_no_rule() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let proxy = application(&sandbox).await?;
    let mut firefox = Firefox::start().await?;
    firefox.opens(&proxy.url()).await?;
    firefox
        .waits_for("return document.body.innerText.includes('Amelia Hartwell')")
        .await?;
    breaks_no_rule(&proxy)
}

#[tokio::test]
async fn in_firefox_a_recruiter_sends_from_a_page_of_another_system() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let proxy = application(&sandbox).await?;
    let ats = Ats::serve("ats", &proxy.url()).await?;
    ats.is_joined().await?;
    let mut firefox = Firefox::start().await?;
    let page = format!("{}/candidates/cand_0001", ats.origin());
    firefox.opens(&page).await?;
    let widget = "document.querySelector('send-to-bamboohr')?.shadowRoot?";
    firefox
        .presses(&format!("return {widget}.querySelector('button.open')"))
        .await?;
    firefox
        .enters(&format!("return {widget}.querySelector('iframe')"))
        .await?;
    let button = "return [...document.querySelectorAll('button')].find((button) => button.innerText === 'Send to BambooHR')";
    firefox.presses(button).await?;
    firefox
        .waits_for("return document.body.innerText.includes('Amelia Hartwell is now in BambooHR')")
        .await?;
    let tried = "document.cookie = 'tried=1; Secure; SameSite=None'; return document.cookie";
    let cookies = firefox.script(tried).await?;
    ensure!(cookies == json!(""), "the frame kept a cookie: {cookies}");
    firefox.leaves().await?;
    let sent = firefox
        .waits_for("return window.heard.find(([name]) => name === 'sent')?.[1].employee.id")
        .await?;
    let mut employees = sandbox.employees();
    employees.retain(|employee| {
        let email = employee.fields.get("homeEmail");
        email.is_some_and(|email| email == "amelia.hartwell@example.com")
    });
    ensure!(employees.len() == 1, "{} employees", employees.len());
    let employee = employees.pop().context("nobody")?;
    ensure!(sent == json!(employee.id), "{sent}");
    breaks_no_rule(&proxy)
}

#[tokio::test]
async fn in_firefox_a_panel_that_was_loaded_out_of_sight_has_the_pages_colour() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let proxy = application(&sandbox).await?;
    let ats = Ats::serve("ats", &proxy.url()).await?;
    ats.is_joined().await?;
    let mut firefox = Firefox::start().await?;
    let page = format!("{}/candidates/cand_0001?mode=panel", ats.origin());
    firefox.opens(&page).await?;
    let anew = "const widget = document.querySelector('send-to-bamboohr');
        widget.parentElement.style.display = 'none';
        widget.mode = 'dialog';
        window.heard.length = 0;
        widget.mode = 'panel'";
    firefox.script(anew).await?;
    firefox
        .waits_for("return window.heard.some(([name]) => name === 'ready')")
        .await?;
    let shown = "document.querySelector('send-to-bamboohr').parentElement.style.display = ''";
    firefox.script(shown).await?;
    firefox
        .enters(
            "return document.querySelector('send-to-bamboohr').shadowRoot.querySelector('iframe')",
        )
        .await?;
    let accent = "return getComputedStyle(document.documentElement).getPropertyValue('--accent')";
    let accent = firefox.waits_for(accent).await?;
    ensure!(accent == json!("rgb(122 46 142)"), "{accent}");
    Ok(())
}
