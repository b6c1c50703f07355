//! Sending somebody again: what differs is shown, and only what is ticked is changed.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use serde_json::{Value, json};

use crate::test_app::{Answer, HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

async fn changes(app: &TestApp) -> Value {
    let changes = app.get(&format!("/api/candidates/{HIRED}/changes")).await;
    assert_eq!(changes.status, StatusCode::OK, "{:?}", changes.body);
    changes.json()
}

async fn post_update(app: &TestApp, key: &str, fields: &[&str]) -> Answer {
    let request = Request::post(format!("/api/candidates/{HIRED}/updates"));
    let request = request
        .header("host", "localhost")
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    let body = json!({ "fields": fields }).to_string();
    app.request(request.body(Body::from(body)).unwrap()).await
}

/// Somebody changes the employee in BambooHR itself.
async fn somebody_changes(app: &TestApp, employee: &str, values: Value) {
    let url = format!("{}/api/v1/employees/{employee}", app.sandbox.url());
    let request = reqwest::Client::new()
        .post(url)
        .basic_auth(ADMIN_KEY, Some("x"));
    let answer = request.json(&values).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

async fn the_candidate_moves(app: &TestApp) {
    let account = proxy::account::AccountId::local();
    let id = handoff::CandidateId::parse(HIRED).unwrap();
    let mut candidate = app.ledger.candidate(&account, &id).await.unwrap().unwrap();
    candidate.address.city = Some("Bath".to_owned());
    candidate.offer.as_mut().unwrap().salary = Some("80000.00".to_owned());
    app.ledger
        .put_candidates(&account, &[candidate])
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_was_sent_unchanged_has_nothing_to_update() {
    let app = TestApp::start().await;
    let before = app.get(&format!("/api/candidates/{HIRED}/changes")).await;
    assert_eq!(before.json()["type"], "/problems/never-sent");
    app.send(HIRED).await;
    let view = changes(&app).await;
    assert_eq!(view["changes"], json!([]), "{view}");
    assert!(view["same"].as_u64().unwrap() > 10);
}

#[tokio::test]
async fn only_what_is_ticked_is_changed_and_no_row_is_added() {
    let app = TestApp::start().await;
    let send = app.send(HIRED).await;
    let employee = send["employee"]["id"].as_str().unwrap().to_owned();
    the_candidate_moves(&app).await;
    somebody_changes(
        &app,
        &employee,
        json!({ "mobilePhone": "+44 1", "preferredName": "Amy" }),
    )
    .await;

    let view = changes(&app).await;
    let kinds: Vec<(&str, &str)> = view["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            (
                change["field"].as_str().unwrap(),
                change["what"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("preferredName", "bamboo_hr_changed"),
            ("mobilePhone", "bamboo_hr_changed"),
            ("city", "candidate_changed"),
            ("payRate", "candidate_changed"),
        ],
        "{view}"
    );
    let accepted = post_update(&app, "u", &["city", "payRate"]).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{:?}", accepted.body);
    let update = app.settled(accepted.json()["id"].as_str().unwrap()).await;
    assert_eq!(
        (&update["state"], &update["kind"]),
        (&json!("done"), &json!("update")),
        "{update}"
    );
    assert_eq!(update["receipt"]["lines"].as_array().unwrap().len(), 2);

    let [stored] = app.employees_with(EMAIL).try_into().unwrap();
    assert_eq!(stored.fields["city"], "Bath");
    assert_eq!(stored.fields["payRate"], "80000.00 GBP");
    assert_eq!(stored.fields["preferredName"], "Amy", "not ticked");
    assert_eq!(
        stored.tables["compensation"].len(),
        1,
        "{:?}",
        stored.tables
    );
    assert_eq!(app.creates(), 1);
    let again = post_update(&app, "u", &["city", "payRate"]).await;
    assert_eq!(again.body, accepted.body, "the same key is the same update");
    let nothing = post_update(&app, "v", &["city"]).await;
    assert_eq!(nothing.json()["type"], "/problems/nothing-to-update");
}

#[tokio::test]
async fn an_update_whose_answer_was_lost_is_looked_up_and_ends_done() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    the_candidate_moves(&app).await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees/*").drop_after_storing());
    let accepted = post_update(&app, "u", &["city"]).await.json();
    let update = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(update["state"], "done", "{update}");
    let [stored] = app.employees_with(EMAIL).try_into().unwrap();
    assert_eq!(stored.fields["city"], "Bath");
}
