//! A ledger that is lost and restored from yesterday.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{Fault, Sandbox};
use fastrand::Rng;
use system_tests::chaos::{
    Crowd, Database, DatabaseKind, Form, Hire, Judge, Launch, Recruiter, Story, Supervised, written,
};
use system_tests::wait_for;

use crate::install_tls;

/// Whose create calls were on their way when the copy was made.
const ON_THEIR_WAY: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_yesterdays_file_is_restored_sending_everybody_again_makes_nobody_twice() -> Result<()>
{
    after_yesterdays_ledger_is_restored(DatabaseKind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_yesterdays_database_is_restored_sending_everybody_again_makes_nobody_twice()
-> Result<()> {
    after_yesterdays_ledger_is_restored(DatabaseKind::Postgres).await
}

async fn after_yesterdays_ledger_is_restored(kind: DatabaseKind) -> Result<()> {
    install_tls();
    let sandbox = Arc::new(Sandbox::start().await?);
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = Crowd {
        size: 12,
        without_email: 30,
    };
    let hires = hires.hires(&mut Rng::with_seed(3));
    let database = Database::create(kind)?;
    let papers = tempfile::tempdir()?;
    let launch = Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: Duration::from_secs(5),
        settle_seconds: 2,
    };
    let (on_their_way, others) = hires.split_at(ON_THEIR_WAY);
    leaves_some_on_their_way(&launch, &judge, &sandbox, on_their_way).await?;
    let yesterday = database.copy()?;

    let today = everybody(&launch, &judge, &hires).await?;
    ensure!(
        today.iter().all(|(_, story)| story.state == "done"),
        "{today:#?}"
    );
    database.restore(&yesterday)?;
    let again = everybody(&launch, &judge, &hires).await?;

    for (hire, story) in &again {
        let has_ended = story.state == "done" || story.is_left_alone;
        ensure!(has_ended, "{hire:?}: {story:?}");
        // Whoever was on the way is searched for; the others are found before anything leaves.
        let was_on_the_way = on_their_way.iter().any(|one| one.id == hire.id);
        let is_found = was_on_the_way || story.twins == 1;
        ensure!(is_found, "{hire:?} was not found: {story:?}");
    }
    for hire in &hires {
        let there = judge.employees_of(hire);
        ensure!(there.len() == 1, "{hire:?}: {there:?}");
    }
    println!(
        "restore, {kind}: {} sent again, {} found before anything left, {} on their way at the copy and searched for, \
         0 second employees",
        hires.len(),
        others.len(),
        on_their_way.len()
    );
    Ok(())
}

/// Their create calls have reached BambooHR when the proxy is killed; what became of them it never learns.
async fn leaves_some_on_their_way(
    launch: &Launch,
    judge: &Arc<Judge>,
    sandbox: &Sandbox,
    hires: &[Hire],
) -> Result<()> {
    let proxy = Supervised::start_calm(launch.clone()).await?;
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(judge), Duration::from_secs(60))?;
    let slow = Fault::on("POST", "/employees").delay(Duration::from_secs(3));
    sandbox.add_fault(slow.times(u32::try_from(hires.len())?));
    for hire in hires {
        let Form::Filled(body) = recruiter.filled_form(hire).await? else {
            anyhow::bail!("sent before");
        };
        let key = format!("{}-0", hire.id);
        let (status, _) = recruiter.press_send(hire, &key, &body).await;
        status.context("no answer")?;
    }
    wait_for("the create calls", async || {
        Ok((judge.creates() == hires.len()).then_some(()))
    })
    .await?;
    proxy.kill().await;
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
