//! The numbers at `/metrics`: they count what happened, and are about nobody.

use std::collections::BTreeMap;

use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Fault, Sandbox};
use reqwest::Client;
use serde_json::{Map, Value, json};

use crate::program::{Program, soon};

/// A person whom no list, log or label may name.
const CANDIDATES: &str = r#"[{"id":"canaryid1","first_name":"Canaryfirst","last_name":"Canarylast",
    "email":"canary@example.com","phone":"555 0100","stage":"hired","job":{"title":"Canaryjob"}}]"#;
const CANARIES: [&str; 5] = ["canary", "555 0100", "acme", ADMIN_KEY, "local\""];

struct World {
    sandbox: Sandbox,
    proxy: Program,
    http: Client,
    numbers: String,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let sandbox = Sandbox::start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let candidates = folder.path().join("candidates.json");
        std::fs::write(&candidates, CANDIDATES).unwrap();
        let proxy = Program::start(&[
            ("BAMBOOHR_BASE_URL", &sandbox.url()),
            ("BAMBOOHR_SUBDOMAIN", COMPANY),
            ("BAMBOOHR_API_KEY", ADMIN_KEY),
            ("PROXY_DEMO", "true"),
            ("PROXY_CANDIDATES", candidates.to_str().unwrap()),
            ("METRICS_LISTEN", "127.0.0.1:0"),
            ("SETTLE_SECONDS", "1"),
        ]);
        let numbers = proxy.says("telling numbers at /metrics address=");
        Self {
            sandbox,
            http: Client::builder().no_proxy().build().unwrap(),
            numbers: format!("http://{numbers}"),
            proxy,
            _folder: folder,
        }
    }

    async fn gets(&self, path: &str) -> Value {
        let url = format!("http://{}{path}", self.proxy.address);
        self.http
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// Sends the candidate as prefilled and waits for the end.
    async fn sends(&self) {
        let form = self.gets("/api/candidates/canaryid1/form").await;
        let sections = form["sections"].as_array().unwrap().iter();
        let fields = sections.flat_map(|section| section["fields"].as_array().unwrap());
        let mut entries: Map<String, Value> = fields
            .filter_map(|field| {
                let entry = field["prefill"].get("entry")?.clone();
                Some((field["id"].as_str().unwrap().to_owned(), entry))
            })
            .collect();
        entries.insert("hireDate".to_owned(), json!("2040-02-01"));
        let url = format!(
            "http://{}/api/candidates/canaryid1/sends",
            self.proxy.address
        );
        let request = self.http.post(url).header("idempotency-key", "canary-key");
        let answer = request
            .json(&json!({ "submission": entries }))
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(status, 202, "{answer}");
        let path = format!("/api/sends/{}", answer["id"].as_str().unwrap());
        soon("the send to be done", async || {
            let send = self.gets(&path).await;
            (send["state"] == "done").then_some(())
        })
        .await;
    }

    async fn page(&self) -> String {
        let page = self
            .http
            .get(format!("{}/metrics", self.numbers))
            .send()
            .await
            .unwrap();
        assert_eq!(page.status(), 200);
        page.text().await.unwrap()
    }
}

/// Every number by its name and labels.
fn numbers(page: &str) -> BTreeMap<&str, f64> {
    let lines = page.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.rsplit_once(' '));
    pairs
        .map(|(name, number)| (name, number.parse().unwrap()))
        .collect()
}

#[tokio::test]
async fn the_numbers_count_what_happened_and_name_nobody() {
    let world = World::new().await;
    // A pause that BambooHR asks for, and then the one create call that is carried out.
    let fault = Fault::on("POST", "/employees")
        .answer(429)
        .header("Retry-After", "1");
    world.sandbox.add_fault(fault);
    world.sends().await;
    world.gets("/api/no/such/canary").await;

    let page = world.page().await;
    let numbers = numbers(&page);
    let number = |name: &str| {
        let name = format!("send_to_bamboohr_{name}");
        *numbers
            .get(&*name)
            .unwrap_or_else(|| panic!("no {name} in\n{page}"))
    };
    for (name, expected) in [
        (r#"create_calls_total{outcome="created"}"#, 1.0),
        (r#"create_calls_total{outcome="turned_away"}"#, 1.0),
        (
            r#"bamboohr_requests_total{operation="create employee",outcome="ok"}"#,
            1.0,
        ),
        (
            r#"bamboohr_requests_total{operation="create employee",outcome="rate_limited"}"#,
            1.0,
        ),
        (
            r#"bamboohr_request_duration_seconds_count{operation="create employee"}"#,
            2.0,
        ),
        (r#"send_moves_total{from="none",to="intent"}"#, 1.0),
        (r#"send_moves_total{from="intent",to="in_flight"}"#, 2.0),
        (r#"send_moves_total{from="in_flight",to="created"}"#, 1.0),
        (r#"send_moves_total{from="created",to="done"}"#, 1.0),
        (r#"sends{state="intent"}"#, 0.0),
        (r#"sends{state="in_flight"}"#, 0.0),
        ("pauses_total", 1.0),
        ("keys_rejected_total", 0.0),
        ("sign_ins_refused_total", 0.0),
        ("sessions", 0.0),
        ("streams", 0.0),
        ("ledger_readable", 1.0),
        (
            r#"http_requests_total{method="POST",route="/api/candidates/{id}/sends",status="2xx"}"#,
            1.0,
        ),
        (
            r#"http_requests_total{method="GET",route="/api/{*path}",status="4xx"}"#,
            1.0,
        ),
        (
            concat!("build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}"),
            1.0,
        ),
    ] {
        assert!(
            (number(name) - expected).abs() < 0.1,
            "{name}: {} in\n{page}",
            number(name)
        );
    }
    assert_eq!(page.matches("# EOF").count(), 1);
    let (page, log) = (page.to_lowercase(), world.proxy.log().to_lowercase());
    for canary in CANARIES {
        assert!(
            !page.contains(&canary.to_lowercase()),
            "{canary} in\n{page}"
        );
    }
    assert!(!log.contains("canary"), "{log}");
}

#[tokio::test]
async fn numbers_are_on_their_own_port_only_and_nothing_else_is_there() {
    let world = World::new().await;
    let status = async |url: String| world.http.get(url).send().await.unwrap().status();
    for path in ["/metrics", "/api/metrics"] {
        let main = format!("http://{}{path}", world.proxy.address);
        assert_eq!(status(main).await, 404, "{path}");
    }
    for path in ["/", "/healthz", "/api/session", "/api/candidates"] {
        assert_eq!(
            status(format!("{}{path}", world.numbers)).await,
            404,
            "{path}"
        );
    }
}
