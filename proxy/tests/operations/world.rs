//! A proxy as a process beside a BambooHR of its own, and a person about whom nothing may be told.

use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};
use reqwest::Client;
use serde_json::{Map, Value, json};

use crate::program::{Program, soon};

/// A person whom no list, log or label may name.
const CANDIDATES: &str = r#"[{"id":"canaryid1","first_name":"Canaryfirst","last_name":"Canarylast",
    "email":"canary@example.com","phone":"555 0100","stage":"hired","job":{"title":"Canaryjob"}}]"#;
pub(crate) const CANARIES: [&str; 5] = ["canary", "555 0100", "acme", ADMIN_KEY, "local\""];

/// A proxy on a BambooHR of its own, with one candidate.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) proxy: Program,
    pub(crate) http: Client,
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) async fn with(environment: &[(&str, &str)]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let sandbox = Sandbox::start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let candidates = folder.path().join("candidates.json");
        std::fs::write(&candidates, CANDIDATES).unwrap();
        let url = sandbox.url();
        let mut all = vec![
            ("BAMBOOHR_BASE_URL", &*url),
            ("BAMBOOHR_SUBDOMAIN", COMPANY),
            ("BAMBOOHR_API_KEY", ADMIN_KEY),
            ("PROXY_DEMO", "true"),
            ("PROXY_CANDIDATES", candidates.to_str().unwrap()),
            ("SETTLE_SECONDS", "1"),
        ];
        all.extend(environment);
        let proxy = Program::start(&all);
        Self {
            sandbox,
            http: Client::builder().no_proxy().build().unwrap(),
            proxy,
            _folder: folder,
        }
    }

    pub(crate) async fn gets(&self, path: &str) -> Value {
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
    pub(crate) async fn sends(&self) {
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
}
