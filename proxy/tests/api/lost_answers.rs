//! The answer to the create call is lost. The proxy searches, never repeats, and asks when unsure.

use std::time::Duration;

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use handoff::interface::SendState;
use proxy::ledger::{Begun, Change, NewIntent};
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

fn create() -> Fault {
    Fault::on("POST", "/employees")
}

#[tokio::test]
async fn an_employee_that_was_stored_is_found_again_after_any_lost_answer() {
    let cases = [
        ("dropped connection", create().drop_after_storing()),
        ("500", create().answer(500).after_storing()),
        ("502", create().answer(502).after_storing()),
        ("503", create().answer(503).after_storing()),
        ("504", create().answer(504).after_storing()),
        ("408", create().answer(408).after_storing()),
        (
            "redirect",
            create()
                .answer(302)
                .header("Location", "/login")
                .after_storing(),
        ),
        (
            "an answer without an id",
            create().answer(201).body("<html>").after_storing(),
        ),
        (
            "no answer in time",
            create()
                .answer(201)
                .after_storing()
                .delay(Duration::from_secs(3)),
        ),
    ];
    for (name, fault) in cases {
        let app = TestApp::start().await;
        app.sandbox.add_fault(fault);
        let send = app.send(HIRED).await;
        assert_eq!(send["state"], "done", "{name}: {send}");
        let employees = app.employees_with("amelia.hartwell@example.com");
        assert_eq!(employees.len(), 1, "{name}");
        assert_eq!(send["employee"]["id"], employees[0].id.as_str(), "{name}");
        assert_eq!(app.creates(), 1, "{name}");
        assert!(
            send["steps"].to_string().contains("the answer was lost"),
            "{name}: {}",
            send["steps"]
        );
    }
}

#[tokio::test]
async fn when_nobody_was_stored_a_person_is_asked_and_nothing_is_sent_again() {
    for fault in [
        create().drop_before_storing(),
        create().answer(500),
        create().answer(503),
    ] {
        let app = TestApp::start().await;
        app.sandbox.add_fault(fault);
        let send = app.send(HIRED).await;
        assert_eq!(
            (&send["state"], &send["problem"]["code"]),
            (&json!("needs_person"), &json!("undecided"))
        );
        assert_eq!(send["matches"], json!([]));
        assert_eq!(app.creates(), 1);
    }
}

#[tokio::test]
async fn a_person_who_found_nobody_can_send_again() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(create().drop_before_storing());
    let send = app.send(HIRED).await;
    let form = app.get(&format!("/api/candidates/{HIRED}/form")).await;
    assert_eq!(form.status, StatusCode::CONFLICT, "not before the decision");

    assert_eq!(
        app.resolve(&send, json!({ "decision": "not_created" }))
            .await
            .json()["state"],
        "released"
    );
    let body = app.submission(HIRED, &[]).await;
    let accepted = app.post_send(HIRED, "another-key", &body).await.json();
    assert_eq!(
        app.settled(accepted["id"].as_str().unwrap()).await["state"],
        "done"
    );
    assert_eq!(app.employees_with("amelia.hartwell@example.com").len(), 1);
    let late = app
        .resolve(&send, json!({ "decision": "not_created" }))
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_namesake_is_never_adopted_without_a_person() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(create().drop_after_storing());
    // Without an e-mail address there is only the name to go by.
    let body = app.submission(HIRED, &[("homeEmail", json!(""))]).await;
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    let send = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "needs_person");
    let [found] = send["matches"].as_array().unwrap().as_slice() else {
        panic!("{}", send["matches"])
    };
    assert_eq!(found["name"], "Amelia Hartwell");

    let elsewhere = app
        .resolve(&send, json!({ "decision": "adopt", "employee": "1" }))
        .await;
    assert_eq!(
        elsewhere.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "only somebody who was found"
    );
    let adopted = app
        .resolve(
            &send,
            json!({ "decision": "adopt", "employee": found["employee"]["id"] }),
        )
        .await;
    assert_eq!(adopted.status, StatusCode::OK);
    let send = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["state"], &send["employee"]["id"]),
        (&json!("done"), &found["employee"]["id"])
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn the_search_waits_for_a_bamboohr_that_comes_back() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(create().drop_after_storing());
    app.sandbox
        .add_fault(Fault::on("GET", "/employees").answer(503).times(2));
    assert_eq!(app.send(HIRED).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_send_that_was_on_its_way_when_the_proxy_died_is_searched_not_sent() {
    let app = TestApp::start().await;
    let candidate = handoff::CandidateId::parse(HIRED).unwrap();
    let plan = handoff::Plan { steps: vec![] };
    let intent = NewIntent {
        candidate: &candidate,
        plan: &plan,
        who: "test",
        key: "k",
        fingerprint: [0; 32],
    };
    let account = proxy::account::AccountId::local();
    let Begun::New { send, .. } = app.ledger.begin(&account, &intent).await.unwrap() else {
        panic!()
    };
    let states = (SendState::Intent, SendState::InFlight);
    assert!(
        app.ledger
            .advance(&account, &send, "test", states, &Change::default())
            .await
            .unwrap()
    );

    let app = app.restart().await;
    assert_eq!(app.settled(send.as_str()).await["state"], "needs_person");
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn a_send_that_was_accepted_but_not_begun_is_begun_after_a_restart() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    app.sandbox
        .add_fault(create().delay(Duration::from_millis(200)));
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    let app = app.restart().await;
    assert_eq!(
        app.settled(accepted["id"].as_str().unwrap()).await["state"],
        "done"
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn an_employee_that_cannot_be_read_back_is_still_created_and_can_be_read_later() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("GET", "/employees/*").answer(403).times(4));
    let send = app.send(HIRED).await;
    assert_eq!(
        (&send["state"], &send["problem"]["code"]),
        (&json!("done"), &json!("not-read-back"))
    );
    assert_eq!(send["receipt"], json!(null));
    app.resolve(&send, json!({ "decision": "look_again" }))
        .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["problem"], json!(null));
    assert!(
        send["receipt"]["lines"]
            .as_array()
            .is_some_and(|lines| !lines.is_empty())
    );
}
