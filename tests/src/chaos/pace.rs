//! How close the proxy comes to the rate that BambooHR allows, and whether it ever asks too early.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bamboohr_sandbox::{RecordedRequest, Sandbox};
use fastrand::Rng;
use serde_json::json;
use tokio::task::JoinSet;

use super::database::{Database, DatabaseKind};
use super::hires::Crowd;
use super::judge::Judge;
use super::process::{Launch, Supervised};
use super::recruiter::Recruiter;
use super::round::written;

/// What is measured: so many hires at once through a token bucket.
#[derive(Clone, Copy, Debug)]
pub struct Pacing {
    /// How many hires.
    pub hires: usize,
    /// Requests that may come at once.
    pub burst: u32,
    /// Requests per second after that.
    pub per_second: f64,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Paced {
    pacing: Pacing,
    time: Duration,
    /// Requests that BambooHR did not turn away.
    needed: usize,
    refused: usize,
    /// Requests that came before the instant which an earlier answer named.
    pub early: usize,
}

impl Paced {
    /// The time that the bucket alone would take for the same requests.
    pub fn ideal(&self) -> Duration {
        let paid = self
            .needed
            .saturating_sub(usize::try_from(self.pacing.burst).unwrap_or_default());
        let paid = u32::try_from(paid).unwrap_or(u32::MAX);
        Duration::from_secs_f64(f64::from(paid) / self.pacing.per_second)
    }

    /// 1 is perfect.
    pub fn ratio(&self) -> f64 {
        self.time.as_secs_f64() / self.ideal().as_secs_f64()
    }
}

impl fmt::Display for Paced {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pacing {
            hires,
            burst,
            per_second,
        } = self.pacing;
        write!(
            out,
            "{hires} hires, burst {burst:>3}, {per_second:>5.1}/s: {:>6.1} s, ideal {:>6.1} s, ratio {:.3}, \
             {} requests, {} of them turned away, {} early",
            self.time.as_secs_f64(),
            self.ideal().as_secs_f64(),
            self.ratio(),
            self.needed + self.refused,
            self.refused,
            self.early
        )
    }
}

/// Measures once, with a proxy and a sandbox of its own.
pub async fn measure(pacing: Pacing) -> Result<Paced> {
    let sandbox = Arc::new(Sandbox::start().await?);
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = Crowd::of(pacing.hires).hires(&mut Rng::with_seed(1));
    let papers = tempfile::tempdir()?;
    let database = Database::create(DatabaseKind::Sqlite)?;
    let proxy = Supervised::start_calm(Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: Duration::from_secs(30),
        settle_seconds: 5,
    });
    let proxy = proxy.await?;
    let recruiter = Recruiter::at(&proxy.url(), Arc::clone(&judge), Duration::from_secs(900))?;
    // The fields of the company are read before anybody is hired.
    if let Some(hire) = hires.first() {
        recruiter.filled_form(hire).await?;
    }
    let before = sandbox.requests().len();
    let limit =
        json!({ "burst": pacing.burst, "per_second": pacing.per_second, "answer": "seconds" });
    let limit = serde_json::from_value(limit)?;
    let changed = sandbox.change_settings(|settings| settings.rate_limit = Some(limit));
    ensure!(changed.is_ok(), "{changed:?}");

    let began = Instant::now();
    let mut hiring = JoinSet::new();
    for hire in hires {
        let recruiter = recruiter.clone();
        hiring.spawn(async move { (recruiter.hire(&hire).await, hire) });
    }
    let mut stories = Vec::new();
    while let Some(hired) = hiring.join_next().await {
        let (story, hire) = hired?;
        ensure!(story.state == "done", "{hire:?} {story:?}");
        stories.push((hire, story));
    }
    let time = began.elapsed();
    judge.expect_clean(&stories)?;
    let requests: Vec<RecordedRequest> = sandbox.requests().into_iter().skip(before).collect();
    let refused = requests
        .iter()
        .filter(|request| is_refused(request))
        .count();
    proxy.kill().await;
    Ok(Paced {
        pacing,
        time,
        needed: requests.len() - refused,
        refused,
        early: early(&requests, pacing.per_second),
    })
}

fn is_refused(request: &RecordedRequest) -> bool {
    request.status == Some(429)
}

/// Requests that came although an earlier answer had named a later instant. What was on its way when that
/// answer came is not meant: it left before anybody could know.
fn early(requests: &[RecordedRequest], per_second: f64) -> usize {
    // With an almost empty bucket the sandbox names the time of one token, rounded up to a second.
    let named = Duration::from_secs_f64((1.0 / per_second).ceil());
    let mut closed: Option<(Duration, Duration)> = None;
    let mut early = 0;
    for request in requests {
        let at = u64::try_from(request.at.as_microsecond()).unwrap_or_default();
        let at = Duration::from_micros(at);
        if closed.is_some_and(|(known, until)| at > known && at < until) {
            early += 1;
        }
        if is_refused(request) {
            let told = at + Duration::from_millis(request.milliseconds.unwrap_or_default());
            // The later instant counts; until it was known, the earlier one did.
            closed = Some((told + IN_FLIGHT, at + named));
        }
    }
    early
}

/// How long a request may have been on its way before it is recorded.
const IN_FLIGHT: Duration = Duration::from_millis(50);
