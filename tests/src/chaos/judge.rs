//! The judge: asks the sandbox what really happened, and never the proxy.

mod missing;
mod verdict;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};
use bamboohr_sandbox::{EmployeeRecord, RecordedRequest, Sandbox};
use serde_json::json;

use super::hires::{Hire, by_hand};
use super::recruiter::Story;
use missing::missing;
pub use verdict::Verdict;

/// Knows who in BambooHR is who.
#[derive(Debug)]
pub struct Judge {
    sandbox: Arc<Sandbox>,
    /// People whom no send made: those of the company and the look-alikes.
    strangers: Mutex<BTreeSet<String>>,
}

impl Judge {
    /// Everybody who is there now is a stranger.
    pub fn over(sandbox: Arc<Sandbox>) -> Self {
        let there = sandbox.employees().into_iter();
        let strangers = there.map(|employee| employee.id).collect();
        Self {
            sandbox,
            strangers: Mutex::new(strangers),
        }
    }

    /// Puts a look-alike of this person into BambooHR.
    pub async fn plant(&self, hire: &Hire, email: Option<String>) -> Result<()> {
        let id = hire.plant(&self.sandbox, email).await?;
        self.strangers().insert(id);
        Ok(())
    }

    /// Puts this person into BambooHR: somebody was faster, or they worked here before.
    pub async fn hire_by_hand(&self, hire: &Hire) -> Result<()> {
        hire.plant(&self.sandbox, hire.email.clone()).await?;
        Ok(())
    }

    /// Somebody changes the person's telephone number in BambooHR.
    pub async fn change_by_hand(&self, employee: &str) -> Result<()> {
        let other = json!({ Story::CHANGED: "+44 7700 000000" });
        by_hand(&self.sandbox, &format!("/employees/{employee}"), &other).await?;
        Ok(())
    }

    /// The employees who are this person, by id.
    pub fn employees_of(&self, hire: &Hire) -> Vec<String> {
        let records = self.records_of(hire).into_iter();
        records.map(|employee| employee.id).collect()
    }

    /// Whether BambooHR is still working on a request that may make somebody.
    pub fn creates_are_on_their_way(&self) -> bool {
        let requests = self.sandbox.requests();
        let mut creates = requests.iter().filter(|request| is_create(request));
        creates.any(|request| request.milliseconds.is_none())
    }

    /// Create calls that reached BambooHR and that it did not turn away unread. Look-alikes aside.
    pub fn creates(&self) -> usize {
        let requests = self.sandbox.requests();
        let counts = |request: &&RecordedRequest| {
            let is_planted = request.key.as_deref() == Some(Hire::PLANTER);
            is_create(request) && request.status != Some(429) && !is_planted
        };
        requests.iter().filter(counts).count()
    }

    /// What came of these.
    pub fn judge(&self, stories: &[(Hire, Story)]) -> Verdict {
        let mut verdict = Verdict {
            sends: stories.len(),
            ..Verdict::default()
        };
        let mut accepted = 0;
        for (hire, story) in stories {
            accepted += story.sends.len();
            self.judge_one(hire, story, &mut verdict);
        }
        verdict.repeated_creates = self.creates().saturating_sub(accepted);
        verdict
    }

    fn judge_one(&self, hire: &Hire, story: &Story, verdict: &mut Verdict) {
        let there = self.records_of(hire);
        verdict.duplicates += there.len().saturating_sub(1);
        verdict.asked += usize::from(story.decisions > 0);
        for employee in &there {
            verdict.doubled_rows += doubled_rows(employee);
            verdict.doubled_files += doubled_files(employee);
        }
        verdict.twins += usize::from(story.twins > 0);
        verdict.updated += usize::from(story.is_updated);
        if story.is_complete()
            && let [only] = there.as_slice()
        {
            verdict.missing += missing(hire, only);
        }
        let is_own = |id: &String| there.iter().any(|employee| employee.id == *id);
        let is_gone = story
            .trouble
            .as_deref()
            .is_some_and(|trouble| trouble.contains("gone"));
        match (story.state.as_str(), &story.employee) {
            _ if is_gone => verdict.lost += 1,
            _ if story.trouble.is_some() => verdict.stuck += 1,
            ("done" | "incomplete", Some(id)) if is_own(id) => verdict.created += 1,
            ("done" | "incomplete", Some(_)) => verdict.wrong_adoptions += 1,
            ("released", _) if story.is_left_alone => verdict.refused += 1,
            ("refused" | "not_sent" | "released", _) if there.is_empty() => verdict.refused += 1,
            _ => verdict.lost += 1,
        }
    }

    fn records_of(&self, hire: &Hire) -> Vec<EmployeeRecord> {
        let mut employees = self.sandbox.employees();
        let strangers = self.strangers();
        employees.retain(|employee| hire.is(employee) && !strangers.contains(&employee.id));
        employees
    }

    fn strangers(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.strangers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Fails with everything that is wrong.
    pub fn expect_clean(&self, stories: &[(Hire, Story)]) -> Result<Verdict> {
        let verdict = self.judge(stories);
        ensure!(verdict.is_clean(), "{verdict:?}\n{stories:#?}");
        Ok(verdict)
    }
}

fn is_create(request: &RecordedRequest) -> bool {
    request.method == "POST" && request.path.ends_with("/employees")
}

fn doubled_rows(employee: &EmployeeRecord) -> usize {
    let doubled = employee.tables.values().map(|rows| {
        let mut seen = BTreeSet::new();
        let without_id = rows.iter().map(|row| {
            let mut row = row.clone();
            row.remove("id");
            row
        });
        without_id.filter(|row| !seen.insert(row.clone())).count()
    });
    doubled.sum()
}

fn doubled_files(employee: &EmployeeRecord) -> usize {
    let mut seen = BTreeSet::new();
    let files = employee.files.iter();
    let named = files.map(|file| (&file.name, file.category, file.size));
    named.filter(|file| !seen.insert(*file)).count()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]
    use bamboohr_sandbox::ADMIN_KEY;
    use fastrand::Rng;
    use serde_json::Value;

    use super::super::hires::Crowd;
    use super::*;

    /// Posts to BambooHR as a careless client does. The id of who was created, if anybody was.
    async fn post(sandbox: &Sandbox, path: &str, body: &Value) -> String {
        let url = format!("{}/api/v1{path}", sandbox.url());
        let request = reqwest::Client::new().post(url);
        let request = request.basic_auth(ADMIN_KEY, Some("x")).json(body);
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        let location = answer.headers().get("location");
        let id = location.and_then(|place| place.to_str().ok()?.rsplit('/').next());
        id.unwrap_or_default().to_owned()
    }

    fn story(state: &str, employee: Option<&str>) -> Story {
        Story {
            sends: vec!["a send".to_owned()],
            state: state.to_owned(),
            employee: employee.map(str::to_owned),
            ..Story::default()
        }
    }

    #[tokio::test]
    async fn every_kind_of_violation_is_seen() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let sandbox = Arc::new(Sandbox::start().await.unwrap());
        let judge = Judge::over(Arc::clone(&sandbox));
        let crowd = Crowd {
            size: 2,
            without_email: 100,
        };
        let hires = crowd.hires(&mut Rng::with_seed(1));
        let (one, other) = (&hires[0], &hires[1]);
        let judged = |hire: &Hire, story: Story| judge.judge(&[(hire.clone(), story)]);

        assert_eq!(judged(one, story("refused", None)).refused, 1);
        assert_eq!(judged(one, story("done", Some("4"))).wrong_adoptions, 1);
        assert_eq!(judged(one, story("done", None)).lost, 1);

        judge.plant(one, None).await.unwrap();
        assert_eq!(judged(one, story("refused", None)).lost, 0, "a look-alike");
        let id = post(&sandbox, "/employees", &one.employee()).await;
        let bare = judged(one, story("done", Some(&id)));
        assert!(bare.created == 1 && bare.missing > 0, "{bare:?}");
        let mut skipped = story("done", Some(&id));
        skipped.skipped = true;
        let clean = judged(one, skipped);
        assert!(clean.is_clean() && clean.created == 1, "{clean:?}");
        assert_eq!(judged(one, story("refused", None)).lost, 1);
        assert_eq!(judged(other, story("done", Some(&id))).wrong_adoptions, 1);
        let mut stuck = story("unknown", None);
        stuck.trouble = Some("it never ended".to_owned());
        assert_eq!(judged(one, stuck).stuck, 1);

        let row = json!({ "date": "2027-01-04", "jobTitle": "Backend Engineer" });
        for _ in 0..2 {
            post(&sandbox, &format!("/employees/{id}/tables/jobInfo"), &row).await;
        }
        assert_eq!(judged(one, story("done", Some(&id))).doubled_rows, 1);

        post(&sandbox, "/employees", &one.employee()).await;
        let twice = judged(one, story("done", Some(&id)));
        assert_eq!((twice.duplicates, twice.repeated_creates), (1, 1));
    }
}
