//! The same faults for a client that repeats what was not answered, and for this program.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Sandbox;
use fastrand::Rng;
use system_tests::chaos::{
    Crowd, Database, DatabaseKind, Double, Hire, Judge, Launch, Recruiter, Supervised, Weather,
    written,
};
use tokio::task::JoinSet;

use crate::install_tls;

const SEED: u64 = 11;
const PATIENCE: Duration = Duration::from_millis(600);
/// Half of them without an e-mail address, by which BambooHR would know a second one.
const CROWD: Crowd = Crowd {
    size: 20,
    without_email: 50,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_repeats_makes_people_twice_under_faults_that_do_not_disturb_this_one()
-> Result<()> {
    install_tls();
    let (theirs, hires, sandbox) = company().await?;
    let double = Double::connected(sandbox, PATIENCE)?;
    let mut believed = 0;
    for hire in &hires {
        believed += usize::from(double.hire(hire).await);
    }
    let there: Vec<usize> = hires
        .iter()
        .map(|hire| theirs.employees_of(hire).len())
        .collect();
    let twice: usize = there.iter().map(|count| count.saturating_sub(1)).sum();
    let unknown = there.iter().filter(|count| **count > 0).count() - believed.min(there.len());

    let (ours, hires, sandbox) = company().await?;
    let database = Database::create(DatabaseKind::Sqlite)?;
    let papers = tempfile::tempdir()?;
    let proxy = Supervised::start_calm(Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: PATIENCE,
        settle_seconds: 2,
    });
    let proxy = proxy.await?;
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(&ours), Duration::from_secs(180))?;
    let mut hiring = JoinSet::new();
    for hire in hires {
        let recruiter = recruiter.clone();
        hiring.spawn(async move {
            let story = recruiter.hire(&hire).await;
            (hire, story)
        });
    }
    let verdict = ours.expect_clean(&hiring.join_all().await)?;

    println!(
        "of {} hires           created  second employees  there, but unknown to the client",
        CROWD.size
    );
    println!("a client that repeats {believed:>8} {twice:>17} {unknown:>33}");
    println!(
        "this program          {:>8} {:>17} {:>33}",
        verdict.created, verdict.duplicates, verdict.lost
    );
    ensure!(twice > 0, "the faults are too kind to show anything");
    ensure!(verdict.created == CROWD.size, "{verdict:?}");
    Ok(())
}

/// The same people and the same faults, each time.
async fn company() -> Result<(Arc<Judge>, Vec<Hire>, Arc<Sandbox>)> {
    let mut dice = Rng::with_seed(SEED);
    let sandbox = Arc::new(Sandbox::start().await?);
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = CROWD.hires(&mut dice);
    Weather::LostAnswers.break_over(&sandbox, hires.len(), PATIENCE, &mut dice);
    Ok((judge, hires, sandbox))
}
