//! How long a hundred hires take when BambooHR limits the rate, and how fast the form is on a page of another system. Prints;
//! whoever asked for it judges. It fails when the script held up the page that it is in.

mod embed;

use anyhow::Result;
use system_tests::chaos::{Pacing, measure};

/// How fast BambooHR may be, from slow to fast, with little and with much at once.
const LIMITS: [(u32, f64); 4] = [(5, 5.0), (10, 10.0), (20, 10.0), (40, 20.0)];

#[tokio::main]
async fn main() -> Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let long_tasks = embed::measure().await?;
    for (burst, per_second) in LIMITS {
        let pacing = Pacing {
            hires: 100,
            burst,
            per_second,
        };
        println!("{}", measure(pacing).await?);
    }
    embed::had_none(long_tasks)
}
