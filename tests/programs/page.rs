//! `docs/api.md`, run as it is printed.
//!
//! Every fenced `sh` block but the first, which says where the proxy is and what the key, goes to one shell in the order of the
//! page; the `json` or `text` block behind it is what was printed. There `…` stands for what differs from run to run, or was
//! left out of the page.

mod printed;

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::joined::Joined;
use printed::{Printed, is_printed};

const PAGE: &str = include_str!("../../docs/api.md");
/// Between what two blocks print; nothing of ours prints it.
const NEXT: &str = "\u{1e}next";

/// For all of it.
const LONGEST: Duration = Duration::from_secs(60);

/// A fenced block of the page.
struct Block {
    language: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        blocks.push(Block {
            language: language.to_owned(),
            text: inside.collect::<Vec<_>>().join("\n"),
        });
    }
    blocks
}

/// The commands in order, each with what the page says it prints.
fn steps(page: &str) -> Result<Vec<(String, Option<Printed>)>> {
    let mut steps: Vec<(String, Option<Printed>)> = Vec::new();
    for Block { language, text } in blocks(page) {
        let printed = match language.as_str() {
            "sh" => {
                steps.push((text, None));
                continue;
            }
            "json" => Printed::json(&text)?,
            "text" => Printed::Text(text),
            other => anyhow::bail!("what is a block of {other:?}?"),
        };
        let (_, expected) = steps.last_mut().context("an answer before any command")?;
        ensure!(expected.is_none(), "two answers to one command");
        *expected = Some(printed);
    }
    Ok(steps)
}

#[tokio::test]
async fn the_page_of_the_interface_is_run_as_it_is_printed_and_sends_one_hire() -> Result<()> {
    let joined = Joined::new().await?;
    let steps = steps(PAGE)?;
    let (surroundings, steps) = steps.split_first().context("an empty page")?;
    let (surroundings, _) = surroundings;
    let named: Vec<_> = surroundings
        .lines()
        .filter_map(|line| line.strip_prefix("export ")?.split_once('='))
        .map(|(name, _)| name)
        .collect();
    ensure!(named == ["PROXY", "KEY"], "{surroundings}");

    let mut script = "set -eu\n".to_owned();
    for (commands, _) in steps {
        script.push_str(&format!("{commands}\necho; echo '{NEXT}'\n"));
    }
    let folder = tempfile::tempdir()?;
    let mut shell = Command::new("bash")
        .current_dir(folder.path())
        .env("PROXY", joined.proxy.url())
        .env("KEY", &joined.key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("the page needs bash and curl")?;
    let mut input = shell.stdin.take().context("no input")?;
    input.write_all(script.as_bytes()).await?;
    drop(input);
    let output = tokio::time::timeout(LONGEST, shell.wait_with_output());
    let output = output
        .await
        .context("some command of the page never ends")??;
    let said = String::from_utf8(output.stdout)?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}\n{complaint}");

    let answers: Vec<&str> = said.split(NEXT).collect();
    ensure!(answers.len() == steps.len() + 1, "{said}");
    for ((commands, expected), answer) in steps.iter().zip(answers) {
        let problem = is_printed(expected.as_ref(), answer.trim());
        problem.with_context(|| format!("{commands}\nprinted\n{}", answer.trim()))?;
    }
    let employees = joined.employees_with("rhea.voss@example.com");
    ensure!(employees.len() == 1, "{} employees", employees.len());
    Ok(())
}

/// Whatever the page calls a problem is one.
#[test]
fn every_problem_that_the_page_names_exists() -> Result<()> {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../proxy/src");
    let mut text = String::new();
    let mut folders = vec![source];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(&std::fs::read_to_string(path)?);
            }
        }
    }
    let (_, errors) = PAGE.split_once("\n## Errors\n").context("no errors")?;
    let errors = errors.split("\n## ").next().unwrap_or_default();
    let rows = errors.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    ensure!(named.len() > 15, "{named:?}");
    for name in named {
        ensure!(text.contains(&format!("\"{name}\"")), "{name}");
    }
    Ok(())
}

/// The table of a candidate's fields has every field, and no other.
#[test]
fn every_field_of_a_candidate_is_on_the_page() -> Result<()> {
    let (_, table) = PAGE
        .split_once("\n## The fields of a candidate\n")
        .context("no table")?;
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split(" |").next());
    let mut named: Vec<String> = cells
        .flat_map(|cell| cell.split(", "))
        .map(|name| name.trim_matches('`').to_owned())
        .collect();
    named.sort();
    let description: Value = serde_json::from_str(include_str!("../../docs/openapi.json"))?;
    let mut taken = fields(&description, "#/components/schemas/CandidateInput", "")?;
    taken.sort();
    ensure!(named == taken, "{named:?}\n{taken:?}");
    Ok(())
}

/// The paths of an object's fields, those of objects in it included.
fn fields(description: &Value, shape: &str, before: &str) -> Result<Vec<String>> {
    let shape = description.pointer(shape.trim_start_matches('#'));
    let Some(properties) = shape.and_then(|shape| shape["properties"].as_object()) else {
        return Ok(vec![before.trim_end_matches('.').to_owned()]);
    };
    let mut found = Vec::new();
    for (name, property) in properties {
        let inner = [&property["$ref"], &property["anyOf"][0]["$ref"]];
        let inner = inner.into_iter().find_map(Value::as_str);
        let path = format!("{before}{name}");
        match inner {
            Some(inner) => found.extend(fields(description, inner, &format!("{path}."))?),
            None => found.push(path),
        }
    }
    Ok(found)
}
