//! The answer to the create call is lost. The proxy searches, never repeats, and asks when unsure.

use std::time::Duration;

use axum::http::StatusCode;
use bamboohr_sandbox::Fault;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

fn create() -> Fault {
    Fault::on("POST", "/employees")
}

/// Sends somebody who is stored and whose answer will be lost in a moment; what is looked up before the
/// create has been looked up.
async fn loses_its_answer(app: &TestApp) -> String {
    let pause = Duration::from_secs(1);
    app.sandbox
        .add_fault(create().delay(pause).drop_after_storing());
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["state"] == "in_flight").await;
    send
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
            "a body that says it is gzip",
            create()
                .answer(201)
                .header("Content-Encoding", "gzip")
                .body("\u{1f}\u{8b}\u{8}")
                .after_storing(),
        ),
        (
            "JSON nested too deeply",
            create()
                .answer(201)
                .body(&"[".repeat(100_000))
                .after_storing(),
        ),
        (
            "more values than any answer",
            create()
                .answer(201)
                .body(&format!("[0{}]", ",[]".repeat(700_000)))
                .after_storing(),
        ),
        (
            "a Location that is none",
            create()
                .answer(201)
                .header("Location", "https://evil.example/..%2f?id=%00")
                .after_storing(),
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
async fn the_candidates_id_alone_proves_who_was_created() {
    let app = TestApp::with_candidate_id_in("customCandidateID").await;
    app.sandbox.add_fault(create().drop_after_storing());
    // Without an e-mail address there is only the name to go by, which proves nothing.
    let send = app.begins(HIRED, &[("homeEmail", json!(""))]).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "done", "{send}");
    let employees = app.sandbox.employees();
    let mut holders = employees.iter().filter(|one| {
        one.fields
            .get("customCandidateID")
            .is_some_and(|id| id == HIRED)
    });
    let holder = holders.next().unwrap();
    assert_eq!(send["employee"]["id"], holder.id);
    assert!(holders.next().is_none());
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn the_search_waits_for_a_bamboohr_that_comes_back() {
    let app = TestApp::start().await;
    let send = loses_its_answer(&app).await;
    app.sandbox
        .add_fault(Fault::on("GET", "/employees").answer(503).times(2));
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_send_that_was_on_its_way_when_the_proxy_died_is_searched_not_sent() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    // The connection breaks only after the proxy is gone: killed, as far as its ledger can tell.
    app.in_ledger(
        "CREATE TRIGGER killed BEFORE UPDATE ON sends WHEN OLD.state = 'in_flight' BEGIN SELECT RAISE(FAIL, 'gone'); END",
    )
    .await;
    app.sandbox.add_fault(create().drop_before_storing());
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    let send = accepted["id"].as_str().unwrap();
    app.until(send, |view| view["state"] == "in_flight").await;
    app.sender.finish().await;
    app.in_ledger("DROP TRIGGER killed").await;

    let app = app.restart().await;
    assert_eq!(app.settled(send).await["state"], "needs_person");
    assert_eq!(app.creates(), 1);
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
        (&json!("incomplete"), &json!("incomplete"))
    );
    assert_eq!(send["receipt"], json!(null));
    let last = send["steps"].as_array().unwrap().last().unwrap();
    assert_eq!(last["problem"]["code"], "not-read-back", "{send}");
    app.sandbox.clear_faults();
    app.resolve(&send, json!({ "decision": "retry_steps" }))
        .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["problem"], json!(null));
    assert!(
        send["receipt"]["lines"]
            .as_array()
            .is_some_and(|lines| !lines.is_empty())
    );
}

#[tokio::test]
async fn while_bamboohr_cannot_be_asked_the_search_goes_on_and_says_so() {
    let app = TestApp::start().await;
    app.looks_after_bamboohr();
    let send = loses_its_answer(&app).await;
    app.sandbox
        .add_fault(Fault::on("GET", "/employees").answer(502).times(100));
    let waiting = app
        .until(&send, |view| view["problem"]["code"] == "search-waits")
        .await;
    assert_eq!(waiting["state"], "unknown");
    app.sandbox.clear_faults();
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_list_of_people_that_stays_unreadable_is_a_question_to_a_person() {
    for fault in [
        Fault::on("GET", "/employees").answer(200).body("<html>"),
        Fault::on("GET", "/employees").answer(302),
    ] {
        let app = TestApp::start().await;
        let send = loses_its_answer(&app).await;
        app.sandbox.add_fault(fault.times(9));
        let send = app.settled(&send).await;
        assert_eq!(
            (&send["state"], &send["problem"]["code"]),
            (&json!("needs_person"), &json!("search-refused"))
        );
        app.sandbox.clear_faults();
        app.resolve(&send, json!({ "decision": "look_again" }))
            .await;
        let send = app.settled(send["id"].as_str().unwrap()).await;
        assert_eq!(send["state"], "done", "the next search can read it");
    }
}

#[tokio::test]
async fn an_employee_that_another_send_already_has_is_a_question_to_a_person() {
    let app = TestApp::start().await;
    assert_eq!(app.send(HIRED).await["state"], "done");
    // A BambooHR that was set back gives the same id to somebody else.
    app.sandbox.reset();
    let body = app.submission("cand_0002", &[]).await;
    let send = app.post_send("cand_0002", "k2", &body).await.json();
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(
        (&send["state"], &send["problem"]["code"]),
        (&json!("needs_person"), &json!("employee-taken"))
    );
    assert!(
        send["problem"]["advice"].to_string().contains("118"),
        "{send}"
    );
}

#[tokio::test]
async fn two_sends_cannot_be_told_to_be_the_same_employee() {
    let app = TestApp::start().await;
    let employee = app.send(HIRED).await["employee"]["id"].clone();
    app.sandbox.add_fault(create().drop_before_storing());
    let send = app.begins("cand_0002", &[]).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "needs_person");
    let consider = json!({ "decision": "consider", "employee": employee });
    let shown = app.resolve(&send, consider).await.json();
    assert_eq!(shown["matches"][0]["is_ours"], true, "{shown}");
    let adopt = json!({ "decision": "adopt", "employee": employee });
    let refused = app.resolve(&shown, adopt).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["type"], "/problems/employee-taken");
}

#[tokio::test]
async fn without_a_connection_a_decision_that_needs_bamboohr_is_refused_and_nothing_moves() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(create().drop_before_storing());
    let send = app.send(HIRED).await;
    let app = app.restart_with(None).await;
    let refused = app
        .resolve(&send, json!({ "decision": "look_again" }))
        .await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    let released = app
        .resolve(&send, json!({ "decision": "not_created" }))
        .await;
    assert_eq!(released.json()["state"], "released");
}

/// Somebody says that nobody was created while the call is still on its way.
async fn is_released_too_early(app: &TestApp) -> String {
    let pause = Duration::from_millis(500);
    app.sandbox.add_fault(create().delay(pause));
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["state"] == "in_flight").await;
    app.in_ledger(
        "UPDATE sends SET state = 'released', fence = fence + 1, lease_by = NULL, lease_until = 0",
    )
    .await;
    send
}

#[tokio::test]
async fn an_answer_that_comes_after_the_decision_is_still_the_truth() {
    let app = TestApp::start().await;
    let send = is_released_too_early(&app).await;
    let view = app.until(&send, |view| view["state"] == "done").await;
    assert!(view["receipt"].is_object(), "{view}");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_after_the_candidate_was_sent_again_is_told_with_the_employee() {
    let app = TestApp::start().await;
    let first = is_released_too_early(&app).await;
    let email = json!("amelia@example.com");
    let body = app.submission(HIRED, &[("homeEmail", email)]).await;
    app.post_send(HIRED, "again", &body).await;
    let view = app
        .until(&first, |view| view["problem"]["code"] == "came-late")
        .await;
    assert_eq!(view["state"], "released");
    let [stored] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    assert_eq!(view["employee"]["id"], stored.id);
    assert_eq!(
        view["history"][0]["words"],
        "BambooHR confirmed the employee after a person had decided"
    );
}
