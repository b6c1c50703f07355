//! Somebody found the person in BambooHR by hand: the way out when no search could.

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

#[tokio::test]
async fn whoever_was_found_by_hand_is_shown_compared_and_then_recognised() {
    let app = TestApp::start().await;
    let pause = std::time::Duration::from_millis(300);
    app.sandbox.add_fault(
        Fault::on("POST", "/employees")
            .delay(pause)
            .drop_after_storing(),
    );
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["state"] == "in_flight").await;
    for path in ["/employees", "/employees/changed"] {
        app.sandbox
            .add_fault(Fault::on("GET", path).answer(403).times(50));
    }
    let send = app.settled(&send).await;
    assert_eq!(
        (&send["state"], &send["problem"]["code"], &send["matches"]),
        (&json!("needs_person"), &json!("search-refused"), &json!([])),
        "{send}"
    );
    for nobody in ["999999", "0", "x", ""] {
        let refused = app
            .resolve(&send, json!({ "decision": "consider", "employee": nobody }))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}");
        assert_eq!(refused.json()["type"], "/problems/no-such-employee");
    }
    let [stored] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    let shown = app
        .resolve(
            &send,
            json!({ "decision": "consider", "employee": stored.id }),
        )
        .await;
    let shown = shown.json();
    assert_eq!(shown["state"], "needs_person");
    assert_eq!(shown["matches"][0]["name"], "Amelia Hartwell", "{shown}");
    assert_eq!(
        shown["problem"]["code"], "search-refused",
        "the question stays"
    );
    app.resolve(
        &shown,
        json!({ "decision": "adopt", "employee": stored.id }),
    )
    .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["state"], &send["employee"]["id"]),
        (&json!("done"), &json!(stored.id)),
        "{send}"
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn before_a_create_too_whoever_was_found_by_hand_can_be_updated() {
    let app = TestApp::start().await;
    // Without an e-mail address a key that may not look has to ask.
    app.sandbox
        .add_fault(Fault::on("GET", "/employees").answer(403).times(50));
    let send = app.begins(HIRED, &[("homeEmail", json!(""))]).await;
    let send = app.settled(&send).await;
    assert_eq!(
        (&send["state"], &send["problem"]["code"]),
        (&json!("twin_found"), &json!("could-not-look")),
        "{send}"
    );
    let known = app.sandbox.employees().remove(0).id;
    let consider = json!({ "decision": "consider", "employee": known });
    let shown = app.resolve(&send, consider).await.json();
    assert_eq!(shown["state"], "twin_found");
    assert_eq!(shown["matches"][0]["employee"]["id"], known, "{shown}");
    let update = json!({ "decision": "update", "employee": known });
    app.resolve(&shown, update).await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["kind"], &send["employee"]["id"]),
        (&json!("update"), &json!(known)),
        "{send}"
    );
    assert_eq!(app.creates(), 0);
}
