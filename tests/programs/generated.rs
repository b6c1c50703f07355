//! Requests that a program makes of the description of the interface, right ones and wrong ones: no answer is an error of
//! ours, and each is what the description says.

use std::collections::BTreeMap;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::{Value, json};
use system_tests::{Proxy, ProxyOptions};
use tokio::process::Command;

/// Requests for each address, and in the long version.
const USUALLY: &str = "8";
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

struct Generating {
    proxy: Proxy,
    program: std::ffi::OsString,
    folder: tempfile::TempDir,
    /// An id that is there, by the second part of the path.
    ids: BTreeMap<&'static str, String>,
}

impl Generating {
    /// Makes requests to the routes whose path and method fit, with these headers; how many they were.
    async fn run(&self, routes: &[&str], headers: &[String]) -> Result<u64> {
        let mut config = String::new();
        for (part, id) in &self.ids {
            config += &format!(
                "[[operations]]\ninclude-path-regex = \"^/api/{part}/.*id\"\nparameters = {{ id = \"{id}\" }}\n"
            );
        }
        let file = self.folder.path().join("schemathesis.toml");
        std::fs::write(&file, config)?;
        let url = self.proxy.url();
        let examples = std::env::var("GENERATED_EXAMPLES").unwrap_or(USUALLY.to_owned());
        let mut command = Command::new(&self.program);
        command
            .arg("--config-file")
            .arg(&file)
            .args(["run", &format!("{url}/api/openapi.json"), "--url", &url])
            .args(["--phases", "coverage,fuzzing", "--checks", CHECKS])
            .args(["--max-examples", &examples, "--generation-deterministic"])
            .args([
                "--request-timeout",
                "20",
                "--continue-on-failure",
                "--no-color",
                "--warnings",
                "off",
            ])
            .args(["--suppress-health-check", "all"])
            .args(routes);
        for header in headers {
            command.args(["--header", header]);
        }
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        let output = command.output().await?;
        let told = String::from_utf8_lossy(&output.stdout);
        ensure!(
            output.status.success(),
            "{told}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let generated = told.split(" generated").next().unwrap_or_default();
        let generated = generated.rsplit(char::is_whitespace).next();
        let generated = generated.unwrap_or_default().parse();
        generated.context("how many is not said")
    }

    async fn asks(&self, path: &str, body: &Value) -> Result<Value> {
        let request = reqwest::Client::new().post(format!("{}{path}", self.proxy.url()));
        let request = request.header("idempotency-key", path).json(body);
        let answer = request.send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        Ok(answer.json().await?)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_generated_request_meets_an_error_of_ours_or_an_answer_that_is_not_described()
-> Result<()> {
    let Some(program) = std::env::var_os("SCHEMATHESIS") else {
        anyhow::bail!("SCHEMATHESIS is not set; run `cargo xtask test`");
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start().await?;
    let proxy = Proxy::start(ProxyOptions::beside(&sandbox));
    let mut generating = Generating {
        proxy: proxy.await?,
        program,
        folder: tempfile::tempdir()?,
        ids: BTreeMap::from([("candidates", "cand_0001".to_owned())]),
    };
    let batch = json!({ "candidates": [{ "id": "cand_0002", "submission": {} }] });
    let batch = generating.asks("/api/batches", &batch).await?;
    let key = json!({ "name": "Acme ATS", "scopes": ["candidates", "embed", "forms"] });
    let key = generating.asks("/api/embedding/keys", &key).await?;
    for (part, id) in [
        ("batches", &batch["id"]),
        ("embedding", &key["embedding"]["keys"][0]["id"]),
    ] {
        let id = id.as_str().context("no id")?.to_owned();
        generating.ids.insert(part, id);
    }
    let server = format!(
        "Authorization: Bearer {}",
        key["key"].as_str().unwrap_or_default()
    );

    // What goes on for ever is left out; what servers do is asked with a key of theirs.
    let for_servers = "^/api/((embed|forms)/sessions|candidates/{id}(/documents)?$)";
    let by_servers = generating
        .run(
            &[
                "--include-path-regex",
                for_servers,
                "--exclude-method",
                "GET",
            ],
            &[server],
        )
        .await?;
    let by_people = generating
        .run(
            &[
                "--exclude-path-regex",
                "/events$|^/api/(embed|forms)/sessions",
            ],
            &[],
        )
        .await?;
    let log = generating.proxy.log();
    ensure!(!log.contains("panicked"), "a handler panicked");
    println!(
        "generated: {} requests, 0 errors of ours",
        by_servers + by_people
    );
    Ok(())
}
