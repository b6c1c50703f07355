//! A server gives a token that lets in, and lives on when it is asked badly or the proxy is away.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use system_tests::{Ats, World, wait_for};
use tokio::process::{Child, Command};

use crate::example;

#[tokio::test]
async fn the_server_in_node_gives_tokens_and_lives_on() -> Result<()> {
    gives_tokens(&Printed::node()?).await
}

#[tokio::test]
async fn the_server_in_python_gives_tokens_and_lives_on() -> Result<()> {
    gives_tokens(&Printed {
        name: "server.py",
        text: example("python", "# server.py")?,
        command: |file| {
            let mut python = Command::new("python3");
            python.arg(file);
            python
        },
    })
    .await
}

#[tokio::test]
async fn the_server_in_rust_gives_tokens_and_lives_on() -> Result<()> {
    let text = example("rust", "// main.rs")?;
    ensure!(
        include_str!("server/main.rs") == text,
        "tests/printed/server/main.rs is not what docs/embedding.md prints"
    );
    gives_tokens(&Printed {
        name: "main.rs",
        text,
        command: |_| Command::new(env!("CARGO_BIN_EXE_embedding-example")),
    })
    .await
}

#[test]
fn the_server_in_rust_names_the_versions_that_it_is_tested_with() -> Result<()> {
    let workspace = include_str!("../../Cargo.toml");
    let printed = example("toml", "[dependencies]")?;
    for line in printed.lines().skip(1) {
        let (name, version) = versioned(line).context("no version")?;
        let mut ours = workspace.lines().filter_map(versioned);
        let is_ours = ours.any(|(other, used)| other == name && used.starts_with(version));
        ensure!(is_ours, "{name} {version}");
    }
    Ok(())
}

/// Name and version of a dependency.
fn versioned(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(" = ")?;
    let rest = rest.trim_start_matches("{ version = ");
    Some((name, rest.strip_prefix('"')?.split('"').next()?))
}

/// A server as it is printed.
pub(crate) struct Printed {
    name: &'static str,
    text: String,
    command: fn(&Path) -> Command,
}

impl Printed {
    pub(crate) fn node() -> Result<Self> {
        Ok(Self {
            name: "server.mjs",
            text: example("js", "// server.mjs")?,
            command: |file| {
                let mut node = Command::new("node");
                node.arg(file);
                node
            },
        })
    }
}

/// What a server is told by its environment.
pub(crate) struct Surroundings<'a> {
    pub(crate) proxy: &'a str,
    pub(crate) key: &'a str,
    pub(crate) page: &'a str,
    pub(crate) port: u16,
}

/// One that runs, and ends with the test.
pub(crate) struct Server {
    url: String,
    child: Child,
}

impl Server {
    /// Starts it in this folder, and waits until it hears.
    pub(crate) async fn start(
        printed: &Printed,
        folder: &Path,
        surroundings: Surroundings<'_>,
    ) -> Result<Self> {
        let Printed {
            name,
            text,
            command,
        } = printed;
        let file = folder.join(name);
        std::fs::write(&file, text)?;
        let path = std::env::var_os("PATH");
        let child = command(&file)
            .current_dir(folder)
            .env_clear()
            .env("PATH", path.as_deref().unwrap_or(OsStr::new("")))
            .env("PROXY", surroundings.proxy)
            .env("SERVER_KEY", surroundings.key)
            .env("PAGE", surroundings.page)
            .env("PORT", surroundings.port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        let address = format!("127.0.0.1:{}", surroundings.port);
        wait_for("the server to hear", async || {
            Ok(tokio::net::TcpStream::connect(&address).await.ok())
        })
        .await?;
        Ok(Self {
            url: format!("http://{address}/send-to-bamboohr/token"),
            child,
        })
    }

    /// Status and words of the answer to this text.
    async fn answers(&self, method: Method, text: &'static str) -> Result<(u16, String)> {
        let request = Client::new()
            .request(method, &self.url)
            .header("content-type", "application/json")
            .body(text);
        let answer = request.send().await.context("there was no answer")?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    /// A token for Amelia Hartwell.
    async fn token(&self) -> Result<Value> {
        let (status, text) = self
            .answers(Method::POST, r#"{"candidate": "cand_0001"}"#)
            .await?;
        ensure!(status == 200, "{status}: {text}");
        let answer: Value = serde_json::from_str(&text)?;
        answer.get("token").cloned().context("no token")
    }
}

/// Somebody could take it before the server does; then it does not start, and the test says so.
pub(crate) fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port())
}

async fn gives_tokens(printed: &Printed) -> Result<()> {
    let mut world = World::new().await?;
    let proxy = world.person.home().to_owned();
    let ats = Ats::serve_printed(Vec::new(), &proxy).await?;
    ats.is_joined().await?;
    let folder = tempfile::tempdir()?;
    let surroundings = Surroundings {
        proxy: &proxy,
        key: ats.key()?,
        page: ats.origin(),
        port: free_port()?,
    };
    let mut server = Server::start(printed, folder.path(), surroundings).await?;

    let (status, _) = server.answers(Method::GET, "").await?;
    ensure!(matches!(status, 400 | 404 | 405), "GET: {status}");
    for text in ["", "no JSON", "null", "[]", "{}", r#"{"candidate": 1}"#] {
        let (status, words) = server.answers(Method::POST, text).await?;
        ensure!(status == 400, "{text}: {status}: {words}");
        ensure!(words.contains(' '), "{text}: no sentence: {words}");
    }
    let (status, words) = server
        .answers(Method::POST, r#"{"candidate": "nobody"}"#)
        .await?;
    ensure!(status == 502 && words.contains("gave no token"), "{words}");
    lets_in(&proxy, &ats, server.token().await?).await?;

    world.proxy.kill().await?;
    let (status, words) = server
        .answers(Method::POST, r#"{"candidate": "cand_0001"}"#)
        .await?;
    ensure!(status == 502 && words.contains("gave no token"), "{words}");
    world.proxy.start_again().await?;
    lets_in(&proxy, &ats, server.token().await?).await?;
    ensure!(
        server.child.try_wait()?.is_none(),
        "the server did not live on"
    );
    Ok(())
}

/// The token opens the form of Amelia Hartwell, and nobody else's.
async fn lets_in(proxy: &str, ats: &Ats, token: Value) -> Result<()> {
    let opening = json!({ "token": token, "origin": ats.origin() });
    let opened = Client::new()
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
