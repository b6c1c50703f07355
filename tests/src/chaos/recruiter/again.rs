//! Sending once more what somebody changed in BambooHR.

use anyhow::{Context, Result};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::super::hires::Hire;
use super::{LOOK_EVERY, Recruiter, Story, answer};

impl Recruiter {
    /// Sends the candidate; then somebody changes a value in BambooHR, and it is sent once more.
    pub async fn hire_and_update(&self, hire: &Hire) -> Story {
        let mut story = self.hire(hire).await;
        let Some(employee) = story.employee.clone().filter(|_| story.is_complete()) else {
            return story;
        };
        let work = self.update(hire, &employee, &mut story);
        match tokio::time::timeout(self.patience, work).await {
            Ok(Ok(())) => story.is_updated = true,
            Ok(Err(error)) => story.trouble = Some(format!("the update: {error:#}")),
            Err(_) => story.trouble = Some("the update never ended".to_owned()),
        }
        story
    }

    async fn update(&self, hire: &Hire, employee: &str, story: &mut Story) -> Result<()> {
        self.judge.change_by_hand(employee).await?;
        let ticked = self.sees_the_change(hire).await?;
        let send = self.update_accepted(hire, &ticked).await?;
        let view = self.settled(hire, &send, story).await?;
        story.state = view.state;
        story.employee = view.employee.map(|employee| employee.id);
        Ok(())
    }

    /// The change as it is ticked.
    async fn sees_the_change(&self, hire: &Hire) -> Result<Value> {
        let url = format!("{}/api/candidates/{}/changes", self.proxy, hire.id);
        loop {
            let (status, view) = answer(self.http.get(&url)).await;
            match status {
                Some(StatusCode::OK) => {
                    let changes = view.get("changes").and_then(Value::as_array);
                    let mut changes = changes.context("no changes")?.iter();
                    let change =
                        changes.find(|change| change.get("field") == Some(&json!(Story::CHANGED)));
                    let change = change.context("the change was not seen")?;
                    return Ok(json!({
                        "field": Story::CHANGED,
                        "candidate": change.get("candidate"),
                        "stored": change.get("stored"),
                    }));
                }
                Some(status) if status.is_client_error() => {
                    anyhow::bail!("no comparison: {status} {view}")
                }
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }

    async fn update_accepted(&self, hire: &Hire, ticked: &Value) -> Result<String> {
        let url = format!("{}/api/candidates/{}/updates", self.proxy, hire.id);
        let body = json!({ "fields": [ticked] });
        loop {
            let request = self.http.post(&url).json(&body);
            let request = request.header("idempotency-key", format!("{}-update", hire.id));
            let (status, said) = answer(request).await;
            let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
            match status {
                Some(StatusCode::ACCEPTED) => return text("id").context("no id of the send"),
                Some(status) if status.is_client_error() && status != StatusCode::CONFLICT => {
                    anyhow::bail!("the update was refused: {status} {said}")
                }
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }
}
