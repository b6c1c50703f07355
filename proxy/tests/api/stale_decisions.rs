//! A decision is about what the person saw: from a tab that was left open it changes nothing.

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

#[tokio::test]
async fn a_decision_on_what_has_changed_since_is_not_carried_out() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    let old = app.send(HIRED).await;
    assert_eq!(old["state"], "needs_person", "{old}");
    app.resolve(&old, json!({ "decision": "look_again" })).await;
    let id = old["id"].as_str().unwrap();
    let new = app.settled(id).await;
    assert_eq!(new["state"], "needs_person", "{new}");
    assert!(new["version"].as_i64() > old["version"].as_i64(), "{new}");

    for decision in ["not_created", "look_again"] {
        let refused = app.resolve(&old, json!({ "decision": decision })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{decision}");
        assert_eq!(refused.json()["type"], "/problems/not-waiting");
    }
    let unchanged = app.get(&format!("/api/sends/{id}")).await.json();
    assert_eq!(unchanged, new);
    let released = app
        .resolve(&new, json!({ "decision": "not_created" }))
        .await;
    assert_eq!(released.json()["state"], "released");
}

#[tokio::test]
async fn not_to_send_needs_no_newer_look() {
    let app = TestApp::start().await;
    let changes = [("homeEmail", json!("former.colleague@example.com"))];
    let send = app.begins(HIRED, &changes).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    let again = app
        .resolve(&send, json!({ "decision": "look_again" }))
        .await;
    assert_eq!(again.status, StatusCode::OK);
    app.settled(send["id"].as_str().unwrap()).await;
    let stopped = app.resolve(&send, json!({ "decision": "stop" })).await;
    assert_eq!(stopped.json()["state"], "not_sent");
    assert_eq!(app.creates(), 0);
}
