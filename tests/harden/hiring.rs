//! Many hires through real proxies, with the sandbox as the witness.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use bamboohr_sandbox::{RecordedRequest, Sandbox};
use fastrand::Rng;
use system_tests::chaos::{Crowd, Form, Hire, Judge, Recruiter, Verdict, written};
use system_tests::{Proxy, ProxyOptions};
use tempfile::TempDir;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::long::install_tls;

/// Recruiters at work at the same moment.
const AT_ONCE: usize = 12;
/// A hire that has not ended after this is stuck. So long only because a machine may be busy with much else.
const LONGEST: Duration = Duration::from_secs(300);

/// A company, and people who are to be hired.
pub(crate) struct Hiring {
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) hires: Vec<Hire>,
    judge: Arc<Judge>,
    candidates: PathBuf,
    _papers: TempDir,
}

/// What reached BambooHR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) employees: usize,
    pub(crate) creates: usize,
    /// Those that were turned away, so that provably nobody was created by them.
    pub(crate) refused: usize,
}

impl Hiring {
    /// So many people.
    pub(crate) async fn of(size: usize) -> Result<Self> {
        install_tls();
        let sandbox = Arc::new(Sandbox::start().await?);
        let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
        let hires = Crowd::of(size).hires(&mut Rng::with_seed(3));
        let papers = tempfile::tempdir()?;
        Ok(Self {
            candidates: written(&hires, papers.path())?,
            sandbox,
            hires,
            judge,
            _papers: papers,
        })
    }

    /// How its proxies are started.
    pub(crate) fn options(&self, database: Option<&str>) -> ProxyOptions {
        ProxyOptions {
            settle_seconds: 2,
            candidates: Some(self.candidates.clone()),
            database: database.map(str::to_owned),
            ..ProxyOptions::beside(&self.sandbox)
        }
    }

    fn recruiter(&self, proxy: &Proxy) -> Result<Recruiter> {
        Recruiter::at(&proxy.url(), Arc::clone(&self.judge), LONGEST)
    }

    /// Presses Send for each of these and waits for no end. The ids of the sends.
    pub(crate) async fn presses_send(&self, proxy: &Proxy, hires: &[Hire]) -> Result<Vec<String>> {
        let recruiter = self.recruiter(proxy)?;
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut pressing = JoinSet::new();
        for hire in hires {
            let (recruiter, hire) = (recruiter.clone(), hire.clone());
            let places = Arc::clone(&places);
            pressing.spawn(async move {
                let _place = places.acquire_owned().await?;
                accepted(&recruiter, &hire).await
            });
        }
        let mut sends = Vec::with_capacity(hires.len());
        while let Some(pressed) = pressing.join_next().await {
            sends.push(pressed??);
        }
        Ok(sends)
    }

    /// Follows the sends of everybody to their ends, each at one of the proxies, and decides truthfully whatever is asked.
    pub(crate) async fn sees_the_ends(&self, proxies: &[&Proxy]) -> Result<Verdict> {
        let recruiters = proxies.iter().map(|proxy| self.recruiter(proxy));
        let recruiters = recruiters.collect::<Result<Vec<_>>>()?;
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut following = JoinSet::new();
        for (hire, recruiter) in self.hires.iter().zip(recruiters.iter().cycle()) {
            let (recruiter, hire) = (recruiter.clone(), hire.clone());
            let places = Arc::clone(&places);
            following.spawn(async move {
                let _place = places.acquire_owned().await;
                let story = recruiter.hire(&hire).await;
                (hire, story)
            });
        }
        let stories = following.join_all().await;
        let verdict = self.judge.expect_clean(&stories)?;
        ensure!(verdict.created == self.hires.len(), "{verdict:?}");
        Ok(verdict)
    }

    /// What BambooHR says of it.
    pub(crate) fn counted(&self) -> Counted {
        let employees = self.hires.iter().map(|hire| self.judge.employees_of(hire));
        let creates = self.creates();
        let is_refused = |request: &&RecordedRequest| request.status == Some(429);
        Counted {
            employees: employees.map(|found| found.len()).sum(),
            refused: creates.iter().filter(is_refused).count(),
            creates: creates.len(),
        }
    }

    /// The create calls that have reached BambooHR, in their order.
    pub(crate) fn creates(&self) -> Vec<RecordedRequest> {
        let mut requests = self.sandbox.requests();
        requests.retain(|request| request.method == "POST" && request.path.ends_with("/employees"));
        requests
    }

    /// Exactly one employee for each, by one create call each, those aside that were turned away.
    pub(crate) fn expects_one_each(&self) -> Result<Counted> {
        let (counted, size) = (self.counted(), self.hires.len());
        ensure!(
            counted.employees == size && counted.creates - counted.refused == size,
            "{counted:?}"
        );
        Ok(counted)
    }
}

async fn accepted(recruiter: &Recruiter, hire: &Hire) -> Result<String> {
    let Form::Filled(body) = recruiter.filled_form(hire).await? else {
        bail!("{hire:?} was sent before");
    };
    // The key that a recruiter who follows this person would use.
    let key = format!("{}-0", hire.id);
    let (status, said) = recruiter.press_send(hire, &key, &body).await;
    ensure!(
        status.is_some_and(|status| status == 202),
        "{status:?} {said}"
    );
    let send = said.get("id").and_then(serde_json::Value::as_str);
    Ok(send.context("no id of the send")?.to_owned())
}
