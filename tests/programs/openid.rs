//! What the operator says about OpenID providers, and what is said when it cannot be used.

use std::process::Stdio;

use anyhow::{Result, ensure};
use serde_json::json;
use system_tests::program;
use tokio::process::Command;

/// What the program says before it ends, given this file of providers.
async fn ends_with(providers: &str, more: &[(&str, &str)]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("providers.json");
    std::fs::write(&file, providers)?;
    let ledger = folder.path().join("ledger.sqlite");
    let mut command = Command::new(program("proxy")?);
    command
        .env_clear()
        .env("PROXY_LISTEN", "127.0.0.1:0")
        .env("DATABASE_URL", format!("sqlite:{}", ledger.display()))
        .env("OIDC_CONFIG_FILE", &file)
        .envs(more.iter().copied())
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = command.output().await?;
    ensure!(!output.status.success());
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test]
async fn a_file_of_providers_that_cannot_be_used_is_refused_at_the_start_with_its_place()
-> Result<()> {
    let provider = |account: &str, role: &str| {
        json!({ "providers": [{
            "id": "acme", "label": "Acme", "issuer": "https://login.acme.example", "client_id": "hires",
            "account": { "all": account }, "roles": { "default": { "role": role } },
        }] })
        .to_string()
    };
    let told = ends_with(&provider("acme", "viewer"), &[]).await?;
    ensure!(
        told.contains("the provider acme leads to the account acme, which is not there"),
        "{told}"
    );
    let told = ends_with(&provider("local", "owner"), &[]).await?;
    ensure!(
        told.contains("providers.json: line 1") && told.contains("owner"),
        "{told}"
    );
    let off = [("PASSPHRASES", "off")];
    let told = ends_with(&provider("local", "viewer"), &off).await?;
    ensure!(told.contains("makes somebody an admin"), "{told}");
    Ok(())
}
