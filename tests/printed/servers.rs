//! A server gives a token that lets in.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::{Ats, World, wait_for};
use tokio::process::Command;

use crate::example;

#[tokio::test]
async fn the_server_in_node_gives_tokens() -> Result<()> {
    gives_tokens("server.mjs", &example("js", "// server.mjs")?, |file| {
        let mut node = Command::new("node");
        node.arg(file);
        node
    })
    .await
}

#[tokio::test]
async fn the_server_in_python_gives_tokens() -> Result<()> {
    gives_tokens("server.py", &example("python", "# server.py")?, |file| {
        let mut python = Command::new("python3");
        python.arg(file);
        python
    })
    .await
}

#[tokio::test]
async fn the_server_in_rust_gives_tokens() -> Result<()> {
    let printed = example("rust", "// main.rs")?;
    ensure!(
        include_str!("server/main.rs") == printed,
        "tests/printed/server/main.rs is not what docs/embedding.md prints"
    );
    let server = env!("CARGO_BIN_EXE_embedding-example");
    gives_tokens("main.rs", &printed, |_| Command::new(server)).await
}

async fn gives_tokens(
    name: &str,
    text: &str,
    command: impl FnOnce(&Path) -> Command,
) -> Result<()> {
    let world = World::new().await?;
    let proxy = world.person.home();
    let ats = Ats::serve_printed(Vec::new(), proxy).await?;
    ats.is_joined().await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join(name);
    std::fs::write(&file, text)?;
    // Somebody could take it before the server does; then it does not start, and the test says so.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let _server = command(&file)
        .env_clear()
        .env(
            "PATH",
            std::env::var_os("PATH")
                .as_deref()
                .unwrap_or(OsStr::new("")),
        )
        .envs([
            ("PROXY", proxy),
            ("SERVER_KEY", ats.key()?),
            ("PAGE", ats.origin()),
        ])
        .env("PORT", port.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{name} could not be started"))?;
    let client = reqwest::Client::new();
    let asked = json!({ "candidate": "cand_0001" });
    let answer: Value = wait_for("a token", async || {
        let url = format!("http://127.0.0.1:{port}/send-to-bamboohr/token");
        let Ok(answer) = client.post(url).json(&asked).send().await else {
            return Ok(None);
        };
        ensure!(answer.status() == 200, "{}", answer.status());
        Ok(Some(answer.json().await?))
    })
    .await?;
    let token = answer.get("token").context("no token")?;
    let opening = json!({ "token": token, "origin": ats.origin() });
    let opened = client
        .post(format!("{proxy}/api/embed/open"))
        .json(&opening)
        .send()
        .await?;
    ensure!(opened.status() == 200, "{}", opened.status());
    let opened: Value = opened.json().await?;
    ensure!(
        opened.get("candidates") == Some(&json!(["cand_0001"])),
        "another candidate"
    );
    Ok(())
}
