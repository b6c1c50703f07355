//! Sending somebody again: what differs is shown, and only what is ticked is changed.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bamboohr_sandbox::{ADMIN_KEY, Fault, FieldSet, Key};
use serde_json::{Value, json};

use crate::test_app::{Answer, HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

async fn changes(app: &TestApp) -> Value {
    let changes = app.get(&format!("/api/candidates/{HIRED}/changes")).await;
    assert_eq!(changes.status, StatusCode::OK, "{:?}", changes.body);
    changes.json()
}

/// Ticks fields of what was shown.
async fn post_update(app: &TestApp, key: &str, shown: &Value, fields: &[&str]) -> Answer {
    let changes = shown["changes"].as_array().unwrap();
    let ticked = fields.iter().map(|field| {
        let mut changes = changes.iter();
        let change = changes.find(|change| change["field"] == *field);
        let change = change.unwrap_or_else(|| panic!("{field} does not differ: {shown}"));
        json!({ "field": field, "candidate": change["candidate"], "stored": change["stored"] })
    });
    let body = json!({ "fields": ticked.collect::<Vec<_>>() }).to_string();
    let request = Request::post(format!("/api/candidates/{HIRED}/updates"));
    let request = request
        .header("host", "localhost")
        .header("content-type", "application/json")
        .header("idempotency-key", key);
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

async fn somebody_adds_a_row(app: &TestApp, employee: &str, table: &str, row: Value) {
    let url = format!(
        "{}/api/v1/employees/{employee}/tables/{table}",
        app.sandbox.url()
    );
    let request = reqwest::Client::new()
        .post(url)
        .basic_auth(ADMIN_KEY, Some("x"));
    let answer = request.json(&row).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
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
async fn while_an_update_runs_the_profile_speaks_of_an_update() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    the_candidate_moves(&app).await;
    let slowly = std::time::Duration::from_millis(500);
    app.sandbox
        .add_fault(Fault::on("POST", "/employees/*").delay(slowly));
    let shown = changes(&app).await;
    let update = post_update(&app, "k", &shown, &["city"]).await.json();
    let update = update["id"].as_str().unwrap();
    app.until(update, |view| view["state"] == "created").await;
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    assert_eq!(
        profile["stands"],
        "The employee is being updated in BambooHR."
    );
    app.settled(update).await;
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    let words = |place: usize| profile["history"][place]["words"].as_str().unwrap();
    assert_eq!(words(0), "Employee updated in BambooHR");
    assert_eq!(words(1), "Update sent to BambooHR by Demo admin");
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
    let accepted = post_update(&app, "u", &view, &["city", "payRate"]).await;
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
    let again = post_update(&app, "u", &view, &["city", "payRate"]).await;
    assert_eq!(again.body, accepted.body, "the same key is the same update");
    let late = post_update(&app, "v", &view, &["city"]).await;
    assert_eq!(late.json()["type"], "/problems/comparison-changed");
    let nothing = post_update(&app, "w", &view, &[]).await;
    assert_eq!(nothing.json()["type"], "/problems/nothing-to-update");
}

#[tokio::test]
async fn an_update_whose_answer_was_lost_is_looked_up_and_ends_done() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    the_candidate_moves(&app).await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees/*").drop_after_storing());
    let view = changes(&app).await;
    let accepted = post_update(&app, "u", &view, &["city"]).await.json();
    let update = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(update["state"], "done", "{update}");
    let [stored] = app.employees_with(EMAIL).try_into().unwrap();
    assert_eq!(stored.fields["city"], "Bath");
}

#[tokio::test]
async fn what_changed_since_it_was_ticked_is_not_sent() {
    let app = TestApp::start().await;
    let send = app.send(HIRED).await;
    let employee = send["employee"]["id"].as_str().unwrap().to_owned();
    the_candidate_moves(&app).await;
    let shown = changes(&app).await;
    somebody_changes(&app, &employee, json!({ "city": "Wells" })).await;
    let refused = post_update(&app, "u", &shown, &["city"]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["type"], "/problems/comparison-changed");
    let [stored] = app.employees_with(EMAIL).try_into().unwrap();
    assert_eq!(stored.fields["city"], "Wells", "it stays there as it is");
}

#[tokio::test]
async fn a_value_the_key_may_not_read_is_sent_although_the_first_try_came_to_nothing() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    the_candidate_moves(&app).await;
    let key = Key {
        read_fields: FieldSet::all_but(["city"]),
        ..Key::administrator(ADMIN_KEY)
    };
    app.sandbox.set_key("admin", key).unwrap();
    let shown = changes(&app).await;
    let busy = Fault::on("POST", "/employees/*").answer(429);
    app.sandbox.add_fault(busy.header("Retry-After", "1"));
    let accepted = post_update(&app, "u", &shown, &["city"]).await.json();
    let update = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(update["state"], "done", "{update}");
    let [stored] = app.employees_with(EMAIL).try_into().unwrap();
    assert_eq!(stored.fields["city"], "Bath");
}

#[tokio::test]
async fn a_row_that_is_not_the_newest_is_not_changed_behind_the_newest() {
    let app = TestApp::start().await;
    let send = app.send(HIRED).await;
    let employee = send["employee"]["id"].as_str().unwrap().to_owned();
    let raise = json!({ "startDate": "2099-01-01", "rate": "70000.00", "type": "Salary" });
    somebody_adds_a_row(&app, &employee, "compensation", raise).await;
    the_candidate_moves(&app).await;
    let shown = changes(&app).await;
    let before = app.employees_with(EMAIL);
    let accepted = post_update(&app, "u", &shown, &["payRate"]).await.json();
    let update = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(update["state"], "incomplete", "{update}");
    let steps = update["steps"].as_array().unwrap().iter();
    let mut problems = steps.map(|step| &step["problem"]["code"]);
    assert!(problems.any(|code| code == "newer-row"), "{update}");
    let after = app.employees_with(EMAIL);
    assert_eq!(before[0].tables, after[0].tables);
}
