//! What a recruiter sees: own and shared candidates, and of a hire only what is not for admins.

use axum::http::{Method, StatusCode};
use handoff::Candidate;
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Caller, HIRED, TestApp};

/// Makes a candidate somebody's.
async fn belongs_to(app: &TestApp, candidate: &str, email: &str) {
    let account = AccountId::local();
    let id = handoff::CandidateId::parse(candidate).unwrap();
    let found = app.ledger.candidate(&account, &id).await.unwrap().unwrap();
    let theirs = Candidate {
        recruiters: vec![email.to_owned()],
        ..found
    };
    app.ledger
        .put_candidates(&account, &[theirs])
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_candidate_is_nowhere_to_be_found() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let ann = app
        .signed_in(&local, "ann@acme.example", Role::Recruiter)
        .await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    belongs_to(&app, HIRED, "Ann@acme.example").await;
    let sent = ann.sends(HIRED, &[]).await;
    let send = sent["id"].as_str().unwrap();

    let count = async |who: &Caller<'_>| {
        let found = who.posts("/api/candidates/search", &json!({})).await.json();
        let log = who.posts("/api/sends/search", &json!({})).await.json();
        (
            found["total"].as_u64().unwrap(),
            log["total"].as_u64().unwrap(),
        )
    };
    let (of_ann, of_bo) = (count(&ann).await, count(&bo).await);
    assert_eq!((of_ann.0 - of_bo.0, of_ann.1, of_bo.1), (1, 1, 0));
    let checked = bo
        .posts("/api/batches/check", &json!({ "candidates": [HIRED] }))
        .await;
    assert_eq!(checked.json()["candidates"], json!([]));
    for path in [
        format!("/api/candidates/{HIRED}"),
        format!("/api/candidates/{HIRED}/form"),
        format!("/api/candidates/{HIRED}/changes"),
        format!("/api/candidates/{HIRED}/draft"),
        format!("/api/candidates/{HIRED}/photo"),
        format!("/api/sends/{send}"),
        format!("/api/sends/{send}/events"),
    ] {
        assert_eq!(bo.gets(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let stage = json!({ "stage": "rejected" });
    let path = format!("/api/candidates/{HIRED}/stage");
    let moved = bo.asks(Method::PUT, &path, Some(&stage)).await;
    assert_eq!(moved.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ann.gets(&format!("/api/candidates/{HIRED}")).await.json()["candidate"]["stage"],
        "hired"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_admins_only_is_in_no_receipt_comparison_or_draft_of_others() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    ann.keeps_for_admins("payRate").await;

    // A draft of somebody who sees more is shown without that, and what others type leaves it as it is.
    let path = format!("/api/candidates/{HIRED}/draft");
    let draft = |entries: Value, version: u64| json!({ "draft": json!({ "entries": entries, "shared": ["x"] }).to_string(), "version": version });
    let of_ann = draft(json!({ "payRate": "CANARY-1", "city": "Bonn" }), 0);
    ann.asks(Method::PUT, &path, Some(&of_ann)).await;
    let shown = bo.gets(&path).await.json();
    let shown: Value = serde_json::from_str(shown["draft"].as_str().unwrap()).unwrap();
    assert_eq!(
        shown,
        json!({ "entries": { "city": "Bonn" }, "shared": ["x"] })
    );
    let of_bo = draft(json!({ "city": "Ulm", "payRate": "forged" }), 1);
    let answer = bo.asks(Method::PUT, &path, Some(&of_bo)).await;
    assert!(!String::from_utf8_lossy(&answer.body).contains("CANARY-1"));
    let shown = ann.gets(&path).await.json();
    let shown: Value = serde_json::from_str(shown["draft"].as_str().unwrap()).unwrap();
    assert_eq!(
        shown["entries"],
        json!({ "payRate": "CANARY-1", "city": "Ulm" })
    );

    // Somebody who does not see it neither sends without it nor takes it away.
    let body = bo.submission(HIRED, &[]).await;
    let refused = bo
        .posts(&format!("/api/candidates/{HIRED}/sends"), &body)
        .await;
    assert_eq!(refused.json()["type"], "/problems/needs-admin");
    let kept = bo
        .asks(Method::DELETE, &path, Some(&json!({ "version": 2 })))
        .await;
    assert_eq!(kept.json()["type"], "/problems/needs-admin");
    assert_eq!(app.creates(), 0);

    let sent = ann.sends(HIRED, &[]).await;
    let send = sent["id"].as_str().unwrap();
    let lines = async |who: &Caller<'_>| {
        let view = who.gets(&format!("/api/sends/{send}")).await.json();
        let lines = view["receipt"]["lines"].as_array().unwrap().clone();
        lines
            .iter()
            .map(|line| line["field"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (all, some) = (lines(&ann).await, lines(&bo).await);
    assert_eq!(
        (all.len(), all.contains(&"payRate".to_owned())),
        (some.len() + 1, true)
    );
    assert!(!some.contains(&"payRate".to_owned()));

    // Another salary is agreed on: the comparison of an admin has it, that of a recruiter does not.
    let id = handoff::CandidateId::parse(HIRED).unwrap();
    let mut candidate = app.ledger.candidate(&local, &id).await.unwrap().unwrap();
    candidate.offer.as_mut().unwrap().salary = Some("80000.00".to_owned());
    app.ledger
        .put_candidates(&local, &[candidate])
        .await
        .unwrap();
    let fields = async |who: &Caller<'_>| {
        let view = who
            .gets(&format!("/api/candidates/{HIRED}/changes"))
            .await
            .json();
        view["changes"].to_string()
    };
    assert!(fields(&ann).await.contains("payRate"));
    assert!(!fields(&bo).await.contains("payRate"));
}
