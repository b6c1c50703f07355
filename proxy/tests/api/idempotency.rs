//! The rules of the `Idempotency-Key` header, as in draft 07 of the IETF.

use std::time::Duration;

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

#[tokio::test]
async fn a_send_without_a_key_is_refused() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    for key in ["", "two words"] {
        let refused = app.post_send(HIRED, key, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(refused.json()["type"], "/problems/idempotency-key-missing");
    }
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_bytes_even_after_a_restart() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let first = app.post_send(HIRED, "k", &body).await;
    app.settled(first.json()["id"].as_str().unwrap()).await;
    let second = app.post_send(HIRED, "k", &body).await;
    let app = app.restart().await;
    let third = app.post_send(HIRED, "k", &body).await;
    for repeated in [&second, &third] {
        assert_eq!(
            (repeated.status, &repeated.body),
            (first.status, &first.body)
        );
        assert_eq!(repeated.headers["location"], first.headers["location"]);
    }
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_key_cannot_be_used_for_other_content_or_another_candidate() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let other = app.submission(HIRED, &[("city", json!("Bath"))]).await;
    app.post_send(HIRED, "k", &body).await;
    for refused in [
        app.post_send(HIRED, "k", &other).await,
        app.post_send("cand_0002", "k", &body).await,
    ] {
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["type"], "/problems/idempotency-key-reused");
    }
}

#[tokio::test]
async fn a_key_whose_request_is_being_worked_on_answers_409() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    // A proxy that knows no fields yet reads them within the request; that keeps the first one busy.
    let app = app.restart().await;
    app.sandbox
        .add_fault(Fault::on("GET", "/meta/lists").delay(Duration::from_millis(300)));
    let (first, second) = tokio::join!(
        app.post_send(HIRED, "k", &body),
        app.post_send(HIRED, "k", &body)
    );
    // Which of the two is faster is left to the machine.
    let (accepted, refused) = if first.status == StatusCode::ACCEPTED {
        (first, second)
    } else {
        (second, first)
    };
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["type"], "/problems/still-running");
    app.settled(accepted.json()["id"].as_str().unwrap()).await;
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn another_key_for_a_candidate_already_sent_names_the_send_that_exists() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let first = app.post_send(HIRED, "k1", &body).await.json();
    let refused = app.post_send(HIRED, "k2", &body).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["send"], first["id"]);
}
