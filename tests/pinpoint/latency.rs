//! How long a submit takes. Measured, and asserted only against what Pinpoint could wait for.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;

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

#[tokio::test]
async fn a_form_comes_in_time_also_when_bamboohr_does_not_tell_the_states_of_a_country()
-> Result<()> {
    let office = Office::open("").await?;
    let slow = Fault::on("GET", "/meta/provinces/*").delay(Duration::from_secs(20));
    office.sandbox.add_fault(slow.times(10));
    let candidate = office.elsewhere();
    let mut form = office.host.opens(&candidate).await?;
    let began = Instant::now();
    form.enters("country", "Germany").await?;
    let took = began.elapsed();
    ensure!(took < Duration::from_secs(3), "{took:?}");
    ensure!(form.fields().len() > 5, "{:?}", form.fields());
    ensure!(form.options("state").is_err(), "any text may stand");
    Ok(())
}
