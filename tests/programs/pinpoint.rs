//! Pinpoint as a source of candidates, from the webhook to the comment: one employee and one comment, whatever gets lost.

mod comments;
mod files;
mod incomplete;
mod looking;
mod many_comments;
mod mending;
mod together;
mod webhooks;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use system_tests::{
    Hire, MASTER_KEY, PINPOINT_SECRET, PinpointFault, PinpointRest, PinpointWebhooks, Proxy,
    ProxyOptions, WrittenComment, wait_for,
};
use test_postgres::Server;

use super::{accepted_of, creates, done, employees_with};

const EMAIL: &str = "ada.lovelace@example.com";
const CANDIDATE: &str = "pinpoint-00000000-0000-4000-8000-000008863807";
const APPLICATION: u64 = 8_863_807;
const INTEGRATION: &str = "/api/integrations/pinpoint";

/// Two companies' systems and our program between them.
struct World {
    sandbox: Sandbox,
    pinpoint: PinpointRest,
    proxy: Proxy,
    hook: String,
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

async fn ask(proxy: &Proxy, method: reqwest::Method, path: &str, body: &Value) -> Result<Value> {
    let http = reqwest::Client::new();
    let request = http.request(method, format!("{}{path}", proxy.url()));
    let answer = request.json(body).send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{path}: {status} {body}");
    Ok(body)
}

async fn get(proxy: &Proxy, path: &str) -> Result<Value> {
    Ok(reqwest::get(format!("{}{path}", proxy.url()))
        .await?
        .json()
        .await?)
}

async fn start(
    sandbox: &Sandbox,
    pinpoint: &PinpointRest,
    database: Option<&str>,
) -> Result<Proxy> {
    start_with(sandbox, pinpoint, database, None, &[]).await
}

async fn start_with(
    sandbox: &Sandbox,
    pinpoint: &PinpointRest,
    database: Option<&str>,
    candidates: Option<PathBuf>,
    variables: &[(&'static str, &str)],
) -> Result<Proxy> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = ProxyOptions {
        candidates,
        database: database.map(str::to_owned),
        ..ProxyOptions::beside(sandbox)
    };
    let own = variables.iter().map(|(name, value)| (*name, value.into()));
    let variables = [
        ("MASTER_KEYS", OsString::from(MASTER_KEY)),
        ("LEASE_SECONDS", OsString::from("2")),
    ]
    .into_iter()
    .chain(pinpoint.variables())
    .chain(own);
    let variables: Vec<_> = variables.collect();
    Proxy::start_with(options, &variables).await
}

impl World {
    /// Pinpoint is connected and switched on, and somebody was hired there.
    async fn connected(database: Option<&str>) -> Result<Self> {
        Self::connected_with(database, &[]).await
    }

    /// The same with settings that are otherwise than in most tests.
    async fn connected_with(
        database: Option<&str>,
        variables: &[(&'static str, &str)],
    ) -> Result<Self> {
        let (sandbox, pinpoint) = (Sandbox::start().await?, PinpointRest::start().await?);
        pinpoint.put(Hire::new(APPLICATION, "Ada", EMAIL));
        let proxy = start_with(&sandbox, &pinpoint, database, None, variables).await?;
        Self::connect(sandbox, pinpoint, proxy).await
    }

    async fn connect(sandbox: Sandbox, pinpoint: PinpointRest, proxy: Proxy) -> Result<Self> {
        let hook = pinpoint.joins(&proxy).await?;
        Ok(Self {
            sandbox,
            pinpoint,
            proxy,
            hook,
        })
    }

    fn webhooks(&self) -> Result<PinpointWebhooks> {
        webhooks_of(&self.proxy, &self.hook)
    }

    /// Says that they are hired, and waits until they are in the list.
    async fn hears_of_the_hire(&self) -> Result<()> {
        self.webhooks()?
            .deliver(&PinpointWebhooks::hired(APPLICATION, now()))
            .await?;
        arrived(&self.proxy).await
    }

    /// What was written for us.
    fn comments(&self) -> Vec<WrittenComment> {
        let mut comments = self.pinpoint.comments();
        comments.retain(|comment| comment.text.starts_with("Added"));
        comments
    }

    fn told(&self) -> usize {
        self.comments().len()
    }

    async fn one_of_each(&self, employee: &str) -> Result<()> {
        ensure!(creates(&self.sandbox) == 1 && employees_with(&self.sandbox, EMAIL) == 1);
        let comments = self.comments();
        ensure!(comments.len() == 1, "{comments:?}");
        ensure!(
            comments[0].application == APPLICATION.to_string(),
            "{comments:?}"
        );
        let text = &comments[0].text;
        ensure!(
            text.starts_with(&format!("Added to BambooHR as employee {employee}: http")),
            "{text}"
        );
        ensure!(
            !text.contains("Ada") && !text.contains("Lovelace") && !text.contains('@'),
            "{text}"
        );
        ensure!(
            !self.pinpoint.key_was_at_storage(),
            "the key left for another host"
        );
        Ok(())
    }
}

fn webhooks_of(proxy: &Proxy, hook: &str) -> Result<PinpointWebhooks> {
    PinpointWebhooks::to(format!("{}{hook}", proxy.url()))
}

async fn arrived(proxy: &Proxy) -> Result<()> {
    wait_for("the candidate to arrive", async || {
        let profile = get(proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        Ok((profile["candidate"]["first_name"] == "Ada").then_some(()))
    })
    .await
}

/// The id of the employee that a send made.
async fn employee(proxy: &Proxy, send: &str) -> Result<String> {
    let send = get(proxy, &format!("/api/sends/{send}")).await?;
    let id = send["employee"]["id"].as_str();
    Ok(id.context("no employee")?.to_owned())
}

/// Waits until the history says that Pinpoint was told.
async fn history_says(proxy: &Proxy, words: &str) -> Result<()> {
    wait_for(words, async || {
        let profile = get(proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        let history = profile["history"].as_array().context("no history")?.clone();
        let says = |entry: &Value| {
            entry["words"]
                .as_str()
                .is_some_and(|said| said.contains(words))
        };
        Ok(history.iter().any(says).then_some(()))
    })
    .await
}

async fn from_the_webhook_to_the_comment(database: Option<&str>) -> Result<()> {
    let world = World::connected(database).await?;
    world.hears_of_the_hire().await?;
    let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
    let candidate = &profile["candidate"];
    ensure!(candidate["stage"] == "hired", "{candidate}");
    ensure!(
        candidate["offer"]["start_date"] == "2026-02-02",
        "of the offer: {candidate}"
    );
    ensure!(
        candidate["job"]["department"] == "Engineering",
        "{candidate}"
    );
    ensure!(
        candidate["documents"][0]["name"] == "Lovelace CV.pdf",
        "{candidate}"
    );
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await?;
    let files = world.sandbox.requests();
    ensure!(
        !world.proxy.log().contains("canary"),
        "a secret is in the log"
    );
    ensure!(
        !world.proxy.log().contains("Lovelace"),
        "a name is in the log"
    );
    ensure!(!files.is_empty());
    Ok(())
}

#[tokio::test]
async fn somebody_hired_in_pinpoint_becomes_one_employee_and_pinpoint_is_told_once() -> Result<()> {
    from_the_webhook_to_the_comment(None).await?;
    let database = Server::shared()?.database()?;
    from_the_webhook_to_the_comment(Some(&database)).await
}
