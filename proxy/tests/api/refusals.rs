//! BambooHR says no, or is not there: what each answer becomes, and that nothing is repeated.

use axum::http::StatusCode;
use bamboohr_sandbox::{Fault, LIMITED_KEY};
use serde_json::json;

use crate::test_app::{HIRED, RETRIES, TestApp};

#[tokio::test]
async fn each_refusal_ends_the_send_with_words_for_it_after_one_request() {
    let create = || Fault::on("POST", "/employees");
    let says = |status: u16, text: &str| {
        create()
            .answer(status)
            .header("X-BambooHR-Error-Message", text)
    };
    let cases: [(Fault, &str, &str, Option<&str>); 7] = [
        (
            says(400, "Missing field"),
            "refused",
            "malformed",
            Some("Missing field"),
        ),
        (create().answer(403), "refused", "not-permitted", None),
        (create().answer(404), "refused", "company-not-found", None),
        (
            says(409, "Duplicate email, Duplicate email"),
            "refused",
            "duplicate-email",
            Some("Duplicate email"),
        ),
        (
            says(409, "Invalid state"),
            "refused",
            "invalid-value",
            Some("Invalid state"),
        ),
        (create().answer(429), "refused", "account-limit", None),
        (create().answer(415), "refused", "not-accepted", None),
    ];
    for (fault, state, code, message) in cases {
        let app = TestApp::start().await;
        app.sandbox.add_fault(fault);
        let send = app.send(HIRED).await;
        assert_eq!(
            (&send["state"], &send["problem"]["code"]),
            (&json!(state), &json!(code))
        );
        assert_eq!(
            send["problem"]["upstream_message"],
            json!(message),
            "{code}"
        );
        let advice = send["problem"]["advice"].as_str().unwrap();
        assert!(
            advice.starts_with("Nothing was created"),
            "{code}: {advice}"
        );
        assert_eq!(app.creates(), 1, "{code}");
    }
}

#[tokio::test]
async fn after_a_refusal_the_corrected_form_is_sent_and_creates_one_employee() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(409));
    assert_eq!(app.send(HIRED).await["state"], "refused");
    let body = app.submission(HIRED, &[("city", json!("Bath"))]).await;
    let accepted = app.post_send(HIRED, "another-key", &body).await.json();
    let send = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "done");
    assert_eq!(app.employees_with("amelia.hartwell@example.com").len(), 1);
}

#[tokio::test]
async fn a_key_that_may_add_nobody_is_told_whom_to_ask() {
    let app = TestApp::with_key(LIMITED_KEY).await;
    let send = app.send(HIRED).await;
    assert_eq!(
        (&send["state"], &send["problem"]["code"]),
        (&json!("refused"), &json!("not-permitted"))
    );
    assert_eq!(
        send["problem"]["upstream_message"],
        "Insufficient permissions"
    );
    assert!(
        send["problem"]["advice"]
            .as_str()
            .unwrap()
            .contains("Ask your admin")
    );
}

#[tokio::test]
async fn a_wrong_key_shows_in_the_session_and_at_the_form() {
    let app = TestApp::with_key("no-such-key").await;
    assert_eq!(
        app.get("/api/session").await.json()["bamboohr"]["status"],
        "checking"
    );
    let form = app.get(&format!("/api/candidates/{HIRED}/form")).await;
    assert_eq!(form.json()["type"], "/problems/bamboohr-unavailable");
    let connection = app.get("/api/session").await.json()["bamboohr"].clone();
    assert_eq!(connection["status"], "unavailable");
    assert!(
        connection["reason"]
            .as_str()
            .unwrap()
            .contains("does not accept the API key")
    );
}

#[tokio::test]
async fn many_forms_ask_a_failing_bamboohr_once() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("GET", "/meta/fields").answer(500).times(50));
    for _ in 0..5 {
        let form = app.get(&format!("/api/candidates/{HIRED}/form")).await;
        assert_eq!(form.json()["type"], "/problems/bamboohr-unavailable");
    }
    let asked = app.sandbox.requests().len();
    let tries = usize::try_from(RETRIES.tries).unwrap();
    assert_eq!(asked, tries, "one reading, with its own second try");
}

#[tokio::test]
async fn a_rate_limit_while_reading_countries_is_not_taken_for_a_missing_right() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(
        Fault::on("GET", "/meta/countries/options")
            .answer(429)
            .header("Retry-After", "1"),
    );
    let form = app.get(&format!("/api/candidates/{HIRED}/form")).await;
    assert_eq!(form.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(form.json()["detail"].to_string().contains("busy"));
}
