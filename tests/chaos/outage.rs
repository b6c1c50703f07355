//! The ledger cannot be written: nothing is sent, the person is told so, and it heals by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use fastrand::Rng;
use serde_json::Value;
use system_tests::chaos::{
    Crowd, Database, Disk, Form, Hire, Judge, Launch, Recruiter, Supervised, written,
};

use crate::install_tls;

/// How soon after the repair everything must work again.
const HEALED_WITHIN: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_full_disk_nothing_is_sent_and_it_heals_when_there_is_space() -> Result<()> {
    install_tls();
    let disk = Disk::with_space()?;
    let world = World::on(&disk.database()).await?;
    disk.fill(&world.proxy)?;
    world.refuses_everybody().await?;
    disk.free(&world.proxy)?;
    world.heals().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_database_down_nothing_is_sent_and_it_heals_when_it_is_back() -> Result<()> {
    install_tls();
    let database = Database::on_its_own_server()?;
    let world = World::on(&database.url()).await?;
    database.stop()?;
    world.refuses_everybody().await?;
    database.start_again()?;
    world.heals().await
}

struct World {
    judge: Arc<Judge>,
    proxy: Supervised,
    recruiter: Recruiter,
    /// Whom the outage meets, with the form as it was filled in before.
    waiting: Vec<(Hire, Value)>,
}

impl World {
    /// Somebody is sent while all is well; the others have their forms open.
    async fn on(database: &str) -> Result<Self> {
        let sandbox = Arc::new(Sandbox::start().await?);
        let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
        let mut hires = Crowd::of(12).hires(&mut Rng::with_seed(5));
        let papers = tempfile::tempdir()?;
        let proxy = Supervised::start_calm(Launch {
            database: database.to_owned(),
            bamboohr: sandbox.url(),
            candidates: written(&hires, papers.path())?,
            patience: Duration::from_secs(5),
            settle_seconds: 2,
        });
        let proxy = proxy.await?;
        let recruiter = Recruiter::at(&proxy.url(), Arc::clone(&judge), Duration::from_secs(60))?;
        let first = hires.pop().context("nobody")?;
        let story = recruiter.hire(&first).await;
        ensure!(story.state == "done", "{story:?}");
        let mut waiting = Vec::new();
        for hire in hires {
            let Form::Filled(body) = recruiter.filled_form(&hire).await? else {
                anyhow::bail!("{hire:?} was sent before");
            };
            waiting.push((hire, body));
        }
        Ok(Self {
            judge,
            proxy,
            recruiter,
            waiting,
        })
    }

    async fn refuses_everybody(&self) -> Result<()> {
        let before = self.judge.creates();
        for (hire, body) in &self.waiting {
            let (status, said) = self.recruiter.press_send(hire, &hire.id, body).await;
            ensure!(
                status.is_some_and(|status| status == 503),
                "{status:?} {said}"
            );
            let title = said.get("title").and_then(Value::as_str);
            ensure!(title == Some("Nothing was sent"), "{said}");
        }
        ensure!(self.judge.creates() == before, "something was sent");
        Ok(())
    }

    /// The same presses with the same keys are accepted, and everybody becomes one employee.
    async fn heals(&self) -> Result<()> {
        let repaired = Instant::now();
        for (hire, body) in &self.waiting {
            loop {
                let (status, said) = self.recruiter.press_send(hire, &hire.id, body).await;
                if status.is_some_and(|status| status == 202) {
                    break;
                }
                ensure!(
                    repaired.elapsed() < HEALED_WITHIN,
                    "{status:?} {said}\n{}",
                    self.proxy.log()
                );
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        println!("healed within {:.1} s", repaired.elapsed().as_secs_f64());
        for (hire, _) in &self.waiting {
            let story = self.recruiter.hire(hire).await;
            ensure!(story.state == "done", "{hire:?} {story:?}");
            ensure!(self.judge.employees_of(hire).len() == 1, "{hire:?}");
        }
        Ok(())
    }
}
