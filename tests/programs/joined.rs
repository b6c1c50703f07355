//! An applicant tracking system that is joined to a proxy: a server key, made as an admin makes it.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{EmployeeRecord, Sandbox};
use serde_json::{Value, json};
use system_tests::Proxy;

use crate::people::{accepts, with_doors};

/// A proxy behind doors, its BambooHR, and a key that may bring candidates and draw forms.
pub(crate) struct Joined {
    pub(crate) sandbox: Sandbox,
    pub(crate) proxy: Proxy,
    pub(crate) key: String,
}

impl Joined {
    pub(crate) async fn new() -> Result<Self> {
        let (sandbox, proxy) = with_doors().await?;
        let link = proxy.first_link().await?;
        let cookie = accepts(&proxy, &link, Some(("Ann Lee", "ann@acme.example"))).await?;
        let made = reqwest::Client::new()
            .post(format!("{}/api/embedding/keys", proxy.url()))
            .header("cookie", cookie)
            .json(&json!({ "name": "Acme ATS", "scopes": ["candidates", "forms"] }))
            .send()
            .await?;
        ensure!(made.status() == 200, "{}", made.status());
        let made: Value = made.json().await?;
        let key = made["key"].as_str().context("no key")?.to_owned();
        Ok(Self {
            sandbox,
            proxy,
            key,
        })
    }

    /// Employees in BambooHR with this private e-mail address.
    pub(crate) fn employees_with(&self, email: &str) -> Vec<EmployeeRecord> {
        let mut employees = self.sandbox.employees();
        employees.retain(|employee| {
            let found = employee.fields.get("homeEmail");
            found.is_some_and(|found| found == email)
        });
        employees
    }
}
