//! What is told of a send afterwards: each decision with who and why, and where the newest send stands.

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

/// In the sandbox's company from the start; she has left.
const FORMER: &str = "former.colleague@example.com";

/// Decides with a reason, and reads how that is told on the profile.
async fn decides(app: &TestApp, send: &Value, mut decision: Value) -> String {
    decision["reason"] = json!("because");
    let answer = app.resolve(send, decision.clone()).await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{decision}: {:?}",
        answer.body
    );
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    let mut history = profile["history"].as_array().unwrap().iter();
    let told = history.find(|entry| entry["reason"] == "because");
    let told = told.unwrap_or_else(|| panic!("{decision} is not told: {profile}"));
    assert_eq!(told["who"], "Demo admin");
    told["words"].as_str().unwrap().to_owned()
}

/// One who waits for a decision before anything was sent, and the employee in question.
async fn twin() -> (TestApp, Value, String) {
    let app = TestApp::start().await;
    let send = app.begins(HIRED, &[("homeEmail", json!(FORMER))]).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    let employee = send["matches"][0]["employee"]["id"].as_str().unwrap();
    let employee = employee.to_owned();
    (app, send, employee)
}

/// One whose answer was lost and of whom nobody can tell.
async fn undecided() -> (TestApp, Value) {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "needs_person", "{send}");
    (app, send)
}

/// One who was created while the answer was lost, and whom the key may not look for; and the employee.
async fn hidden() -> (TestApp, Value, String) {
    let app = TestApp::start().await;
    let pause = std::time::Duration::from_millis(300);
    let create = Fault::on("POST", "/employees");
    app.sandbox
        .add_fault(create.delay(pause).drop_after_storing());
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["state"] == "in_flight").await;
    for path in ["/employees", "/employees/changed"] {
        let refused = Fault::on("GET", path).answer(403).times(50);
        app.sandbox.add_fault(refused);
    }
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "needs_person", "{send}");
    let [stored] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    (app, send, stored.id)
}

#[tokio::test]
async fn every_decision_about_somebody_who_is_there_is_told_with_who_and_why() {
    for (decision, words) in [
        ("update", "decided to update employee N"),
        ("rehire", "decided to rehire employee N"),
        (
            "already_there",
            "found that employee N is this person, and left it as it is",
        ),
        ("create_anyway", "decided to create somebody new"),
        ("look_again", "asked to look again"),
        ("stop", "stopped it before anything was sent"),
        ("consider", "found employee N in BambooHR"),
    ] {
        let (app, send, employee) = twin().await;
        let decision = json!({ "decision": decision, "employee": employee });
        let told = decides(&app, &send, decision).await;
        let words = words.replace('N', &employee);
        assert_eq!(told, format!("Demo admin {words}"));
    }
}

#[tokio::test]
async fn every_decision_after_a_lost_answer_is_told_with_who_and_why() {
    for (decision, words) in [
        ("look_again", "asked to look again"),
        ("not_created", "found that nobody was created"),
    ] {
        let (app, send) = undecided().await;
        let told = decides(&app, &send, json!({ "decision": decision })).await;
        assert_eq!(told, format!("Demo admin {words}"));
    }
    let (app, send, employee) = hidden().await;
    let consider = json!({ "decision": "consider", "employee": employee });
    let told = decides(&app, &send, consider).await;
    let found = format!("Demo admin found employee {employee} in BambooHR");
    assert_eq!(told, found);
    let path = format!("/api/sends/{}", send["id"].as_str().unwrap());
    let send = app.get(&path).await.json();
    let adopt = json!({ "decision": "adopt", "employee": employee });
    let told = decides(&app, &send, adopt).await;
    assert_eq!(told, format!("Demo admin recognised employee {employee}"));
}

#[tokio::test]
async fn every_decision_about_failed_steps_is_told_with_who_and_why() {
    let app = TestApp::start().await;
    let pay = || Fault::on("POST", "/employees/*/tables/compensation").answer(403);
    app.sandbox.add_fault(pay().times(2));
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "incomplete", "{send}");
    let told = decides(&app, &send, json!({ "decision": "retry_steps" })).await;
    assert_eq!(told, "Demo admin asked to try the failed steps again");
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "incomplete", "{send}");
    let told = decides(&app, &send, json!({ "decision": "skip_steps" })).await;
    assert_eq!(told, "Demo admin decided to go on without the failed steps");
    let words = said(&app).await;
    assert_eq!(
        words,
        [
            "Demo admin decided to go on without the failed steps",
            "Waiting for a decision: not everything arrived in BambooHR",
            "Demo admin asked to try the failed steps again",
            "Waiting for a decision: not everything arrived in BambooHR",
            "Employee created in BambooHR",
            "Sent to BambooHR by Demo admin",
        ]
    );
}

/// What the history says of sends, newest first.
async fn said(app: &TestApp) -> Vec<String> {
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    let history = profile["history"].as_array().unwrap().iter();
    let sent = history.filter(|entry| entry["what"] == "sent");
    let words = sent.map(|entry| entry["words"].as_str().unwrap().to_owned());
    words.collect()
}

#[tokio::test]
async fn a_recognition_by_itself_is_told_with_its_proof() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "done", "{send}");
    let employee = send["employee"]["id"].as_str().unwrap();
    let words = said(&app).await;
    assert!(
        words[1].starts_with(&format!("Employee {employee} was recognised: same e-mail")),
        "{words:?}"
    );
    assert_eq!(words[2], "The answer from BambooHR was lost");
}

#[tokio::test]
async fn an_update_and_a_rehire_are_told_as_such_and_nobody_is_said_to_be_created() {
    for (decision, done) in [
        ("update", "Employee updated in BambooHR"),
        ("rehire", "Employee rehired in BambooHR"),
    ] {
        let (app, send, employee) = twin().await;
        let decision = json!({ "decision": decision, "employee": employee });
        decides(&app, &send, decision).await;
        app.settled(send["id"].as_str().unwrap()).await;
        let words = said(&app).await;
        assert_eq!(words[0], done);
        assert_eq!(
            words[2],
            "Waiting for a decision: people were found who may be this person"
        );
        assert!(!words.join(" ").contains("created"), "{words:?}");
    }
}

#[tokio::test]
async fn who_was_stopped_was_not_sent_and_no_step_of_it_failed() {
    let (app, send, _) = twin().await;
    let stopped = app.resolve(&send, json!({ "decision": "stop" })).await;
    let stopped = stopped.json();
    assert_eq!(stopped["problem"]["code"], "stopped", "{stopped}");
    let advice = stopped["problem"]["advice"].as_str().unwrap();
    assert!(advice.starts_with("Nothing was created"), "{advice}");
    let steps = stopped["steps"].as_array().unwrap().iter();
    let steps: Vec<_> = steps
        .map(|step| step["progress"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["done", "done", "skipped"]);
    assert_eq!(
        stands(&app).await,
        "The last attempt was stopped by a person. Nobody was created."
    );
}

/// Where the newest send stands, as the profile says it.
async fn stands(app: &TestApp) -> String {
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    profile["stands"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_profile_says_where_the_newest_send_stands_and_what_it_waits_for() {
    let app = TestApp::start().await;
    assert_eq!(stands(&app).await, "");
    let account = proxy::account::AccountId::local();
    let body = app.submission(HIRED, &[]).await;
    let moment = std::time::Duration::from_secs(1);
    app.ledger.hold_back(&account, moment).await.unwrap();
    let send = app.post_send(HIRED, "k", &body).await.json();
    let waits = stands(&app).await;
    assert!(
        waits.starts_with("BambooHR asks us to wait. Nothing was created yet."),
        "{waits}"
    );
    app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(stands(&app).await, "The employee exists in BambooHR.");
}
