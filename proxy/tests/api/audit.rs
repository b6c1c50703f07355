//! The record of who did what, as an admin reads, checks and takes it.

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::test_app::{HIRED, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_hire_leaves_a_record_that_somebody_else_can_check_and_that_names_no_candidate() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    let stage = json!({ "stage": "offer" });
    let path = format!("/api/candidates/{HIRED}/stage");
    bo.asks(Method::PUT, &path, Some(&stage)).await;
    bo.asks(Method::PUT, &path, Some(&json!({ "stage": "hired" })))
        .await;
    let sent = bo.sends(HIRED, &[]).await;
    assert_eq!(sent["state"], "done");
    bo.posts("/api/sends/export", &json!({})).await;

    let page = ann.posts("/api/audit/search", &json!({})).await.json();
    let told: Vec<String> = page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            format!("{} {} {}", entry["who"], entry["words"], entry["note"]).replace('"', "")
        })
        .collect();
    assert_eq!(told[0], "bo@acme.example Took the export log as a file ");
    assert!(told.contains(&"bo@acme.example Moved a candidate to another stage hired".to_owned()));
    assert!(told.contains(&"bo@acme.example A send entered a state intent".to_owned()));
    assert!(told.contains(&"proxy A send entered a state done".to_owned()));
    let only = json!({ "what": "candidate-moved" });
    let only = ann.posts("/api/audit/search", &only).await.json();
    assert_eq!(only["total"], 2);

    let verdict = ann.posts("/api/audit/verify", &json!({})).await.json();
    assert_eq!(verdict["problem"], Value::Null);
    let file = ann.posts("/api/audit/export", &json!({})).await;
    assert_eq!(file.status, StatusCode::OK);
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    for personal in ["Amelia", "Hartwell", "amelia.hartwell@example.com"] {
        assert!(!text.contains(personal), "{personal}");
    }
    // As the documentation says, without a line of ours.
    let digest = |text: String| {
        let digest = Sha256::digest(text.as_bytes());
        digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let mut before = digest(json!(["send-to-bamboohr audit v1", "local"]).to_string());
    let mut checked = 0;
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let parts = json!([
            before,
            line["account"],
            line["sequence"],
            line["at"],
            line["who"],
            line["what"],
            line["about"],
            line["note"]
        ]);
        assert_eq!(line["hash"], digest(parts.to_string()), "{line}");
        before = line["hash"].as_str().unwrap().to_owned();
        checked += 1;
        assert_eq!(line["sequence"], checked);
    }
    // Taking it is in it.
    assert_eq!(checked, verdict["sequence"].as_i64().unwrap() + 1);
}
