//! What docs/embedding.md says of pages with a `Cross-Origin-Embedder-Policy`.

use anyhow::{Result, ensure};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use serde_json::json;
use system_tests::{World, wait_for};
use tokio::net::TcpListener;

/// Notes which of its frames says hello.
const NOTES: &str = "<!doctype html><title>ATS</title><script>
    window.heard = [];
    addEventListener('message', ({ source }) => {
      const frames = [...document.querySelectorAll('iframe')];
      heard.push(frames.find((frame) => frame.contentWindow === source).id);
    });
</script>";
/// What Chromium shows in place of what it does not show.
const NOTHING: &str = "chrome-error://chromewebdata/";

#[tokio::test]
async fn a_page_that_is_isolated_shows_no_frame_but_one_without_credentials() -> Result<()> {
    let world = World::new().await?;
    let proxy = world.person.home();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let origin = format!("http://localhost:{}", listener.local_addr()?.port());
    let allowed = reqwest::Client::new()
        .post(format!("{proxy}/api/embedding/origins"))
        .json(&json!({ "origin": origin }))
        .send()
        .await?;
    ensure!(allowed.status().is_success(), "{}", allowed.status());

    let address = format!("{proxy}/embed?host={origin}&candidate=cand_0001");
    let page = format!(
        "{NOTES}<iframe id=\"usual\" src=\"{address}\"></iframe>\
         <iframe id=\"without\" credentialless src=\"{address}\"></iframe>"
    );
    let isolated = ("cross-origin-embedder-policy", "require-corp");
    let router = Router::new().route("/", get(async move || ([isolated], Html(page))));
    tokio::spawn(async move { axum::serve(listener, router).await });

    let browser = world.person.browser();
    browser.driver.goto(&origin).await?;
    let noted = async |script: &str| browser.script(script, vec![]).await;
    wait_for("the frame without credentials", async || {
        let is_there = noted("return heard.includes('without')").await? == json!(true);
        Ok(is_there.then_some(()))
    })
    .await?;
    ensure!(noted("return heard.includes('usual')").await? == json!(false));
    browser.driver.enter_frame(0).await?;
    let shown = noted("return location.href").await?;
    ensure!(shown == json!(NOTHING), "{shown}");
    browser.driver.enter_default_frame().await?;
    Ok(())
}
