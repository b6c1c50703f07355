//! A recruiter who sends one candidate and stays until it is over: patient with a proxy that is gone for
//! a moment, and truthful when asked, because the sandbox can be asked who is really there.

mod again;
mod decisions;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use super::hires::Hire;
use super::judge::Judge;

const LOOK_EVERY: Duration = Duration::from_millis(150);
/// So often a candidate is sent anew when nobody was created.
const MOST_SENDS: usize = 6;
/// So often failed steps are tried again before the person goes on without them.
const MOST_RETRIES: usize = 6;

/// Whoever sends candidates through one proxy.
#[derive(Clone, Debug)]
pub struct Recruiter {
    http: reqwest::Client,
    proxy: String,
    judge: Arc<Judge>,
    patience: Duration,
}

/// What came of one candidate.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// The sends that the proxy accepted, the newest last.
    pub sends: Vec<String>,
    /// The state in which the newest ended; empty when it never did.
    pub state: String,
    /// The employee that the newest ended with.
    pub employee: Option<String>,
    /// How often a person had to decide.
    pub decisions: usize,
    /// How often people were found before anything was sent.
    pub twins: usize,
    /// Whether a person went on without a step.
    pub skipped: bool,
    /// Whether a person said that the employee is there already and stays as they are.
    pub is_left_alone: bool,
    /// Whether the candidate was sent once more, as an update.
    pub is_updated: bool,
    /// What happened that must not.
    pub trouble: Option<String>,
}

impl Story {
    /// The field that somebody changes in BambooHR before the candidate is sent once more.
    pub const CHANGED: &str = "mobilePhone";

    /// Whether everything of the candidate should be in BambooHR now.
    pub fn is_complete(&self) -> bool {
        self.state == "done" && !self.skipped
    }
}

/// What a recruiter sees before sending.
#[derive(Clone, Debug)]
pub enum Form {
    /// The body of a send: the form as it was filled in advance.
    Filled(Value),
    /// The send that stands in the way.
    AlreadySent(String),
}

/// As much of the proxy's view of a send as matters here.
#[derive(Clone, Debug, Deserialize)]
struct View {
    state: String,
    version: i64,
    employee: Option<Employee>,
    #[serde(default)]
    matches: Vec<Match>,
}

#[derive(Clone, Debug, Deserialize)]
struct Employee {
    id: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Match {
    employee: Employee,
}

impl View {
    fn offers(&self, employee: &str) -> bool {
        self.matches
            .iter()
            .any(|found| found.employee.id == employee)
    }
}

impl Recruiter {
    /// Somebody at this proxy, who gives up on a candidate after `patience`.
    pub fn at(proxy: &str, judge: Arc<Judge>, patience: Duration) -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(15))
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self {
            http,
            proxy: proxy.to_owned(),
            judge,
            patience,
        })
    }

    /// Sends the candidate and decides whatever is asked, until it is over.
    pub async fn hire(&self, hire: &Hire) -> Story {
        let mut story = Story::default();
        let work = self.to_the_end(hire, &mut story);
        match tokio::time::timeout(self.patience, work).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => story.trouble = Some(format!("{error:#}")),
            Err(_) => story.trouble = Some("it never ended".to_owned()),
        }
        story
    }

    async fn to_the_end(&self, hire: &Hire, story: &mut Story) -> Result<()> {
        while story.sends.len() < MOST_SENDS {
            let send = self.accepted(hire, story.sends.len()).await?;
            story.sends.push(send.clone());
            let view = self.settled(hire, &send, story).await?;
            story.employee = view.employee.map(|employee| employee.id);
            story.state = view.state;
            let is_over = matches!(story.state.as_str(), "done" | "incomplete");
            // Nothing was created, the proxy says. Somebody is there: sending again would be folly.
            let somebody_is_there = !self.judge.employees_of(hire).is_empty();
            let is_stopped = story.state == "not_sent";
            if is_over || somebody_is_there && !is_stopped {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Presses Send, again and again with the same key while no answer comes. The send's id.
    async fn accepted(&self, hire: &Hire, attempt: usize) -> Result<String> {
        let key = format!("{}-{attempt}", hire.id);
        let body = match self.filled_form(hire).await? {
            Form::Filled(body) => body,
            Form::AlreadySent(send) => return Ok(send),
        };
        loop {
            let (status, answer) = self.press_send(hire, &key, &body).await;
            let text = |name: &str| answer.get(name).and_then(Value::as_str);
            match status {
                Some(StatusCode::ACCEPTED) => {
                    return Ok(text("id").context("no id of the send")?.to_owned());
                }
                // Accepted before, under a key whose answer was lost with the process.
                Some(StatusCode::CONFLICT) if text("send").is_some() => {
                    return Ok(text("send").unwrap_or_default().to_owned());
                }
                Some(status) if status.is_client_error() && status != StatusCode::CONFLICT => {
                    bail!("refused to send: {status} {answer}");
                }
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }

    /// One press of Send, and what is answered, if anything.
    pub async fn press_send(
        &self,
        hire: &Hire,
        key: &str,
        body: &Value,
    ) -> (Option<StatusCode>, Value) {
        let request = self
            .http
            .post(format!("{}/api/candidates/{}/sends", self.proxy, hire.id))
            .header("idempotency-key", key)
            .json(body);
        answer(request).await
    }

    /// The form as it is filled in advance, with every file that can go along.
    pub async fn filled_form(&self, hire: &Hire) -> Result<Form> {
        let url = format!("{}/api/candidates/{}/form", self.proxy, hire.id);
        loop {
            let (status, form) = answer(self.http.get(&url)).await;
            match status {
                Some(StatusCode::OK) => return Ok(Form::Filled(filled(&form))),
                Some(StatusCode::CONFLICT) => {
                    let send = form.get("send").and_then(Value::as_str);
                    return Ok(Form::AlreadySent(
                        send.context("no send is named")?.to_owned(),
                    ));
                }
                Some(StatusCode::NOT_FOUND) => bail!("the candidate is gone"),
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }

    /// Follows one send to its end, deciding whatever is asked.
    async fn settled(&self, hire: &Hire, send: &str, story: &mut Story) -> Result<View> {
        let mut retries = 0;
        let mut seen_again = false;
        loop {
            let view = self.view(send).await?;
            let Some(mut decision) = (match view.state.as_str() {
                "needs_person" => self.who_is_it(hire, &view).await,
                "twin_found" => {
                    story.twins += 1;
                    Some(self.is_it_a_twin(hire, &view))
                }
                "incomplete" if retries < MOST_RETRIES => {
                    retries += 1;
                    Some(json!({ "decision": "retry_steps" }))
                }
                "incomplete" if !seen_again => {
                    seen_again = true;
                    story.skipped = true;
                    Some(json!({ "decision": "skip_steps" }))
                }
                "done" | "refused" | "not_sent" | "released" | "incomplete" => return Ok(view),
                _ => None,
            }) else {
                sleep(LOOK_EVERY).await;
                continue;
            };
            story.decisions += 1;
            story.is_left_alone |= decision.get("decision") == Some(&json!("already_there"));
            if let Some(decision) = decision.as_object_mut() {
                decision.insert("version".to_owned(), view.version.into());
            }
            let url = format!("{}/api/sends/{send}/resolve", self.proxy);
            let (status, said) = answer(self.http.post(url).json(&decision)).await;
            // 409: somebody, or this decision before its answer was lost, was faster.
            let is_wrong = status
                .is_some_and(|status| status.is_client_error() && status != StatusCode::CONFLICT);
            ensure!(!is_wrong, "{decision} in {} refused: {said}", view.state);
            sleep(LOOK_EVERY).await;
        }
    }

    async fn view(&self, send: &str) -> Result<View> {
        let url = format!("{}/api/sends/{send}", self.proxy);
        loop {
            let (status, view) = answer(self.http.get(&url)).await;
            match status {
                Some(StatusCode::OK) => return serde_json::from_value(view).context("the view"),
                Some(StatusCode::NOT_FOUND) => bail!("an accepted send is gone"),
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }

    /// The bytes of a send's view once it has ended.
    pub async fn final_view(&self, send: &str) -> Result<Vec<u8>> {
        let url = format!("{}/api/sends/{send}", self.proxy);
        let deadline = Instant::now() + self.patience;
        while Instant::now() < deadline {
            if let Ok(answered) = self.http.get(&url).send().await
                && answered.status() == StatusCode::OK
                && let Ok(bytes) = answered.bytes().await
            {
                let view: View = serde_json::from_slice(&bytes)?;
                if matches!(
                    view.state.as_str(),
                    "done" | "refused" | "not_sent" | "released"
                ) {
                    return Ok(bytes.to_vec());
                }
            }
            sleep(LOOK_EVERY).await;
        }
        bail!("send {send} never ended")
    }
}

/// Status and JSON of an answer; nothing when none came, `null` for a body that is no JSON.
async fn answer(request: reqwest::RequestBuilder) -> (Option<StatusCode>, Value) {
    match request.send().await {
        Ok(answered) => {
            let status = answered.status();
            (Some(status), answered.json().await.unwrap_or_default())
        }
        Err(_) => (None, Value::Null),
    }
}

fn filled(form: &Value) -> Value {
    let each = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let sections = each(form.get("sections"));
    let fields = sections
        .iter()
        .flat_map(|section| each(section.get("fields")));
    let entries: Map<String, Value> = fields
        .filter_map(|field| {
            let entry = field.get("prefill")?.get("entry")?;
            Some((field.get("id")?.as_str()?.to_owned(), entry.clone()))
        })
        .collect();
    let documents = each(form.get("documents"));
    let names: Vec<_> = documents
        .iter()
        .filter_map(|document| Some(json!({ "name": document.get("name")? })))
        .collect();
    let mut body = json!({ "submission": entries });
    if let Some(body) = body.as_object_mut() {
        if !names.is_empty() {
            body.insert("documents".to_owned(), json!(names));
        }
        if form.pointer("/photo/size").is_some_and(Value::is_object) {
            body.insert("photo".to_owned(), json!(true));
        }
    }
    body
}
