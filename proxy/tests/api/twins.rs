//! Somebody who is in BambooHR already is found before anything is sent, and a person decides.

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

/// In the sandbox's company from the start; she has left.
const FORMER: &str = "former.colleague@example.com";

/// One person under two candidates, each with an e-mail address of their own.
fn one_person(email: &str) -> [(&'static str, Value); 4] {
    [
        ("firstName", json!("Amelia")),
        ("lastName", json!("Hartwell")),
        ("homeEmail", json!(email)),
        ("hireDate", json!("2030-01-07")),
    ]
}

async fn finds_the_former_colleague(app: &TestApp) -> Value {
    let changes = [("homeEmail", json!("Former.Colleague@example.com"))];
    let send = app.begins(HIRED, &changes).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    assert_eq!(app.creates(), 0);
    send
}

#[tokio::test]
async fn an_email_that_a_former_colleague_has_is_found_before_anything_is_sent() {
    let app = TestApp::start().await;
    let send = finds_the_former_colleague(&app).await;
    let [found] = send["matches"].as_array().unwrap().as_slice() else {
        panic!("{}", send["matches"])
    };
    assert_eq!(found["why"], "same e-mail address");
    assert_eq!(found["status"], "Inactive");
    assert_eq!(send["can_stop"], true);
    assert!(
        send["problem"]["advice"]
            .as_str()
            .unwrap()
            .starts_with("Nothing was created")
    );
}

#[tokio::test]
async fn whoever_creates_all_the_same_hears_bamboohrs_own_no_and_which_field_it_is_about() {
    let app = TestApp::start().await;
    let before = app.sandbox.employees().len();
    let send = finds_the_former_colleague(&app).await;
    let answer = app
        .resolve(
            &send,
            json!({ "decision": "create_anyway", "reason": "another person" }),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "refused");
    assert_eq!(send["problem"]["code"], "duplicate-email");
    assert_eq!(send["problem"]["field"], "homeEmail");
    assert_eq!(app.sandbox.employees().len(), before);
}

#[tokio::test]
async fn a_former_employee_is_rehired_in_place_and_nobody_is_created() {
    let app = TestApp::start().await;
    let send = finds_the_former_colleague(&app).await;
    let employee = send["matches"][0]["employee"]["id"].clone();
    let elsewhere = app
        .resolve(&send, json!({ "decision": "rehire", "employee": "1" }))
        .await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.resolve(&send, json!({ "decision": "rehire", "employee": employee }))
        .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["state"], &send["kind"], &send["employee"]["id"]),
        (&json!("done"), &json!("rehire"), &employee),
        "{send}"
    );
    assert_eq!(app.creates(), 0);
    let employees = app.sandbox.employees();
    let stored = employees.iter().find(|one| json!(one.id) == employee);
    let stored = stored.unwrap();
    assert_eq!(stored.fields["firstName"], "Amelia");
    assert_eq!(stored.fields["hireDate"], send_hire_date(&send));
    assert!(
        stored.fields["originalHireDate"] < stored.fields["hireDate"],
        "the first hire date is kept: {:?}",
        stored.fields
    );
    let statuses = &stored.tables["employmentStatus"];
    assert!(
        statuses.len() >= 2,
        "the return is a row of its own: {statuses:?}"
    );
}

fn send_hire_date(send: &Value) -> &str {
    let lines = send["receipt"]["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["field"] == "hireDate");
    line.unwrap()["sent"].as_str().unwrap()
}

#[tokio::test]
async fn two_candidates_who_are_one_person_are_not_created_side_by_side() {
    let app = TestApp::start().await;
    let same = one_person("");
    let pause = std::time::Duration::from_millis(400);
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").delay(pause));
    let first = app.begins(HIRED, &same).await;
    app.until(&first, |view| view["state"] == "in_flight").await;
    let second = app.begins("cand_0002", &same).await;
    assert_eq!(app.settled(&first).await["state"], "done");
    assert_eq!(app.settled(&second).await["state"], "twin_found");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn whoever_was_made_a_moment_ago_is_found_although_bamboohr_does_not_list_them_yet() {
    let app = TestApp::start().await;
    let lag = |settings: &mut bamboohr_sandbox::Settings| settings.visibility_lag_seconds = 60;
    app.sandbox.change_settings(lag).unwrap();
    let first = app.begins(HIRED, &one_person("first@example.com")).await;
    let first = app.until(&first, |view| !view["employee"].is_null()).await;
    let second = app
        .begins("cand_0002", &one_person("second@example.com"))
        .await;
    let second = app.settled(&second).await;
    assert_eq!(second["state"], "twin_found", "{second}");
    assert_eq!(
        second["matches"][0]["employee"]["id"],
        first["employee"]["id"]
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn of_two_who_are_one_person_and_leave_at_the_same_moment_one_is_created() {
    let app = TestApp::start().await;
    let pause = std::time::Duration::from_millis(100);
    for path in ["/employees", "/employees/*"] {
        // Both look before either has left.
        let looks = Fault::on("GET", path).delay(pause);
        app.sandbox.add_fault(looks.times(50));
    }
    let (one, other) = (
        one_person("first@example.com"),
        one_person("second@example.com"),
    );
    let (one, other) = tokio::join!(app.begins(HIRED, &one), app.begins("cand_0002", &other));
    let (one, other) = (app.settled(&one).await, app.settled(&other).await);
    let mut states = [&one["state"], &other["state"]].map(ToString::to_string);
    states.sort();
    assert_eq!(states, ["\"done\"", "\"twin_found\""], "{one} {other}");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn whoever_holds_the_candidates_id_is_found_although_the_key_may_not_see_them() {
    let app = TestApp::with_candidate_id_in("customCandidateID").await;
    let stored = app.send(HIRED).await["employee"]["id"].clone();
    let [employee] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    assert_eq!(employee.fields["customCandidateID"], HIRED);
    // Yesterday's ledger, in which nobody was sent; and the address was corrected since.
    app.in_ledger("DELETE FROM send_steps; DELETE FROM send_events; DELETE FROM idempotency_keys; DELETE FROM sends")
        .await;
    for path in ["/employees", "/employees/*"] {
        let refused = Fault::on("GET", path).answer(403).times(50);
        app.sandbox.add_fault(refused);
    }
    let email = [("homeEmail", json!("corrected@example.com"))];
    let send = app.begins(HIRED, &email).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    assert_eq!(send["matches"][0]["employee"]["id"], stored);
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn being_asked_to_wait_is_no_failed_look() {
    let app = TestApp::start().await;
    let busy = Fault::on("GET", "/employees").answer(429);
    app.sandbox.add_fault(busy.header("Retry-After", "60"));
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["problem"]["code"] == "rate-limited")
        .await;
    let id = proxy::ledger::SendId::parse(&send).unwrap();
    let account = proxy::account::AccountId::local();
    let record = app.ledger.send(&account, &id).await.unwrap().unwrap();
    assert_eq!(record.looks, 0);
}

#[tokio::test]
async fn a_person_can_leave_everything_as_it_is_or_not_send_at_all() {
    let app = TestApp::start().await;
    let send = finds_the_former_colleague(&app).await;
    let employee = &send["matches"][0]["employee"]["id"];
    let there = app
        .resolve(
            &send,
            json!({ "decision": "already_there", "employee": employee }),
        )
        .await;
    let there = there.json();
    assert_eq!(there["state"], "released");
    assert_eq!(there["employee"]["id"], *employee, "whom it was left to");
    let changes = app.get(&format!("/api/candidates/{HIRED}/changes")).await;
    let changes = changes.json();
    let mut city = changes["changes"].as_array().unwrap().iter();
    let city = city.find(|change| change["field"] == "city");
    assert_eq!(city.unwrap()["sent"], Value::Null, "nothing was sent");
    let body = app.submission(HIRED, &[("homeEmail", json!(FORMER))]).await;
    let again = app.post_send(HIRED, "again", &body).await.json();
    let again = app.settled(again["id"].as_str().unwrap()).await;
    assert_eq!(again["state"], "twin_found");
    let stopped = app.resolve(&again, json!({ "decision": "stop" })).await;
    assert_eq!(stopped.json()["state"], "not_sent");
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn a_twin_who_was_there_before_is_never_taken_for_the_one_a_lost_call_made() {
    let app = TestApp::start().await;
    assert_eq!(app.send(HIRED).await["state"], "done");
    // The same person under another candidate: the twin agrees in e-mail, name and first day of work.
    let hired = app.employees_with("amelia.hartwell@example.com").remove(0);
    let same = ["firstName", "lastName", "homeEmail", "hireDate"];
    let same = same.map(|field| (field, json!(hired.fields[field])));
    let send = app.begins("cand_0002", &same).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    assert_eq!(send["matches"][0]["is_ours"], true);
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    app.resolve(&send, json!({ "decision": "create_anyway" }))
        .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["state"], &send["matches"]),
        (&json!("needs_person"), &json!([])),
        "{send}"
    );
}

#[tokio::test]
async fn whoever_was_said_to_be_somebody_else_is_not_asked_about_again() {
    let app = TestApp::start().await;
    let create_anyway = async |send: &str| {
        let send = app.settled(send).await;
        assert_eq!(send["state"], "twin_found", "{send}");
        app.resolve(&send, json!({ "decision": "create_anyway" }))
            .await;
    };
    let first = app.begins(HIRED, &one_person("first@example.com")).await;
    assert_eq!(app.settled(&first).await["state"], "done");
    let second = app
        .begins("cand_0002", &one_person("second@example.com"))
        .await;
    app.settled(&second).await;
    let third = app
        .begins("cand_0003", &one_person("third@example.com"))
        .await;
    create_anyway(&third).await;
    assert_eq!(app.settled(&third).await["state"], "done");
    // One namesake was shown, the other came since.
    create_anyway(&second).await;
    create_anyway(&second).await;
    let second = app.settled(&second).await;
    assert_eq!(second["state"], "done", "{second}");
    assert_eq!(app.creates(), 3);
}
