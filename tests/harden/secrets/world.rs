//! A company whose candidates and key are canaries, and everything that is asked of the proxy about them.

use anyhow::{Context, Result, anyhow, ensure};
use bamboohr_sandbox::{COMPANY, Key, Sandbox};
use serde_json::{Map, Value, json};
use system_tests::{Canary, Proxy, ProxyOptions, wait_for};
use tempfile::TempDir;

use super::PERSONAL;
use super::faults::requests_that_make_no_sense;
use super::places::Places;
use crate::long::install_tls;

/// Candidates, more than are sent.
const MOST: usize = 60;

pub(super) struct World {
    pub(super) sandbox: Sandbox,
    pub(super) proxy: Proxy,
    pub(super) canary: Canary,
    http: reqwest::Client,
    pub(super) places: Places,
    _papers: TempDir,
}

impl World {
    /// An admin has connected BambooHR with a key that nobody else has, and asks for what is private.
    pub(super) async fn new() -> Result<Self> {
        install_tls();
        let sandbox = Sandbox::start().await?;
        let canary = Canary::new();
        let key = Key::administrator(canary.key());
        sandbox.set_key("canary", key).map_err(|why| anyhow!(why))?;
        let papers = tempfile::tempdir()?;
        let candidates = papers.path().join("candidates.json");
        let all: Vec<Value> = (0..MOST).map(candidate).collect();
        std::fs::write(&candidates, serde_json::to_vec(&all)?)?;
        let options = ProxyOptions {
            key: None,
            candidates: Some(candidates),
            ..ProxyOptions::beside(&sandbox)
        };
        let environment = [
            ("LOG_JSON", "true".into()),
            ("RUST_LOG", "trace,tower_http=debug".into()),
            ("METRICS_LISTEN", "127.0.0.1:0".into()),
            ("BAMBOOHR_TIMEOUT_SECONDS", "1".into()),
            ("LEASE_SECONDS", "2".into()),
        ];
        let mut world = Self {
            sandbox,
            proxy: Proxy::start_with(options, &environment).await?,
            canary,
            http: reqwest::Client::new(),
            places: Places::default(),
            _papers: papers,
        };
        world.connects().await?;
        Ok(world)
    }

    async fn connects(&mut self) -> Result<()> {
        const CONNECTION: &str = "/api/integrations/bamboohr";
        let entered = json!({ "subdomain": COMPANY, "api_key": self.canary.key(), "version": 0 });
        self.puts(CONNECTION, &entered).await?;
        let on = json!({ "enabled": true, "version": 1 });
        self.puts(&format!("{CONNECTION}/enabled"), &on).await?;
        let path = format!("{CONNECTION}/setup");
        let kept = self.gets(&path).await?;
        let mut setup = kept.get("setup").context("no set-up")?.clone();
        let fields = setup.pointer_mut("/sections/0/fields");
        let fields = fields.and_then(Value::as_array_mut).context("no fields")?;
        for id in ["dateOfBirth", "ssn"] {
            fields.push(json!({ "id": id, "asks": "optional", "source": null, "fixed": null, "hint": null, "admins_only": false }));
        }
        let version = kept.get("version").context("no version")?;
        self.puts(&path, &json!({ "version": version, "setup": setup }))
            .await
    }

    /// Sends all of these at once and waits until each has ended or asks for a person.
    pub(super) async fn hires(&mut self, numbers: std::ops::Range<usize>) -> Result<()> {
        let mut sends = Vec::new();
        for number in numbers {
            sends.push(self.presses_send(number).await?);
        }
        for send in sends {
            self.ends(&send).await?;
        }
        Ok(())
    }

    /// Accepted; the send's id.
    pub(super) async fn presses_send(&mut self, number: usize) -> Result<String> {
        let form = self.filled_form(number).await?;
        let (status, said) = self.press_send(number, &form).await?;
        ensure!(status == 202, "{status} {said}");
        let send = said.get("id").and_then(Value::as_str);
        Ok(send.context("no id")?.to_owned())
    }

    async fn filled_form(&self, number: usize) -> Result<Value> {
        let path = format!("/api/candidates/{}/form", id(number));
        let form = self.gets(&path).await?;
        let sections = form.get("sections").and_then(Value::as_array);
        let fields = sections.into_iter().flatten();
        let fields = fields.flat_map(|section| section.get("fields").and_then(Value::as_array));
        let filled = fields.flatten().filter_map(|field| {
            let entry = field.pointer("/prefill/entry")?.clone();
            Some((field.get("id")?.as_str()?.to_owned(), entry))
        });
        let mut submission: Map<String, Value> = filled.collect();
        submission.insert("ssn".to_owned(), json!("901-65-4321"));
        submission.insert("dateOfBirth".to_owned(), json!("1987-03-21"));
        Ok(json!({ "submission": submission }))
    }

    /// One press, always with the same key.
    async fn press_send(&mut self, number: usize, form: &Value) -> Result<(u16, Value)> {
        let path = format!("/api/candidates/{}/sends", id(number));
        let request = self.http.post(format!("{}{path}", self.proxy.url()));
        let request = request.header("idempotency-key", format!("once-{number}"));
        let answer = request.json(form).send().await?;
        let status = answer.status().as_u16();
        let text = answer.text().await?;
        let said = serde_json::from_str(&text)?;
        self.places.answers.push(text);
        Ok((status, said))
    }

    /// Waits until nothing works on it any more.
    pub(super) async fn ends(&mut self, send: &str) -> Result<String> {
        let path = format!("/api/sends/{send}");
        let (state, text) = wait_for("the send to end", async || {
            let answer = self.http.get(format!("{}{path}", self.proxy.url())).send();
            let text = answer.await?.text().await?;
            let view: Value = serde_json::from_str(&text)?;
            let state = view.get("state").and_then(Value::as_str);
            let state = state.context("no state")?.to_owned();
            let runs = ["intent", "in_flight", "created", "unknown"].contains(&state.as_str());
            Ok((!runs).then_some((state, text)))
        })
        .await?;
        self.places.answers.push(text);
        Ok(state)
    }

    /// What makes no sense is refused, or found to be nothing.
    pub(super) async fn asks_what_makes_no_sense(&mut self) -> Result<()> {
        for (method, path, body) in requests_that_make_no_sense() {
            let url = format!("{}{path}", self.proxy.url());
            let request = self.http.request(method.parse()?, url);
            let request = request
                .header("content-type", "application/json")
                .header("idempotency-key", "Canaryfirst Canarylast")
                .header("x-request-id", "Canaryfirst Canarylast");
            let answer = request.body(body).send().await?;
            ensure!(
                !answer.status().is_server_error(),
                "{method} {path}: {}",
                answer.status()
            );
            self.places.answers.push(answer.text().await?);
        }
        Ok(())
    }

    /// A new process panics at this point, with words about a person and the key, and goes on all the same.
    pub(super) async fn meets_a_defect(&mut self, point: &str, number: usize) -> Result<()> {
        let says = format!(
            "{} {} {}",
            PERSONAL.join(" "),
            candidate(number),
            self.canary.key()
        );
        let ledger = self.proxy.keep_ledger().with(&[
            ("CRASH_AT", format!("panic:{point}").into()),
            ("CRASH_SAYS", says.into()),
        ]);
        self.proxy.kill().await?;
        self.places.log += &self.proxy.log();
        self.proxy = ledger.start_again().await?;
        let form = self.filled_form(number).await?;
        let (mut status, mut said) = self.press_send(number, &form).await?;
        if point.contains("intent") {
            // Nobody is told that nothing was sent, because nobody can say how far it came; pressing again is safe.
            let kind = said.get("type") == Some(&json!("/problems/ledger-in-doubt"));
            ensure!(status == 503 && kind, "{status} {said}");
            (status, said) = self.press_send(number, &form).await?;
        }
        ensure!(status == 202, "{status} {said}");
        let send = said.get("id").and_then(Value::as_str);
        let state = self.ends(send.context("no id")?).await?;
        ensure!(state == "done", "{point}: {state}");
        ensure!(self.proxy.log().contains("panicked"), "{point}: no defect");
        Ok(())
    }

    pub(super) async fn gets(&self, path: &str) -> Result<Value> {
        let answer = self.http.get(format!("{}{path}", self.proxy.url()));
        let answer = answer.send().await?;
        ensure!(answer.status() == 200, "{path}: {}", answer.status());
        Ok(answer.json().await?)
    }

    async fn puts(&mut self, path: &str, body: &Value) -> Result<()> {
        let url = format!("{}{path}", self.proxy.url());
        self.is_done(self.http.put(url).json(body)).await
    }

    pub(super) async fn posts(&mut self, path: &str, body: &Value) -> Result<()> {
        let url = format!("{}{path}", self.proxy.url());
        self.is_done(self.http.post(url).json(body)).await
    }

    async fn is_done(&mut self, request: reqwest::RequestBuilder) -> Result<()> {
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "{status} {text}");
        self.places.answers.push(text);
        Ok(())
    }
}

fn id(number: usize) -> String {
    format!("canary_{number:03}")
}

/// Nobody is like anybody else, so that each is created.
fn candidate(number: usize) -> Value {
    json!({
        "id": id(number),
        "first_name": "Canaryfirst",
        "last_name": format!("Canarylast-{number}"),
        "email": format!("{number}@canary.example"),
        "phone": format!("+44 7700 9{number:05}"),
        "stage": "hired",
        "address": { "line1": format!("{number} Canary Lane"), "city": "Canaryville", "country": "GB", "postcode": "BS1 4ZZ" },
        "job": { "title": "Backend Engineer", "department": "Engineering", "division": "Europe", "location": "London" },
        "offer": {
            "start_date": format!("2031-{:02}-{:02}", number % 12 + 1, number % 27 + 1),
            "employment_type": "Full-Time", "salary": "71234.56", "currency": "GBP", "period": "year",
        },
    })
}
