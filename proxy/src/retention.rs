//! When personal data ages out: every hour, for as long as the proxy runs; and `proxy purge`.

use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio_util::sync::CancellationToken;

use crate::ledger::{DatabaseUrl, Ledger, OPERATOR, PROXY, Purged};

const EVERY: Duration = Duration::from_secs(3600);

/// Takes out what ended so long ago, every hour until `stop`.
pub async fn every_hour(ledger: Ledger, older: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match ledger.purge(PROXY, older).await {
            Ok(Purged { sends: 0, .. }) => {}
            Ok(Purged { sends, candidates }) => {
                tracing::info!(sends, candidates, "personal data was taken out");
            }
            Err(error) => {
                tracing::error!(%error, "personal data that is too old cannot be taken out");
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// `proxy purge`, beside proxies that run.
#[tokio::main]
pub async fn purge(database_url: &DatabaseUrl, older: Duration) -> Result<()> {
    let ledger = Ledger::open_beside(database_url).await;
    let ledger = ledger.context("the ledger cannot be opened")?;
    let purged = ledger.purge(OPERATOR, older).await;
    let Purged { sends, candidates } = purged.context("the ledger failed; run it again")?;
    ledger.close().await;
    println!(
        "Without personal data now: {sends} sends; gone: {candidates} candidates with their files."
    );
    Ok(())
}
