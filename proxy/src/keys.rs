//! `proxy keys`: commands about the master keys. They serve nothing and send nothing.

use anyhow::{Context as _, Result, bail};
use secrecy::ExposeSecret as _;

use crate::ledger::{DatabaseUrl, Ledger};
use crate::vault::{MasterKey, Rotated, Vault, rotate as reseal};

/// Prints a new master key, alone on the standard output so that it can go into a file, and says where to put it.
pub fn new() -> Result<()> {
    let fresh = MasterKey::fresh().context("the system gives no random numbers")?;
    let (key, text) = fresh;
    eprintln!(
        "A new master key, {}. Put it as the first line into a file that only the proxy may read, name that file in \
         MASTER_KEY_FILE, and keep a copy where the database’s copies are not. When a key is in the file already, leave it \
         below until `proxy keys rotate` has been run.",
        key.id()
    );
    println!("{}", text.expose_secret());
    Ok(())
}

/// Seals everything anew with the first master key.
#[tokio::main]
pub async fn rotate(database_url: &DatabaseUrl, vault: Option<Vault>) -> Result<()> {
    let vault = vault.context(
        "MASTER_KEY_FILE or MASTER_KEYS must give the new master key first and the old one after it",
    )?;
    let ledger = Ledger::open_beside(database_url)
        .await
        .context("the ledger cannot be opened")?;
    let rotated = reseal(&ledger, &vault).await;
    ledger.close().await;
    let Rotated { resealed, unopened } = rotated.context("the ledger failed; run it again")?;
    println!("Sealed anew with the first master key: {resealed}.");
    if unopened > 0 {
        bail!(
            "{unopened} cannot be opened with any of these master keys and stay as they are; bring the missing key back, or \
             enter those BambooHR keys again"
        );
    }
    println!(
        "Everything is sealed with it now. The other master keys may be removed once every proxy has the first."
    );
    Ok(())
}
