//! One world per test: a sandbox, a proxy that serves the built application, and a person.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use bamboohr_sandbox::{ADMIN_KEY, EmployeeRecord, Fault, Key, Sandbox, Scenario};
use serde_json::Value;

use crate::canary::{Canary, Watch};
use crate::{Browser, Cookies, Person, PinpointRest, Provider, Proxy, ProxyOptions, Relay};

/// Everything a story needs.
#[derive(Debug)]
pub struct World {
    /// BambooHR, and the witness of what reached it.
    pub sandbox: Sandbox,
    /// The proxy's process.
    pub proxy: Proxy,
    /// The recruiter.
    pub person: Person,
    /// What people sign in with, when it is not a passphrase.
    pub provider: Option<Provider>,
    /// Where candidates come from, when it is not our own store alone.
    pub pinpoint: Option<PinpointRest>,
    /// The key of an administrator that nobody else has.
    pub canary: Canary,
    /// Last, so that it looks when everything else has ended.
    watch: Watch,
}

/// How a story begins.
struct Beginning {
    /// The key that the deployment gives: the canary, another one, or none.
    connected: Connected,
    fault: Option<Fault>,
    scenario: Scenario,
    /// Candidates as JSON, in place of the samples.
    candidates: Vec<&'static str>,
    /// Whether everybody has to sign in.
    has_doors: bool,
    /// Whether they may do so with a provider.
    has_provider: bool,
    /// Whether there is a Pinpoint.
    has_pinpoint: bool,
    /// The variable that names the folder of the built application.
    frontend: &'static str,
    /// Which cookies the browser keeps.
    cookies: Cookies,
}

/// Who knows the key when a story begins.
enum Connected {
    /// The deployment, with the canary.
    Yes,
    /// The deployment, with this key.
    With(String),
    /// Nobody.
    No,
}

impl Default for Beginning {
    fn default() -> Self {
        Self {
            connected: Connected::Yes,
            fault: None,
            scenario: Scenario::Acme,
            candidates: Vec::new(),
            has_doors: false,
            has_provider: false,
            has_pinpoint: false,
            frontend: "FRONTEND_DIST",
            cookies: Cookies::Usual,
        }
    }
}

impl World {
    /// A world whose key may do everything.
    pub async fn new() -> Result<Self> {
        Self::start(Beginning::default()).await
    }

    /// A world with another key.
    pub async fn with_key(key: &str) -> Result<Self> {
        Self::start(Beginning {
            connected: Connected::With(key.to_owned()),
            ..Beginning::default()
        })
        .await
    }

    /// A world whose browser keeps other cookies than usual.
    pub async fn keeping(cookies: Cookies) -> Result<Self> {
        Self::start(Beginning {
            cookies,
            ..Beginning::default()
        })
        .await
    }

    /// A world in which nobody has connected BambooHR yet.
    pub async fn unconnected() -> Result<Self> {
        Self::start(Beginning {
            connected: Connected::No,
            ..Beginning::default()
        })
        .await
    }

    /// A world in which something goes wrong from the very start.
    pub async fn with_fault(fault: Fault) -> Result<Self> {
        Self::start(Beginning {
            fault: Some(fault),
            ..Beginning::default()
        })
        .await
    }

    /// A world with another company.
    pub async fn in_scenario(scenario: Scenario) -> Result<Self> {
        Self::start(Beginning {
            scenario,
            ..Beginning::default()
        })
        .await
    }

    /// A world in which everybody has to sign in, and nobody is a user yet. The candidates are these.
    pub async fn behind_doors(candidates: &[&'static str]) -> Result<Self> {
        Self::start(Beginning {
            candidates: candidates.to_vec(),
            has_doors: true,
            ..Beginning::default()
        })
        .await
    }

    /// The same, and people may sign in with an OpenID provider too.
    pub async fn with_provider(candidates: &[&'static str]) -> Result<Self> {
        Self::start(Beginning {
            candidates: candidates.to_vec(),
            has_doors: true,
            has_provider: true,
            ..Beginning::default()
        })
        .await
    }

    /// A world with a Pinpoint that nobody has connected yet.
    pub async fn with_pinpoint() -> Result<Self> {
        Self::start(Beginning {
            has_pinpoint: true,
            ..Beginning::default()
        })
        .await
    }

    /// Somebody signs out everywhere, on another computer.
    pub async fn signs_out_elsewhere(&self, email: &str, passphrase: &str) -> Result<()> {
        let session = format!("{}/api/session", self.proxy.url());
        let client = reqwest::Client::new();
        let entered = serde_json::json!({ "email": email, "passphrase": passphrase });
        let answer = client.post(&session).json(&entered).send().await?;
        ensure!(answer.status().is_success(), "{}", answer.status());
        let cookie = answer.headers().get("set-cookie").context("no cookie")?;
        let cookie = cookie
            .to_str()?
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        let everywhere = serde_json::json!({ "everywhere": true });
        let leaving = client
            .delete(&session)
            .header("cookie", cookie)
            .json(&everywhere);
        let answer = leaving.send().await?;
        ensure!(answer.status().is_success(), "{}", answer.status());
        Ok(())
    }

    /// A world with these candidates, each as JSON.
    pub async fn with_candidates(candidates: &[&'static str]) -> Result<Self> {
        Self::start(Beginning {
            candidates: candidates.to_vec(),
            ..Beginning::default()
        })
        .await
    }

    /// A world with the frontend as built for development, which alone has the gallery.
    pub async fn with_gallery() -> Result<Self> {
        Self::start(Beginning {
            frontend: "GALLERY_DIST",
            ..Beginning::default()
        })
        .await
    }

    async fn start(beginning: Beginning) -> Result<Self> {
        let Beginning {
            connected,
            fault,
            scenario,
            candidates,
            has_doors,
            has_provider,
            has_pinpoint,
            frontend: folder,
            cookies,
        } = beginning;
        let frontend = std::env::var_os(folder);
        ensure!(
            frontend.is_some(),
            "{folder} is not set; run `cargo xtask test`"
        );
        let sandbox = Sandbox::builder().scenario(scenario).start().await?;
        fault.into_iter().for_each(|fault| sandbox.add_fault(fault));
        let canary = match &connected {
            Connected::With(key) => Canary::of(key),
            Connected::Yes | Connected::No => Canary::new(),
        };
        if !matches!(connected, Connected::With(_)) {
            let key = Key::administrator(canary.key());
            sandbox.set_key("canary", key).map_err(|why| anyhow!(why))?;
        }
        let is_connected = !matches!(connected, Connected::No);
        let files = tempfile::tempdir()?;
        let file = files.path().join("candidates.json");
        let has_own = !candidates.is_empty();
        std::fs::write(&file, format!("[{}]", candidates.join(",")))?;
        let mut provider = match has_provider {
            true => Some(Provider::start().await?),
            false => None,
        };
        let providers = provider.as_ref();
        let providers = providers.map(|provider| provider.write_settings(files.path()));
        let options = ProxyOptions {
            bamboohr: sandbox.url(),
            key: is_connected.then(|| canary.key().to_owned()),
            settle_seconds: 1,
            frontend,
            candidates: has_own.then_some(file),
            has_doors,
            providers: providers.transpose()?,
            database: None,
        };
        let pinpoint = match has_pinpoint {
            true => Some(PinpointRest::start().await?),
            false => None,
        };
        let variables = pinpoint.as_ref().map(PinpointRest::variables);
        let proxy = Proxy::start_with(options, &variables.unwrap_or_default()).await?;
        let target = proxy.url();
        let target = target.trim_start_matches("http://");
        let relay = Arc::new(Relay::watching(target, canary.forms()).await?);
        if let Some(provider) = &mut provider {
            provider.serves(relay.url()).await?;
        }
        let browser = Browser::start_with(cookies).await?;
        let person = Person::at(browser, relay.url());
        let watch = Watch::over(canary.clone(), relay, &proxy);
        Ok(Self {
            sandbox,
            proxy,
            person,
            provider,
            pinpoint,
            canary,
            watch,
        })
    }

    /// The story breaks the content security policy on purpose.
    pub fn expects_a_violation(&self) {
        self.watch.expect_violation();
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
