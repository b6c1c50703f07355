//! Users, accounts and the record by commands, beside a proxy that runs.

use std::process::{Output, Stdio};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::{Value, json};
use system_tests::{Proxy, ProxyOptions, program};
use tokio::process::Command;

const PASSPHRASE: &str = "trout lantern gravel opera";

pub(crate) async fn with_doors() -> Result<(Sandbox, Proxy)> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start().await?;
    let proxy = Proxy::start(ProxyOptions {
        has_doors: true,
        ..ProxyOptions::beside(&sandbox)
    });
    Ok((sandbox, proxy.await?))
}

async fn command(proxy: &Proxy, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(program("proxy")?);
    command
        .env_clear()
        .env("DATABASE_URL", proxy.ledger_file())
        .env("PUBLIC_URL", "https://hires.acme.example")
        .args(arguments)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    Ok(command.output().await?)
}

/// What a command that went well printed.
async fn says(proxy: &Proxy, arguments: &[&str]) -> Result<String> {
    let output = command(proxy, arguments).await?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{arguments:?}: {told}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

async fn refuses(proxy: &Proxy, arguments: &[&str], words: &str) -> Result<()> {
    let output = command(proxy, arguments).await?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        !output.status.success() && told.contains(words),
        "{arguments:?}: {told}"
    );
    Ok(())
}

/// Chooses a passphrase behind a link; the cookie.
pub(crate) async fn accepts(
    proxy: &Proxy,
    link: &str,
    who: Option<(&str, &str)>,
) -> Result<String> {
    let token = link.trim().split_once("/welcome#").context("no link")?.1;
    let mut accepted = json!({ "token": token, "passphrase": PASSPHRASE });
    if let Some((name, email)) = who {
        accepted["name"] = json!(name);
        accepted["email"] = json!(email);
    }
    let path = format!("{}/api/invitations/accept", proxy.url());
    let answer = reqwest::Client::new()
        .post(path)
        .json(&accepted)
        .send()
        .await?;
    ensure!(answer.status() == 200, "{}", answer.status());
    let cookie = answer.headers().get("set-cookie").context("no cookie")?;
    Ok(cookie
        .to_str()?
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned())
}

async fn session(proxy: &Proxy, cookie: &str) -> Result<Value> {
    let path = format!("{}/api/session", proxy.url());
    let answer = reqwest::Client::new()
        .get(path)
        .header("cookie", cookie)
        .send()
        .await?;
    Ok(answer.json().await?)
}

#[tokio::test]
async fn users_and_accounts_are_added_beside_a_proxy_that_runs() -> Result<()> {
    let (_sandbox, proxy) = with_doors().await?;
    let add = |email: &'static str, role: &'static str| {
        [
            "user", "add", "--email", email, "--name", "Ann Lee", "--role", role,
        ]
    };
    let link = says(&proxy, &add("ann@acme.example", "admin")).await?;
    ensure!(
        link.starts_with("https://hires.acme.example/welcome#"),
        "{link}"
    );
    let cookie = accepts(&proxy, &link, None).await?;
    ensure!(session(&proxy, &cookie).await?["role"] == "admin");
    // As soon as there is an admin, the link of the start makes nobody one.
    let first = proxy.first_link().await?;
    let token = first.split_once('#').context("no link")?.1;
    let path = format!("{}/api/invitations/open", proxy.url());
    let opened = reqwest::Client::new()
        .post(path)
        .json(&json!({ "token": token }));
    ensure!(opened.send().await?.status() == 404);

    refuses(&proxy, &add("ANN@acme.example", "viewer"), "signs in with").await?;
    refuses(
        &proxy,
        &add("bo@acme.example", "owner"),
        "admin, recruiter or viewer",
    )
    .await?;
    refuses(
        &proxy,
        &add("bo at acme", "viewer"),
        "Enter an e-mail address",
    )
    .await?;
    let link = says(&proxy, &["user", "link", "--email", "Ann@acme.example"]).await?;
    let renewed = accepts(&proxy, &link, None).await?;
    ensure!(session(&proxy, &cookie).await?["type"] == "/problems/signed-out");
    ensure!(session(&proxy, &renewed).await?["user"] == "Ann Lee");

    let link = says(&proxy, &["account", "add", "other", "--name", "Other Inc."]).await?;
    let cookie = accepts(&proxy, &link, Some(("Cy Day", "cy@other.example"))).await?;
    ensure!(session(&proxy, &cookie).await?["bamboohr"]["status"] == "not_configured");
    refuses(
        &proxy,
        &["account", "add", "other", "--name", "X"],
        "already",
    )
    .await?;
    refuses(
        &proxy,
        &["account", "add", "O/o", "--name", "X"],
        "lower-case letters",
    )
    .await?;
    ensure!(says(&proxy, &["account", "list"]).await? == "local\tLocal\nother\tOther Inc.\n");
    let users = says(&proxy, &["user", "list"]).await?;
    ensure!(
        users
            == "local\tadmin\tann@acme.example\tAnn Lee\nother\tadmin\tcy@other.example\tCy Day\n",
        "{users}"
    );
    Ok(())
}

#[tokio::test]
async fn the_record_is_checked_by_a_command_and_a_noted_entry_must_be_in_it() -> Result<()> {
    let (_sandbox, proxy) = with_doors().await?;
    let link = proxy.first_link().await?;
    accepts(&proxy, &link, Some(("Ann Lee", "ann@acme.example"))).await?;
    let told = says(&proxy, &["audit", "verify"]).await?;
    ensure!(
        told.starts_with("local: 4 entries, as they were written; the newest is 4:"),
        "{told}"
    );
    let noted = told
        .trim()
        .rsplit_once(' ')
        .context("no head")?
        .1
        .to_owned();
    says(
        &proxy,
        &["audit", "verify", "--account", "local", "--noted", &noted],
    )
    .await?;
    let other = format!("4:{}", "0".repeat(64));
    refuses(
        &proxy,
        &["audit", "verify", "--account", "local", "--noted", &other],
        "not as it was written",
    )
    .await?;
    refuses(
        &proxy,
        &["audit", "verify", "--account", "local", "--noted", "4"],
        "must be what",
    )
    .await?;
    refuses(
        &proxy,
        &["audit", "verify", "--account", "nobody"],
        "there is no account nobody",
    )
    .await?;
    let purged = says(&proxy, &["purge", "--older-than-days", "1"]).await?;
    refuses(
        &proxy,
        &["purge", "--older-than-days", "0"],
        "0 is not in 1..",
    )
    .await?;
    ensure!(
        purged == "Without personal data now: 0 sends; gone: 0 candidates with their files.\n",
        "{purged}"
    );
    let lines = says(&proxy, &["audit", "export"]).await?;
    ensure!(lines.lines().count() == 4, "{lines}");
    ensure!(!lines.contains(PASSPHRASE) && !proxy.log().contains(PASSPHRASE));
    Ok(())
}
