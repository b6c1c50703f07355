//! One world per test: a sandbox, a proxy that serves the built application, and a person.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, EmployeeRecord, Fault, Sandbox};
use serde_json::Value;

use crate::{Browser, Person, Proxy, ProxyOptions};

/// Everything a story needs.
#[derive(Debug)]
pub struct World {
    /// BambooHR, and the witness of what reached it.
    pub sandbox: Sandbox,
    /// The proxy's process.
    pub proxy: Proxy,
    /// The recruiter.
    pub person: Person,
}

impl World {
    /// A world whose key may do everything.
    pub async fn new() -> Result<Self> {
        Self::with_key(ADMIN_KEY).await
    }

    /// A world with another key.
    pub async fn with_key(key: &str) -> Result<Self> {
        Self::start(Some(key), None, "FRONTEND_DIST").await
    }

    /// A world in which nobody has connected BambooHR yet.
    pub async fn unconnected() -> Result<Self> {
        Self::start(None, None, "FRONTEND_DIST").await
    }

    /// A world in which something goes wrong from the very start.
    pub async fn with_fault(fault: Fault) -> Result<Self> {
        Self::start(Some(ADMIN_KEY), Some(fault), "FRONTEND_DIST").await
    }

    /// A world with the frontend as built for development, which alone has the gallery.
    pub async fn with_gallery() -> Result<Self> {
        Self::start(Some(ADMIN_KEY), None, "GALLERY_DIST").await
    }

    async fn start(key: Option<&str>, fault: Option<Fault>, folder: &str) -> Result<Self> {
        let frontend = std::env::var_os(folder);
        ensure!(
            frontend.is_some(),
            "{folder} is not set; run `cargo xtask test`"
        );
        let sandbox = Sandbox::start().await?;
        fault.into_iter().for_each(|fault| sandbox.add_fault(fault));
        let options = ProxyOptions {
            bamboohr: sandbox.url(),
            key: key.map(str::to_owned),
            settle_seconds: 1,
            frontend,
            database: None,
        };
        let proxy = Proxy::start(options).await?;
        let browser = Browser::start().await?;
        let person = Person::at(browser, &proxy.url());
        Ok(Self {
            sandbox,
            proxy,
            person,
        })
    }

    /// Create calls that reached BambooHR, whatever became of them.
    pub fn creates(&self) -> usize {
        let requests = self.sandbox.requests().into_iter();
        requests
            .filter(|request| request.method == "POST" && request.path.ends_with("/employees"))
            .count()
    }

    /// Somebody changes BambooHR itself, past the application: a POST with an admin's key.
    pub async fn changes_bamboohr(&self, path: &str, values: &Value) -> Result<()> {
        let url = format!("{}/api/v1/{path}", self.sandbox.url());
        let request = reqwest::Client::new().post(url);
        let answer = request.basic_auth(ADMIN_KEY, Some("x")).json(values);
        let status = answer.send().await?.status();
        ensure!(status.is_success(), "{status}");
        Ok(())
    }

    /// Everybody in BambooHR with this private e-mail.
    pub fn employees(&self, email: &str) -> Vec<EmployeeRecord> {
        let mut employees = self.sandbox.employees();
        employees.retain(|employee| {
            employee
                .fields
                .get("homeEmail")
                .is_some_and(|found| found == email)
        });
        employees
    }

    /// The one employee with this private e-mail; an error when there are none or several.
    pub fn employee(&self, email: &str) -> Result<EmployeeRecord> {
        let mut employees = self.employees(email);
        ensure!(
            employees.len() == 1,
            "{} employees have {email}",
            employees.len()
        );
        employees.pop().context("nobody")
    }
}
