//! A real OpenID provider as a process: the certified npm package `oidc-provider`, which `cargo xtask test` installs.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

/// A provider on loopback. Dropping it ends it.
#[derive(Debug)]
pub struct Provider {
    issuer: String,
    input: ChildStdin,
    _child: Child,
}

impl Provider {
    /// Starts one. It serves as soon as it knows where the application is.
    pub async fn start() -> Result<Self> {
        let folder = std::env::var_os("OPENID_PROVIDER");
        let folder = folder.context("OPENID_PROVIDER is not set; run `cargo xtask test`")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("provider/provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .env("OPENID_PROVIDER", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("the OpenID provider could not be started; run `cargo xtask test`")?;
        let input = child.stdin.take().context("no input")?;
        let output = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        // The package writes warnings before: it is no real deployment.
        let issuer = loop {
            let line = lines.next_line().await?;
            let line = line.context("the OpenID provider ended without naming its issuer")?;
            if line.starts_with("http://localhost:") {
                break line;
            }
        };
        // Its later lines must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            issuer,
            input,
            _child: child,
        })
    }

    /// Its issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The application that it may send people back to.
    pub async fn serves(&mut self, application: &str) -> Result<()> {
        let callback = format!("{application}/api/session/oidc/callback");
        let line = format!("{}\n", json!({ "callback": callback }));
        Ok(self.input.write_all(line.as_bytes()).await?)
    }

    /// The file with which a proxy trusts it, and the file with the secret, into this folder.
    pub fn write_settings(&self, folder: &Path) -> Result<std::path::PathBuf> {
        let secret = folder.join("secret");
        std::fs::write(&secret, "only the two know it")?;
        let settings = json!({ "providers": [{
            "id": "acme", "label": "Acme", "issuer": self.issuer, "client_id": "hires",
            "client_secret_file": secret, "scopes": ["groups"],
            "account": { "by_email_domain": { "acme.example": "local" } },
            "roles": { "claim": "groups", "values": {
                "hr": { "role": "recruiter" }, "it": { "role": "admin" },
            } },
        }] });
        let file = folder.join("providers.json");
        std::fs::write(&file, settings.to_string())?;
        ensure!(file.is_file());
        Ok(file)
    }
}
