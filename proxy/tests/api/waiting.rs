//! BambooHR asks for a pause, is out of reach, or rejects the key: what was accepted waits and goes on by
//! itself, nothing is asked before its time, and nobody is made twice.

use std::time::{Duration, Instant};

use bamboohr_sandbox::{ADMIN_KEY, Fault, Key, Sandbox};
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

fn create() -> Fault {
    Fault::on("POST", "/employees")
}

#[tokio::test]
async fn a_pause_that_bamboohr_asks_for_is_kept_to_the_instant_and_then_the_hire_is_sent() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(create().answer(429).header("Retry-After", "2"));
    let send = app.begins(HIRED, &[]).await;
    let waiting = app
        .until(&send, |view| {
            view["state"] == "intent" && view["problem"]["code"] == "rate-limited"
        })
        .await;
    let told = Instant::now();
    assert_eq!(waiting["state"], "intent");
    assert!(
        (1..=2).contains(&waiting["waits_seconds"].as_u64().unwrap()),
        "{waiting}"
    );
    assert_eq!(app.settled(&send).await["state"], "done");
    assert!(told.elapsed() > Duration::from_millis(1_800), "too early");
    assert_eq!(app.creates(), 2, "the first was turned away");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn while_bamboohr_wants_a_pause_nothing_else_is_asked_and_a_person_can_stop_it() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(create().answer(429).header("Retry-After", "60"));
    let first = app.begins(HIRED, &[]).await;
    app.until(&first, |view| view["problem"]["code"] == "rate-limited")
        .await;
    let asked = app.sandbox.requests().len();
    let second = app.begins("cand_0002", &[]).await;
    let waiting = app
        .until(&second, |view| view["waits_seconds"].is_u64())
        .await;
    assert_eq!(waiting["can_stop"], true, "{waiting}");
    let stopped = app.resolve(&waiting, json!({ "decision": "stop" })).await;
    assert_eq!(stopped.json()["state"], "not_sent");
    assert_eq!(app.sandbox.requests().len(), asked, "{waiting}");
}

#[tokio::test]
async fn a_hire_waits_for_a_bamboohr_that_is_out_of_reach_and_is_sent_when_it_is_back() {
    let mut app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let elsewhere = Sandbox::start().await.unwrap();
    let reachable = std::mem::replace(&mut app.sandbox, elsewhere);
    let address = reachable.address();
    reachable.stop().await;
    app.looks_after_bamboohr();
    let accepted = app.post_send(HIRED, "first", &body).await.json();
    let send = accepted["id"].as_str().unwrap();
    let waiting = app
        .until(send, |view| view["problem"]["code"] == "unreachable")
        .await;
    assert_eq!(waiting["state"], "intent");
    let advice = waiting["problem"]["advice"].as_str().unwrap();
    assert!(advice.starts_with("Nothing was created yet."), "{advice}");

    app.sandbox = Sandbox::start_on(address).await.unwrap();
    assert_eq!(app.settled(send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn an_outage_is_asked_about_once_in_a_while_whatever_waits() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let other = app.submission("cand_0002", &[]).await;
    app.looks_after_bamboohr();
    for path in ["/employees", "/employees/0", "/meta/fields"] {
        app.sandbox
            .add_fault(Fault::on("GET", path).answer(502).times(1_000));
    }
    let first = app.post_send(HIRED, "a", &body).await.json();
    let second = app.post_send("cand_0002", "b", &other).await.json();
    app.until(first["id"].as_str().unwrap(), |view| {
        view["problem"]["code"] == "unreachable"
    })
    .await;
    // Three failures close the account; from then on there is one question in a second.
    let closed = async || {
        app.ledger
            .upstream(&account())
            .await
            .unwrap()
            .is_out_of_reach()
    };
    while !closed().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let probes = || {
        let requests = app.sandbox.requests().into_iter();
        requests
            .filter(|one| one.path.contains("/employees/0?"))
            .count()
    };
    let (before, began) = (probes(), Instant::now());
    while probes() < before + 3 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(
        began.elapsed() >= Duration::from_millis(1_900),
        "{:?}",
        began.elapsed()
    );
    app.sandbox.clear_faults();
    for send in [first, second] {
        let send = app.settled(send["id"].as_str().unwrap()).await;
        assert_eq!(send["state"], "done", "{send}");
    }
    assert_eq!(app.creates(), 2);
}

#[tokio::test]
async fn a_rejected_key_stops_everything_at_once_says_so_and_goes_on_after_a_check() {
    let app = TestApp::start().await;
    app.submission("cand_0002", &[]).await;
    app.sandbox.add_fault(create().answer(401));
    let first = app.begins(HIRED, &[]).await;
    app.until(&first, |view| {
        view["state"] == "intent" && view["problem"]["code"] == "key-rejected"
    })
    .await;
    let session = app.get("/api/session").await.json();
    assert_eq!(session["bamboohr"]["status"], "unavailable");
    let reason = session["bamboohr"]["reason"].as_str().unwrap();
    assert!(reason.contains("does not accept the API key"), "{reason}");

    let asked = app.sandbox.requests().len();
    app.begins("cand_0002", &[]).await;
    let stopped = app.get("/api/candidates/cand_0002").await.json();
    assert_eq!(stopped["send"]["state"], "intent");
    assert_eq!(
        app.sandbox.requests().len(),
        asked,
        "the key is used by nobody"
    );
    let view = app.get(&format!("/api/sends/{first}")).await.json();
    assert_eq!(view["waits_seconds"], json!(null), "nobody knows how long");

    let check = app
        .json(
            axum::http::Method::POST,
            "/api/connection/check",
            &json!({}),
        )
        .await;
    assert_eq!(check.json()["status"], "ready");
    assert_eq!(app.settled(&first).await["state"], "done");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn a_lost_answer_and_a_rejected_key_wait_together_and_nobody_is_made_twice() {
    let app = TestApp::start().await;
    let late = create().delay(Duration::from_secs(1)).drop_after_storing();
    app.sandbox.add_fault(late);
    let send = app.begins(HIRED, &[]).await;
    // The create call was let in; the search for what became of it is not.
    app.until(&send, |view| view["state"] == "in_flight").await;
    app.sandbox.remove_key("admin");
    app.until(&send, |view| view["problem"]["code"] == "key-rejected")
        .await;
    let key = Key::administrator(ADMIN_KEY);
    app.sandbox.set_key("admin", key).unwrap();
    app.json(
        axum::http::Method::POST,
        "/api/connection/check",
        &json!({}),
    )
    .await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

fn account() -> proxy::account::AccountId {
    proxy::account::AccountId::local()
}
