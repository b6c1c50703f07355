//! Many candidates at once: one bad candidate stops nobody.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use proxy::account::AccountId;
use proxy::ledger::NewArrival;
use serde_json::{Value, json};

use crate::test_app::{Answer, TestApp};

const GOOD: [&str; 3] = ["cand_0001", "cand_0002", "cand_0003"];
/// At the offer, not hired.
const NOT_HIRED: &str = "cand_0013";

async fn post_batch(app: &TestApp, key: &str, body: &Value) -> Answer {
    let request = Request::post("/api/batches").header("host", "localhost");
    let request = request
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    app.request(request.body(Body::from(body.to_string())).unwrap())
        .await
}

fn batch(candidates: &[&str]) -> Value {
    let entries: Vec<Value> = candidates.iter().map(|id| json!({ "id": id })).collect();
    json!({ "candidates": entries })
}

async fn ended(app: &TestApp, id: &str) -> Value {
    until(app, id, |view| {
        let mut sends = view["sends"].as_array().unwrap().iter();
        !sends.any(|send| {
            ["intent", "in_flight", "created", "unknown"]
                .contains(&send["state"].as_str().unwrap_or_default())
        })
    })
    .await
}

/// The batch once it is as wanted.
async fn until(app: &TestApp, id: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/api/batches/{id}");
    let waiting = async {
        loop {
            let view = app.get(&path).await.json();
            if is_wanted(&view) {
                return view;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, waiting).await.unwrap()
}

#[tokio::test]
async fn the_checklist_says_for_each_person_what_is_missing_or_why_not() {
    let app = TestApp::start().await;
    app.json(
        Method::PUT,
        "/api/candidates/cand_0020/stage",
        &json!({ "stage": "hired" }),
    )
    .await;
    let asked = json!({ "candidates": ["cand_0001", NOT_HIRED, "cand_0020", "nobody"] });
    let checklist = app.json(Method::POST, "/api/batches/check", &asked).await;
    assert_eq!(checklist.status, StatusCode::OK, "{:?}", checklist.body);
    let checklist = checklist.json();
    let [ready, not_hired, incomplete] = checklist["candidates"].as_array().unwrap().as_slice()
    else {
        panic!("{checklist}")
    };
    assert_eq!(ready["missing"], json!([]));
    assert_eq!(ready["send"], Value::Null);
    assert_eq!(ready["obstacle"], Value::Null);
    assert!(not_hired["obstacle"].as_str().unwrap().contains("Hired"));
    assert!(
        incomplete["missing"]
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field["id"] == "hireDate"),
        "{incomplete}"
    );
}

#[tokio::test]
async fn whose_form_was_begun_is_not_sent_without_what_was_typed() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let draft = json!({ "draft": "{}", "version": 0 });
    let path = "/api/candidates/cand_0001/draft";
    let kept = app.json(Method::PUT, path, &draft).await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    let asked = json!({ "candidates": ["cand_0001"] });
    let checklist = app.json(Method::POST, "/api/batches/check", &asked).await;
    let obstacle = checklist.json()["candidates"][0]["obstacle"].clone();
    let words = obstacle.as_str().unwrap();
    assert!(words.contains("has begun the form"), "{words}");
    let answer = post_batch(&app, "begun", &batch(&["cand_0001"])).await;
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let view = ended(&app, &id).await;
    assert!(view.to_string().contains("has begun the form"), "{view}");
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn whose_file_is_late_is_not_sent_from_a_list_without_it() {
    let app = TestApp::start().await;
    let account = AccountId::local();
    let candidate = json!({ "id": "pinpoint-acme-1", "first_name": "Ada", "last_name": "Lovelace", "stage": "hired",
                            "email": "ada@example.com", "phone": null, "job": { "title": "Engineer" } });
    let new = |is_late| NewArrival {
        candidate: serde_json::from_value(candidate.clone()).unwrap(),
        application: "1".to_owned(),
        subdomain: "acme".to_owned(),
        files: Vec::new(),
        attachments: BTreeMap::new(),
        is_late,
        notice: None,
    };
    let obstacle = async || {
        let asked = json!({ "candidates": ["pinpoint-acme-1"] });
        let checklist = app.json(Method::POST, "/api/batches/check", &asked).await;
        checklist.json()["candidates"][0]["obstacle"].clone()
    };
    let late = app.ledger.bring_from_pinpoint(&account, &new(true)).await;
    late.unwrap();
    let words = obstacle().await;
    assert!(words.as_str().unwrap().contains("has not come"), "{words}");
    let answer = post_batch(&app, "late", &batch(&["pinpoint-acme-1"])).await;
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let view = ended(&app, &id).await;
    assert!(view.to_string().contains("has not come"), "{view}");
    assert_eq!(app.creates(), 0);
    let come = app.ledger.bring_from_pinpoint(&account, &new(false)).await;
    come.unwrap();
    assert_eq!(obstacle().await, Value::Null);
}

#[tokio::test]
async fn whoever_was_sent_before_is_on_the_checklist_with_how_that_send_stands() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    let undecided = app.begins(GOOD[0], &[]).await;
    app.settled(&undecided).await;
    let done = app.begins(GOOD[1], &[]).await;
    app.settled(&done).await;
    let account = AccountId::local();
    app.submission(GOOD[2], &[]).await;
    let minute = std::time::Duration::from_secs(60);
    app.ledger.hold_back(&account, minute).await.unwrap();
    let running = app.begins(GOOD[2], &[]).await;
    let asked = json!({ "candidates": GOOD });
    let checklist = app.json(Method::POST, "/api/batches/check", &asked).await;
    let checklist = checklist.json();
    for (line, (send, words)) in checklist["candidates"].as_array().unwrap().iter().zip([
        (undecided, "Was sent before and waits for a decision."),
        (done, "Was sent before."),
        (running, "Is being sent already."),
    ]) {
        assert_eq!(
            (&line["send"], &line["obstacle"]),
            (&json!(send), &json!(words))
        );
    }
}

#[tokio::test]
async fn a_batch_that_waits_for_another_key_says_whom_to_ask() {
    let app = TestApp::start().await;
    app.submission(GOOD[0], &[]).await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(401));
    let begun = post_batch(&app, "k", &batch(&GOOD[..1])).await.json();
    let id = begun["id"].as_str().unwrap();
    let view = until(&app, id, |view| view["waits"].is_string()).await;
    let waits = view["waits"].as_str().unwrap();
    assert!(waits.contains("does not accept the API key"), "{waits}");
    assert!(waits.contains("Ask your admin"), "{waits}");
}

#[tokio::test]
async fn a_batch_with_bad_ones_sends_the_good_ones_and_says_why_not_of_the_others() {
    let app = TestApp::start().await;
    let body = json!({ "candidates": [
        { "id": GOOD[0] },
        { "id": NOT_HIRED },
        { "id": GOOD[1], "submission": { "hireDate": "tomorrow" } },
        { "id": GOOD[2], "submission": { "city": "Bath" } },
        { "id": GOOD[0] },
    ] });
    let begun = post_batch(&app, "k", &body).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{:?}", begun.body);
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(begun.headers["location"], format!("/api/batches/{id}"));
    let view = ended(&app, &id).await;
    let sends = view["sends"].as_array().unwrap();
    let states: Vec<&Value> = sends.iter().map(|send| &send["state"]).collect();
    assert_eq!(
        states,
        [&json!("done"), &Value::Null, &Value::Null, &json!("done")]
    );
    assert!(sends[1]["problem"].as_str().unwrap().contains("Hired"));
    assert_eq!(sends[2]["fields"][0]["field"], "hireDate");
    assert!(sends[3]["employee"]["id"].is_string());
    assert_eq!(app.creates(), 2);

    let again = post_batch(&app, "k", &body).await;
    assert_eq!(again.body, begun.body, "the same key gets the same bytes");
    let reused = post_batch(&app, "k", &batch(&GOOD)).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent_before = post_batch(&app, "k2", &batch(&GOOD)).await.json();
    let sent_before = ended(&app, sent_before["id"].as_str().unwrap()).await;
    assert_eq!(sent_before["sends"][0]["state"], Value::Null);
    assert_eq!(
        sent_before["sends"][1]["state"], "done",
        "only this one was left"
    );
    assert_eq!(app.creates(), 3);
}

#[tokio::test]
async fn a_paused_batch_waits_with_what_has_not_left_and_goes_on_afterwards() {
    let app = TestApp::start().await;
    // Nothing leaves while BambooHR asks for a pause; so there is time for the other pause.
    let account = AccountId::local();
    app.submission(GOOD[0], &[]).await;
    let second = std::time::Duration::from_secs(1);
    app.ledger.hold_back(&account, second).await.unwrap();
    let begun = post_batch(&app, "k", &batch(&GOOD)).await.json();
    let path = format!("/api/batches/{}", begun["id"].as_str().unwrap());
    let waiting = app.get(&path).await.json();
    assert!(waiting["waits"].is_string(), "{waiting}");
    let paused = json!({ "paused": true });
    let paused = app
        .json(Method::PUT, &format!("{path}/paused"), &paused)
        .await;
    assert_eq!(paused.json()["paused"], true);
    // Whoever meets one of its sends finds the batch again, and hears that it is paused.
    let page = app
        .json(Method::POST, "/api/sends/search", &json!({}))
        .await;
    for row in page.json()["sends"].as_array().unwrap() {
        assert_eq!(row["batch"], begun["id"]);
        assert_eq!(row["problem"], "The batch is paused.");
        let path = format!("/api/sends/{}", row["id"].as_str().unwrap());
        let view = app.get(&path).await.json();
        assert_eq!(
            (&view["batch"], &view["problem"]["code"]),
            (&begun["id"], &json!("paused"))
        );
    }
    while app
        .ledger
        .upstream(&account)
        .await
        .unwrap()
        .holds_for
        .is_some()
    {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Somebody who is in no batch is sent meanwhile; whoever is in it is not.
    let other = app.begins("cand_0004", &[]).await;
    assert_eq!(app.settled(&other).await["state"], "done");
    assert_eq!(app.creates(), 1);
    let goes_on = json!({ "paused": false });
    app.json(Method::PUT, &format!("{path}/paused"), &goes_on)
        .await;
    let view = ended(&app, begun["id"].as_str().unwrap()).await;
    for send in view["sends"].as_array().unwrap() {
        assert_eq!(send["state"], "done", "{view}");
    }
    assert_eq!(app.creates(), 4);
}

#[tokio::test]
async fn too_many_or_nobody_is_no_batch() {
    let app = TestApp::start().await;
    let many: Vec<Value> = (0..201)
        .map(|number| json!({ "id": format!("c{number}") }))
        .collect();
    let refused = post_batch(&app, "k", &json!({ "candidates": many })).await;
    assert_eq!(refused.json()["type"], "/problems/too-many");
    let refused = post_batch(&app, "k", &batch(&["nobody"])).await;
    assert_eq!(refused.json()["type"], "/problems/nobody-chosen");
}
