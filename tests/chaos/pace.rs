//! The rate limit at a size that a test can wait for. `cargo xtask bench` measures more of it.

use anyhow::{Result, ensure};
use system_tests::chaos::{Pacing, measure};

use crate::install_tls;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_asked_before_the_instant_that_bamboohr_named() -> Result<()> {
    install_tls();
    let paced = measure(Pacing {
        hires: 12,
        burst: 10,
        per_second: 10.0,
    });
    let paced = paced.await?;
    println!("{paced}");
    ensure!(paced.early == 0, "{paced}");
    Ok(())
}
