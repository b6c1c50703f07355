//! Sessions and tries to sign in, which all proxies share, whatever time each takes it to be.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::{Value, json};
use system_tests::{Proxy, ProxyOptions};
use test_postgres::Server;

use super::{FAST, SLOW, clock, says};
use crate::long::install_tls;

const PASSPHRASE: &str = "trout lantern gravel opera";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_signed_in_stays_so_at_every_clock_and_is_out_at_all_of_them() -> Result<()> {
    install_tls();
    let sandbox = Sandbox::start().await?;
    let database = Server::shared()?.database()?;
    let (fast, slow) = (
        Proxy::start_with(with_doors(&sandbox, Some(&database)), &clock(FAST)?).await?,
        Proxy::start_with(with_doors(&sandbox, Some(&database)), &clock(SLOW)?).await?,
    );
    let link = fast.first_link().await?;
    let cookie = accepts(&slow, &link).await?;
    for proxy in [&fast, &slow] {
        ensure!(is_signed_in(proxy, &cookie).await?);
    }
    // Too many wrong passphrases: whoever counts, the time to wait is the same.
    let mut waits = Vec::new();
    for proxy in [&fast, &slow].into_iter().cycle().take(14) {
        let answer = signs_in(proxy, "not this one at all").await?;
        let wait = answer.headers().get("retry-after");
        waits.extend(
            wait.map(|wait| wait.to_str()?.parse::<u64>().context("no number"))
                .transpose()?,
        );
    }
    let (least, most) = (waits.iter().min(), waits.iter().max());
    let (least, most) = least.zip(most).context("nobody was held up")?;
    ensure!(
        *least > 0 && most - least < 30 && *most <= 3600,
        "{waits:?}"
    );
    leaves_everywhere(&slow, &cookie).await?;
    for proxy in [&fast, &slow] {
        ensure!(!is_signed_in(proxy, &cookie).await?);
    }

    let alone = Proxy::start(with_doors(&sandbox, None)).await?;
    let cookie = accepts(&alone, &alone.first_link().await?).await?;
    let mut ledger = alone.keep_ledger();
    ensure!(alone.stop().await?);
    for offset in [SLOW, FAST] {
        let again = ledger.with(&clock(offset)?).start_again().await?;
        ensure!(is_signed_in(&again, &cookie).await?, "{offset}");
        let verified = says(&again.ledger_file(), &clock(offset)?, &["audit", "verify"]).await?;
        ensure!(verified.contains("as they were written"), "{verified}");
        ledger = again.keep_ledger();
        ensure!(again.stop().await?);
    }
    println!(
        "sessions at +10 and -10 minutes: in at both, out at both; too many tries wait {least} to {most} s; on one file they \
         outlive a clock that is set back and forth"
    );
    Ok(())
}

fn with_doors(sandbox: &Sandbox, database: Option<&str>) -> ProxyOptions {
    ProxyOptions {
        has_doors: true,
        database: database.map(str::to_owned),
        ..ProxyOptions::beside(sandbox)
    }
}

/// Becomes the first admin; the cookie.
async fn accepts(proxy: &Proxy, link: &str) -> Result<String> {
    let token = link.split_once("/welcome#").context("no link")?.1;
    let accepted = json!({
        "token": token, "passphrase": PASSPHRASE, "name": "Ann Lee", "email": "ann@acme.example",
    });
    let url = format!("{}/api/invitations/accept", proxy.url());
    let request = reqwest::Client::new().post(url).json(&accepted);
    let answer = request.send().await?;
    ensure!(answer.status() == 200, "{}", answer.status());
    let cookie = answer.headers().get("set-cookie").context("no cookie")?;
    let cookie = cookie.to_str()?.split(';').next();
    Ok(cookie.unwrap_or_default().to_owned())
}

async fn signs_in(proxy: &Proxy, passphrase: &str) -> Result<reqwest::Response> {
    let entered = json!({ "email": "ann@acme.example", "passphrase": passphrase });
    let url = format!("{}/api/session", proxy.url());
    Ok(reqwest::Client::new()
        .post(url)
        .json(&entered)
        .send()
        .await?)
}

async fn is_signed_in(proxy: &Proxy, cookie: &str) -> Result<bool> {
    let url = format!("{}/api/session", proxy.url());
    let request = reqwest::Client::new().get(url).header("cookie", cookie);
    let session: Value = request.send().await?.json().await?;
    Ok(session.get("user").is_some_and(|user| user == "Ann Lee"))
}

async fn leaves_everywhere(proxy: &Proxy, cookie: &str) -> Result<()> {
    let url = format!("{}/api/session", proxy.url());
    let request = reqwest::Client::new().delete(url).header("cookie", cookie);
    let answer = request.json(&json!({ "everywhere": true })).send().await?;
    ensure!(answer.status().is_success(), "{}", answer.status());
    Ok(())
}
