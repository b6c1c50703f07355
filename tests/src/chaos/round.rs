//! One round: a sandbox with faults, a proxy that dies at one point, a few candidates at once, a verdict.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use bamboohr_sandbox::Sandbox;
use fastrand::Rng;
use serde_json::{Value, json};

use super::database::{Database, DatabaseKind};
use super::faults::Weather;
use super::hires::{Crowd, Hire};
use super::judge::{Judge, Verdict};
use super::process::{Launch, Supervised};
use super::recruiter::{Recruiter, Story};

/// How long BambooHR has for an answer in a round.
const PATIENCE: Duration = Duration::from_millis(900);
/// A candidate that is not settled after this is stuck. So long only because a machine may be busy with much else.
const LONGEST_STORY: Duration = Duration::from_secs(240);

/// What is played.
#[derive(Clone, Debug)]
pub struct Round {
    /// Where the proxy dies.
    pub point: String,
    /// All points, for a second death.
    pub points: Arc<[String]>,
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// How many candidates are sent at once.
    pub sends: usize,
    /// Where the ledger is.
    pub database: DatabaseKind,
}

/// Plays it. When something happened that must not, everything that was said is left in `folder`.
pub async fn played(round: &Round, folder: &Path) -> Result<Verdict> {
    let mut dice = Rng::with_seed(round.seed);
    let weather = round.weather(&mut dice);
    let sandbox = sandbox(&mut dice).await?;
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = Crowd::of(round.sends).hires(&mut dice);
    for hire in &hires {
        if dice.u8(..10) == 0 {
            judge.plant(hire, other_email(hire, &mut dice)).await?;
        }
        if dice.u8(..100) < round.share_of_people_who_are_there() {
            judge.hire_by_hand(hire).await?;
        }
    }
    // Whoever is there has been there for a while.
    sandbox.pass_time(Duration::from_secs(5));
    weather.break_over(&sandbox, hires.len(), PATIENCE, &mut dice);

    let database = Database::create(round.database)?;
    let papers = tempfile::tempdir()?;
    let launch = Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: PATIENCE,
        settle_seconds: 2,
    };
    let proxy = Supervised::start(launch, &round.crashes(&mut dice)).await?;
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(&judge), LONGEST_STORY)?;
    let stories = told(&recruiter, &judge, hires, &mut dice).await?;

    let mut verdict = judge.judge(&stories);
    verdict.crashes = proxy.crashes();
    // A proxy that ended by itself has lost whatever it was asked to do.
    verdict.lost += usize::from(proxy.surprise().is_some());
    if !verdict.is_clean() {
        let name = format!("{}-{}-{}.log", round.database, round.point, round.seed);
        let all = testimony(round, weather, &verdict, &stories, &sandbox, &proxy);
        fs::create_dir_all(folder)?;
        fs::write(folder.join(&name), all)?;
        println!(
            "{} has everything that was said",
            folder.join(name).display()
        );
    }
    proxy.kill().await;
    Ok(verdict)
}

/// All candidates at once; meanwhile somebody else adds a look-alike of every twentieth.
async fn told(
    recruiter: &Recruiter,
    judge: &Judge,
    hires: Vec<Hire>,
    dice: &mut Rng,
) -> Result<Vec<(Hire, Story)>> {
    let mut running = Vec::with_capacity(hires.len());
    for hire in hires {
        let (recruiter, sent) = (recruiter.clone(), hire.clone());
        let is_updated = dice.u8(..4) == 0;
        let story = tokio::spawn(async move {
            match is_updated {
                true => recruiter.hire_and_update(&sent).await,
                false => recruiter.hire(&sent).await,
            }
        });
        if dice.u8(..20) == 0 {
            judge.plant(&hire, other_email(&hire, dice)).await?;
        }
        running.push((hire, story));
    }
    let mut stories = Vec::with_capacity(running.len());
    for (hire, story) in running {
        stories.push((hire, story.await.context("a recruiter broke down")?));
    }
    Ok(stories)
}

impl Round {
    /// Some points are only passed in some weather.
    fn weather(&self, dice: &mut Rng) -> Weather {
        match self.point.as_str() {
            "during-search" | "after-recognition" | "after-adopt-commit" => Weather::LostAnswers,
            "after-hold-back" => Weather::Busy,
            _ => match dice.u8(..10) {
                0..=4 => Weather::Storm,
                5 | 6 => Weather::LostAnswers,
                7 | 8 => Weather::Busy,
                _ => Weather::Calm,
            },
        }
    }

    /// Of a hundred candidates, how many are in BambooHR before they are sent.
    fn share_of_people_who_are_there(&self) -> u8 {
        match self.point.as_str() {
            "after-update-answer" => 60,
            _ => 10,
        }
    }

    /// Dies there a few times, at different passings, and sometimes then somewhere else.
    fn crashes(&self, dice: &mut Rng) -> Vec<String> {
        let deaths = dice.usize(1..=4);
        // What few sends come by is not come by often in one life.
        let most = match self.point.as_str() {
            "after-hold-back" | "after-photo-answer" | "after-recognition" => 1,
            _ => 3,
        };
        let mut crashes: Vec<String> = (0..deaths)
            .map(|_| format!("{}:{}", self.point, dice.usize(1..=most)))
            .collect();
        if dice.u8(..3) == 0
            && let Some(other) = self.points.get(dice.usize(..self.points.len().max(1)))
        {
            crashes.push(other.clone());
        }
        crashes
    }
}

/// BambooHR in one of the ways in which it is known to answer.
async fn sandbox(dice: &mut Rng) -> Result<Arc<Sandbox>> {
    let patch = json!({
        "location": if dice.bool() { "api" } else { "web_app" },
        "create_answer": if dice.bool() { "body" } else { "empty" },
        "update_answer": if dice.bool() { "body" } else { "empty" },
        "visibility_lag_seconds": u64::from(dice.u8(..4) == 0),
    });
    let builder = Sandbox::builder().seed(dice.u64(..));
    Ok(Arc::new(builder.settings_json(patch).start().await?))
}

fn other_email(hire: &Hire, dice: &mut Rng) -> Option<String> {
    dice.bool()
        .then(|| format!("other.{}-{}@example.org", hire.id, dice.u32(..)))
}

/// The candidates as a file for the proxy.
pub fn written(hires: &[Hire], folder: &Path) -> Result<std::path::PathBuf> {
    let candidates: Vec<Value> = hires.iter().map(Hire::candidate).collect();
    let file = folder.join("candidates.json");
    fs::write(&file, serde_json::to_vec(&candidates)?)?;
    Ok(file)
}

fn testimony(
    round: &Round,
    weather: Weather,
    verdict: &Verdict,
    stories: &[(Hire, Story)],
    sandbox: &Sandbox,
    proxy: &Supervised,
) -> String {
    let mut all = format!(
        "{} at {}, seed {}, {weather:?}\n{verdict:?}\nended by itself: {:?}\n\n",
        round.database,
        round.point,
        round.seed,
        proxy.surprise()
    );
    // Writing to a string does not fail.
    for (hire, story) in stories {
        let _ = writeln!(all, "{hire:?}\n  {story:?}");
    }
    for employee in sandbox.employees().iter().skip_while(|one| one.id != "118") {
        let _ = writeln!(all, "{employee:?}");
    }
    for request in sandbox.requests() {
        let _ = writeln!(
            all,
            "{} {} {} {} -> {:?} {:?}",
            request.sequence,
            request.at,
            request.method,
            request.path,
            request.status,
            request.fault
        );
    }
    all.push_str(&proxy.log());
    all
}
