//! A ledger that is lost and restored from yesterday.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Sandbox;
use fastrand::Rng;
use system_tests::chaos::{
    Crowd, Database, DatabaseKind, Hire, Judge, Launch, Recruiter, Story, Supervised, written,
};

use crate::install_tls;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_yesterdays_ledger_is_restored_sending_everybody_again_makes_nobody_twice()
-> Result<()> {
    install_tls();
    let sandbox = Arc::new(Sandbox::start().await?);
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = Crowd {
        size: 12,
        without_email: 0,
    };
    let hires = hires.hires(&mut Rng::with_seed(3));
    let database = Database::create(DatabaseKind::Sqlite)?;
    let papers = tempfile::tempdir()?;
    let launch = Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: Duration::from_secs(5),
        settle_seconds: 2,
    };
    let proxy = Supervised::start_calm(launch.clone()).await?;
    // The form is there when the candidates are in the ledger.
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(&judge), Duration::from_secs(60))?;
    recruiter
        .filled_form(hires.first().ok_or_else(|| anyhow::anyhow!("nobody"))?)
        .await?;
    proxy.kill().await;
    let yesterday = database.copy()?;

    let today = everybody(&launch, &judge, &hires).await?;
    ensure!(
        today.iter().all(|(_, story)| story.state == "done"),
        "{today:#?}"
    );
    database.restore(&yesterday)?;
    let again = everybody(&launch, &judge, &hires).await?;

    for (hire, story) in &again {
        ensure!(story.twins == 1, "{hire:?} was not found: {story:?}");
    }
    for hire in &hires {
        let there = judge.employees_of(hire);
        ensure!(there.len() == 1, "{hire:?}: {there:?}");
    }
    Ok(())
}

async fn everybody(
    launch: &Launch,
    judge: &Arc<Judge>,
    hires: &[Hire],
) -> Result<Vec<(Hire, Story)>> {
    let proxy = Supervised::start_calm(launch.clone()).await?;
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(judge), Duration::from_secs(60))?;
    let mut stories = Vec::new();
    for hire in hires {
        stories.push((hire.clone(), recruiter.hire(hire).await));
    }
    proxy.kill().await;
    Ok(stories)
}
