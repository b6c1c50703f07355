//! The ledger fails at the worst moments, the process is asked to stop, the browser goes away: every send that
//! was accepted still ends, and nobody is made twice.

use std::time::Duration;

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

#[tokio::test]
async fn a_send_whose_first_step_cannot_be_written_down_waits_and_is_sent_once() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    app.in_ledger(
        "CREATE TRIGGER full BEFORE UPDATE OF state ON sends BEGIN SELECT RAISE(FAIL, 'disk full'); END",
    )
    .await;
    let accepted = app.post_send(HIRED, "k", &body).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
    let send = accepted.json()["id"].as_str().unwrap().to_owned();
    app.sender.finish().await;
    assert_eq!(app.creates(), 0, "nothing leaves before it is written down");
    let app = app.restart().await;
    app.in_ledger("DROP TRIGGER full").await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_ledger_that_can_only_be_read_is_not_ready() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
    app.in_ledger(
        "CREATE TRIGGER read_only BEFORE UPDATE ON accounts BEGIN SELECT RAISE(FAIL, 'read only'); END",
    )
    .await;
    // However many ask, it is looked at once in a second.
    becomes(&app, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(
        app.get("/healthz").await.status,
        StatusCode::OK,
        "it is not ended for that"
    );
    app.in_ledger("DROP TRIGGER read_only").await;
    becomes(&app, StatusCode::OK).await;
}

/// Waits until whoever asks whether it is ready is told this.
async fn becomes(app: &TestApp, status: StatusCode) {
    let waiting = async {
        while app.get("/readyz").await.status != status {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), waiting);
    waited.await.expect("it is never told");
}

#[tokio::test]
async fn whoever_sends_while_the_ledger_cannot_even_be_read_is_told_that_nothing_was_sent() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    for (away, back) in [
        (
            "ALTER TABLE candidates RENAME TO lost",
            "ALTER TABLE lost RENAME TO candidates",
        ),
        (
            "ALTER TABLE idempotency_keys RENAME TO lost",
            "ALTER TABLE lost RENAME TO idempotency_keys",
        ),
        (
            "ALTER TABLE candidate_files RENAME TO lost",
            "ALTER TABLE lost RENAME TO candidate_files",
        ),
    ] {
        app.in_ledger(away).await;
        let refused = app.post_send(HIRED, "k", &body).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{away}");
        assert_eq!(refused.json()["title"], "Nothing was sent", "{away}");
        app.in_ledger(back).await;
    }
    assert_eq!(app.creates(), 0);
    let accepted = app.post_send(HIRED, "k", &body).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn an_answer_that_cannot_be_written_down_is_kept_until_it_can() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    app.in_ledger(
        "CREATE TRIGGER full BEFORE UPDATE ON sends WHEN NEW.state = 'created' \
         BEGIN SELECT RAISE(FAIL, 'disk full'); END",
    )
    .await;
    let send = app.post_send(HIRED, "k", &body).await.json();
    app.arrived(EMAIL).await;
    app.in_ledger("DROP TRIGGER full").await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "done");
    assert!(!send["steps"].to_string().contains("lost"), "{send}");
    assert_eq!((app.creates(), app.employees_with(EMAIL).len()), (1, 1));
}

#[tokio::test]
async fn a_stop_during_a_read_back_that_fails_ends_at_once_and_the_next_start_goes_on() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("GET", "/employees/*").answer(503).times(50));
    let body = app.submission(HIRED, &[]).await;
    let send = app.post_send(HIRED, "k", &body).await.json();
    let send = send["id"].as_str().unwrap();
    app.until(send, |view| view["state"] == "created").await;
    tokio::time::timeout(Duration::from_secs(5), app.sender.finish())
        .await
        .expect("the stop never ends");
    let asked = app.sandbox.requests().len();
    assert!(asked < 20, "{asked} requests: BambooHR is hammered");

    app.sandbox.clear_faults();
    let app = app.restart().await;
    assert_eq!(app.settled(send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_send_whose_request_was_broken_off_is_sent_or_was_never_accepted() {
    let app = TestApp::start().await;
    for (number, microseconds) in [0, 300, 600, 900, 1_200, 1_500, 2_000, 3_000, 5_000, 8_000]
        .into_iter()
        .enumerate()
    {
        let candidate = format!("cand_{:04}", 20 + number);
        let stage = json!({ "stage": "hired" });
        let path = format!("/api/candidates/{candidate}/stage");
        let moved = app.json(axum::http::Method::PUT, &path, &stage).await;
        assert_eq!(moved.status, StatusCode::OK);
        let email = json!(format!("{candidate}@example.com"));
        let changes = [
            ("homeEmail", email),
            ("lastName", json!("Brookes")),
            ("hireDate", json!("2030-01-07")),
            ("country", json!("United Kingdom")),
        ];
        let body = app.submission(&candidate, &changes).await;
        let request = app.post_send(&candidate, &candidate, &body);
        let patience = Duration::from_micros(microseconds);
        // The browser is gone: its request is dropped wherever it stands.
        let _ = tokio::time::timeout(patience, request).await;

        let again = app.post_send(&candidate, &candidate, &body).await;
        assert_eq!(again.status, StatusCode::ACCEPTED, "{:?}", again.body);
        let send = app.settled(again.json()["id"].as_str().unwrap()).await;
        assert_eq!(send["state"], "done", "{send}");
        let email = format!("{candidate}@example.com");
        assert_eq!(app.employees_with(&email).len(), 1);
    }
}
