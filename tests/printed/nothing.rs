//! The guide from its first step to its last: from nothing to a hire that was sent from a page.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use system_tests::World;
use tokio::process::Command;

use crate::pages::sends_on;
use crate::servers::{Printed, Server, Surroundings, free_port};
use crate::{PRODUCT, example};

/// Somebody else, so that nobody of the page is known here.
const OTHER: &str =
    r#"{"id": "other", "first_name": "Ola", "stage": "applied", "job": {"title": "Nurse"}}"#;

#[tokio::test]
async fn who_follows_the_guide_gets_from_nothing_to_a_hire_sent_from_a_page() -> Result<()> {
    let world = World::with_candidates(&[OTHER]).await?;
    let port = free_port()?;
    let page = format!("http://localhost:{port}");
    let key = joins(&world, &page).await?;
    let surroundings = Surroundings {
        proxy: world.person.home(),
        key: &key,
        page: &page,
        port,
    };

    let brought = brings(&surroundings).await?;
    let printed: Value = serde_json::from_str(&example("json", "{ \"candidate\"")?)?;
    ensure!(brought == printed, "{brought}");

    let folder = tempfile::tempdir()?;
    let html = example("html", "<!doctype html>")?.replace(PRODUCT, surroundings.proxy);
    std::fs::write(folder.path().join("page.html"), html)?;
    let _server = Server::start(&Printed::node()?, folder.path(), surroundings).await?;
    sends_on(&world, &page).await
}

/// Step 1, by an admin: the key, and the page that is allowed.
async fn joins(world: &World, page: &str) -> Result<String> {
    let person = &world.person;
    person.opens("/settings").await?;
    person.presses("Embedding").await?;
    person.enters("Name of the system", "Harbour ATS").await?;
    person.presses("Make a key").await?;
    person.sees("A key for Harbour ATS").await?;
    let text = person.text().await?;
    let mut words = text.split_whitespace();
    let key = words.find(|word| word.starts_with("stbk_"));
    person.enters("Beginning of its addresses", page).await?;
    person.presses("Allow").await?;
    person.sees(page).await?;
    Ok(key.context("no key is shown")?.to_owned())
}

/// Step 2, with the variables that the page exports, and in no other surroundings.
async fn brings(surroundings: &Surroundings<'_>) -> Result<Value> {
    let exports = example("sh", "export PROXY=")?;
    let values = [
        ("PROXY", surroundings.proxy.to_owned()),
        ("SERVER_KEY", surroundings.key.to_owned()),
        ("PAGE", surroundings.page.to_owned()),
        ("PORT", surroundings.port.to_string()),
    ];
    ensure!(exports.lines().count() == values.len(), "{exports}");
    let names = values.iter().map(|(name, _)| format!("export {name}="));
    let are_those = exports.lines().zip(names);
    for (line, export) in are_those {
        ensure!(line.starts_with(&export), "{line}");
    }
    let mut shell = Command::new("bash");
    shell.args(["-euc", &example("sh", "curl ")?]);
    shell.envs(values).stdin(Stdio::null());
    let output = shell
        .kill_on_drop(true)
        .output()
        .await
        .context("the page needs bash and curl")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}{complaint}");
    serde_json::from_str(&said).with_context(|| said.into_owned())
}
