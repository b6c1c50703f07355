//! Everywhere a key or a person could be left, and how often they are there.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use anyhow::{Context, Result, ensure};
use memchr::memmem;
use serde_json::Value;
use sqlx::{Connection as _, SqliteConnection};
use system_tests::{Canary, Proxy};

use super::PERSONAL;

/// What was written or answered so far.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Bodies of answers to browsers.
    pub(crate) answers: Vec<String>,
    /// The page of numbers, each time it was looked at.
    numbers: Vec<String>,
    /// The log of processes that have ended.
    pub(crate) log: String,
}

/// How much was looked at. It only exists when nothing was found.
#[derive(Debug)]
pub(crate) struct NoHits {
    log_lines: usize,
    numbers: usize,
    answers: usize,
    files: BTreeSet<String>,
    bytes: usize,
}

impl fmt::Display for NoHits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<&str> = self.files.iter().map(String::as_str).collect();
        write!(
            out,
            "0 hits in {} lines of log, {} numbers, {} answers, and of the key in {} KiB of files ({})",
            self.log_lines,
            self.numbers,
            self.answers,
            self.bytes >> 10,
            files.join(", ")
        )
    }
}

impl Places {
    /// Reads the page of numbers.
    pub(crate) async fn looks_at_numbers(&mut self, proxy: &Proxy) -> Result<()> {
        let log = proxy.log();
        let line = log
            .lines()
            .find(|line| line.contains("telling numbers at /metrics"));
        let line: Value = serde_json::from_str(line.context("no numbers")?)?;
        let address = line.pointer("/fields/address").and_then(Value::as_str);
        let url = format!("http://{}/metrics", address.context("no address")?);
        self.numbers.push(reqwest::get(url).await?.text().await?);
        Ok(())
    }

    /// Looks everywhere. An error names what was found, and where.
    pub(crate) async fn finds(&mut self, proxy: &Proxy, canary: &Canary) -> Result<NoHits> {
        let log = format!("{}{}", self.log, proxy.log());
        for line in log.lines() {
            let is_json = serde_json::from_str::<Value>(line).is_ok_and(|line| line.is_object());
            ensure!(is_json, "no line of JSON: {line}");
        }
        ensure!(
            log.contains("create employee"),
            "the log tells of the sends"
        );
        ensure!(log.contains("panicked"), "nothing panicked");
        let numbers = self.numbers.concat();
        ensure!(numbers.contains("create_calls"), "{numbers}");
        let keys = canary.forms();
        for (place, text) in [("the log", &log), ("the numbers", &numbers)] {
            let small = text.to_lowercase();
            for personal in PERSONAL {
                let line = small.lines().find(|line| line.contains(personal));
                ensure!(line.is_none(), "{personal} is in {place}: {line:?}");
            }
            ensure!(
                !keys.iter().any(|key| text.contains(key)),
                "the key is in {place}"
            );
        }
        for answer in &self.answers {
            ensure!(
                !keys.iter().any(|key| answer.contains(key)),
                "the key is in {answer}"
            );
        }
        let process = proxy.process().context("no proxy")?;
        let arguments = fs::read_to_string(format!("/proc/{process}/cmdline"))?;
        ensure!(!arguments.contains(canary.key()), "the key is an argument");

        // As docs/operating.md tells to make copies.
        let copy = proxy.folder().join("copy.sqlite");
        let mut ledger = SqliteConnection::connect(&proxy.ledger_file()).await?;
        let copied = sqlx::query("VACUUM INTO $1").bind(copy.to_str());
        copied.execute(&mut ledger).await?;
        let copy = fs::read(copy)?;
        ensure!(memmem::find(&copy, b"Canarylast").is_some(), "not a copy");
        let (mut files, mut bytes) = (BTreeSet::new(), 0);
        for entry in fs::read_dir(proxy.folder())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let content = fs::read(entry.path())?;
            bytes += content.len();
            for key in &keys {
                let found = memmem::find(&content, key.as_bytes());
                ensure!(found.is_none(), "the key is in {name}");
            }
            files.insert(name);
        }
        ensure!(files.contains("ledger.sqlite-wal"), "no journal: {files:?}");
        ledger.close().await?;
        Ok(NoHits {
            log_lines: log.lines().count(),
            numbers: numbers
                .lines()
                .filter(|line| !line.starts_with('#'))
                .count(),
            answers: self.answers.len(),
            files,
            bytes,
        })
    }
}
