//! Personal data ages out, and what keeps somebody from being made twice does not.

use std::time::Duration;

use axum::http::StatusCode;
use handoff::Candidate;
use handoff::interface::Role;
use proxy::account::AccountId;
use proxy::ledger::Purged;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

const CANARIES: [&str; 4] = [
    "Canaryname",
    "Canarytown",
    "canary@example.com",
    "CanaryAnswer",
];

#[tokio::test(flavor = "multi_thread")]
async fn after_its_time_no_byte_of_a_person_is_in_the_ledger_and_nobody_is_made_twice() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let id = handoff::CandidateId::parse(HIRED).unwrap();
    let mut candidate: Candidate = app.ledger.candidate(&local, &id).await.unwrap().unwrap();
    candidate.last_name = Some("Canaryname".to_owned());
    candidate.email = Some("canary@example.com".to_owned());
    candidate.address.city = Some("Canarytown".to_owned());
    candidate.answers = vec![handoff::candidate::Answer {
        question: "Why?".to_owned(),
        answer: "CanaryAnswer".to_owned(),
    }];
    app.ledger
        .put_candidates(&local, &[candidate.clone()])
        .await
        .unwrap();
    let sent = ann
        .sends(HIRED, &[("homeEmail", json!("canary@example.com"))])
        .await;
    assert_eq!(sent["state"], "done", "{sent}");
    let (send, employee) = (sent["id"].as_str().unwrap(), sent["employee"]["id"].clone());
    let holds = |canary: &str| {
        let files = app.files();
        files
            .windows(canary.len())
            .any(|window| window == canary.as_bytes())
    };
    assert!(
        CANARIES.iter().all(|canary| holds(canary)),
        "they are there at first"
    );

    let day = Duration::from_secs(24 * 3600);
    assert_eq!(
        app.ledger.purge("Ann Lee", day).await.unwrap(),
        Purged::default()
    );
    let purged = app.ledger.purge("Ann Lee", Duration::ZERO).await.unwrap();
    assert_eq!(
        purged,
        Purged {
            sends: 1,
            candidates: 1
        }
    );
    for canary in CANARIES {
        assert!(!holds(canary), "{canary} is still in the ledger's files");
    }
    assert_eq!(
        app.ledger.purge("Ann Lee", Duration::ZERO).await.unwrap(),
        Purged::default()
    );

    // Who became which employee stays, and is shown without a name.
    let view = ann.gets(&format!("/api/sends/{send}")).await.json();
    assert_eq!(
        (&view["employee"]["id"], &view["name"]),
        (&employee, &json!("Somebody (personal data removed)"))
    );
    assert_eq!(view["receipt"], json!(null));
    let log = ann
        .posts("/api/sends/search", &json!({ "text": HIRED }))
        .await
        .json();
    assert_eq!(
        (&log["total"], &log["sends"][0]["employee"]["id"]),
        (&json!(1), &employee)
    );
    let gone = ann.gets(&format!("/api/candidates/{HIRED}")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);

    // The applicant tracking system brings the candidate again.
    app.ledger
        .put_candidates(&local, &[candidate])
        .await
        .unwrap();
    let again = json!({ "submission": {} });
    let again = ann
        .posts(&format!("/api/candidates/{HIRED}/sends"), &again)
        .await;
    assert_ne!(again.status, StatusCode::ACCEPTED);
    let form = ann.gets(&format!("/api/candidates/{HIRED}/form")).await;
    assert_eq!(form.json()["type"], "/problems/already-sent");
    assert_eq!(app.creates(), 1);
    assert!(app.ledger.verify_audit(&local, None).await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_person_or_is_under_way_is_not_taken_out() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let former = [("homeEmail", json!("former.colleague@example.com"))];
    let waiting = ann.sends(HIRED, &former).await;
    assert_eq!(waiting["state"], "twin_found");
    let purged = app.ledger.purge("Ann Lee", Duration::ZERO).await.unwrap();
    assert_eq!(purged, Purged::default());
    let view = ann
        .gets(&format!("/api/sends/{}", waiting["id"].as_str().unwrap()))
        .await
        .json();
    assert_eq!(
        (&view["name"], &view["matches"]),
        (&waiting["name"], &waiting["matches"])
    );
}
