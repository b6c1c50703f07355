//! The programs as processes: how they start, refuse to start, stop, and come back after a crash.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod firefox;
mod generated;
mod joined;
mod openid;
mod page;
mod people;
mod pinpoint;
mod several;
mod stopping;
mod typescript;

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use system_tests::{Proxy, ProxyOptions, program, wait_for};
use tokio::process::Command;

const EMAIL: &str = "amelia.hartwell@example.com";

async fn proxy(sandbox: &Sandbox) -> Result<Proxy> {
    proxy_on(sandbox, None).await
}

/// On a PostgreSQL, or with a file of its own.
async fn proxy_on(sandbox: &Sandbox, database: Option<&str>) -> Result<Proxy> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Proxy::start(ProxyOptions {
        frontend: std::env::var_os("FRONTEND_DIST"),
        database: database.map(str::to_owned),
        ..ProxyOptions::beside(sandbox)
    })
    .await
}

async fn accepted(proxy: &Proxy) -> Result<String> {
    accepted_of(proxy, "cand_0001").await
}

/// Sends a candidate as prefilled; the send's id.
async fn accepted_of(proxy: &Proxy, candidate: &str) -> Result<String> {
    let http = reqwest::Client::new();
    let form: Value = http
        .get(format!("{}/api/candidates/{candidate}/form", proxy.url()))
        .send()
        .await?
        .json()
        .await?;
    let fields = form["sections"]
        .as_array()
        .context("no sections")?
        .iter()
        .flat_map(|section| section["fields"].as_array().into_iter().flatten());
    let entries: serde_json::Map<String, Value> = fields
        .filter_map(|field| {
            Some((
                field["id"].as_str()?.to_owned(),
                field["prefill"].get("entry")?.clone(),
            ))
        })
        .collect();
    let request = http
        .post(format!("{}/api/candidates/{candidate}/sends", proxy.url()))
        .header("idempotency-key", format!("send-{candidate}"));
    let answer = request
        .json(&json!({ "submission": entries }))
        .send()
        .await?;
    ensure!(answer.status() == 202, "{}", answer.status());
    let answer: Value = answer.json().await?;
    Ok(answer["id"].as_str().context("no id")?.to_owned())
}

async fn state(proxy: &Proxy, send: &str) -> Result<String> {
    let view: Value = reqwest::get(format!("{}/api/sends/{send}", proxy.url()))
        .await?
        .json()
        .await?;
    Ok(view["state"].as_str().unwrap_or_default().to_owned())
}

async fn done(proxy: &Proxy, send: &str) -> Result<()> {
    wait_for("the send to be done", async || {
        Ok((state(proxy, send).await? == "done").then_some(()))
    })
    .await
}

fn creates(sandbox: &Sandbox) -> usize {
    sandbox
        .requests()
        .iter()
        .filter(|request| request.method == "POST" && request.path.ends_with("/employees"))
        .count()
}

fn employees(sandbox: &Sandbox) -> usize {
    employees_with(sandbox, EMAIL)
}

fn employees_with(sandbox: &Sandbox, address: &str) -> usize {
    sandbox
        .employees()
        .iter()
        .filter(|one| {
            one.fields
                .get("homeEmail")
                .is_some_and(|email| email == address)
        })
        .count()
}

#[tokio::test]
async fn a_proxy_killed_while_the_create_call_is_on_its_way_makes_one_employee() -> Result<()> {
    // Killed before BambooHR stores, and killed between storing and answering.
    let pause = std::time::Duration::from_millis(700);
    for fault in [
        Fault::on("POST", "/employees").delay(pause),
        Fault::on("POST", "/employees")
            .answer(201)
            .after_storing()
            .delay(pause),
    ] {
        let sandbox = Sandbox::start().await?;
        let mut proxy = proxy(&sandbox).await?;
        sandbox.add_fault(fault);
        let send = accepted(&proxy).await?;
        wait_for("the create call to arrive", async || {
            Ok((creates(&sandbox) == 1).then_some(()))
        })
        .await?;
        proxy.kill_and_start_again().await?;
        done(&proxy, &send).await?;
        ensure!(creates(&sandbox) == 1 && employees(&sandbox) == 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_proxy_killed_before_the_read_back_finishes_it_later() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let mut proxy = proxy(&sandbox).await?;
    sandbox.add_fault(Fault::on("GET", "/employees/*").delay(std::time::Duration::from_secs(5)));
    let send = accepted(&proxy).await?;
    wait_for("the employee", async || {
        Ok((state(&proxy, &send).await? == "created").then_some(()))
    })
    .await?;
    proxy.kill_and_start_again().await?;
    done(&proxy, &send).await?;
    ensure!(creates(&sandbox) == 1 && employees(&sandbox) == 1);
    Ok(())
}

#[tokio::test]
async fn a_proxy_refuses_what_it_cannot_do_safely_in_one_sentence() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let ledger = format!("sqlite:{}", folder.path().join("l.sqlite").display());
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let taken = taken.local_addr()?.to_string();
    let cases: [(&[(&str, &str)], &str); 6] = [
        (
            &[("PROXY_LISTEN", "0.0.0.0:0")],
            "set PUBLIC_URL to the https address",
        ),
        (&[("PROXY_LISTEN", &taken)], "cannot listen on"),
        (&[("BAMBOOHR_SUBDOMAIN", "acme")], "the API key is missing"),
        (
            &[
                ("BAMBOOHR_SUBDOMAIN", "acme.evil.example/"),
                ("BAMBOOHR_API_KEY", "canary-key"),
            ],
            "BAMBOOHR_SUBDOMAIN",
        ),
        (
            &[
                ("BAMBOOHR_SUBDOMAIN", "acme"),
                ("BAMBOOHR_API_KEY", "canary-key"),
                ("BAMBOOHR_BASE_URL", "http://bamboo.example"),
            ],
            "BAMBOOHR_BASE_URL",
        ),
        (&[("FRONTEND_DIST", "/no/such/folder")], "cargo xtask build"),
    ];
    for (environment, words) in cases {
        let said = refusal(&ledger, environment).await?;
        ensure!(said.contains(words), "{environment:?}: {said}");
        ensure!(!said.contains("canary-key"), "{said}");
    }
    Ok(())
}

/// The one sentence of a proxy that does not start.
async fn refusal(ledger: &str, environment: &[(&str, &str)]) -> Result<String> {
    let mut command = Command::new(program("proxy")?);
    command
        .env_clear()
        .env("PROXY_LISTEN", "127.0.0.1:0")
        .env("DATABASE_URL", ledger)
        .env("RUST_LOG", "error");
    command
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = command.output().await?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.code() == Some(1) && said.trim().lines().count() == 1,
        "{environment:?}: {:?} {said}",
        output.status
    );
    Ok(said)
}

#[tokio::test]
async fn slow_headers_are_cut_off_while_others_are_served() -> Result<()> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let sandbox = Sandbox::start().await?;
    let proxy = proxy(&sandbox).await?;
    let address = proxy.url().trim_start_matches("http://").to_owned();
    let mut slow = tokio::net::TcpStream::connect(&address).await?;
    slow.write_all(b"GET /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ")
        .await?;
    ensure!(
        reqwest::get(format!("{}/healthz", proxy.url()))
            .await?
            .status()
            == 200
    );
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(
        std::time::Duration::from_secs(20),
        slow.read_to_end(&mut rest),
    )
    .await;
    ensure!(ended.is_ok(), "the connection is still open");
    Ok(())
}
