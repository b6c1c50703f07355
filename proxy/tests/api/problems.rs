//! Problem documents, and requests that are turned away before any route sees them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use insta::assert_snapshot;
use serde_json::json;

use crate::test_app::{HIRED, TestApp};

#[tokio::test]
async fn what_does_not_exist_is_a_problem_document_and_looks_the_same_everywhere() {
    let app = TestApp::start().await;
    let unknown = app.get("/api/nothing").await;
    assert_snapshot!(unknown.problem(), @r#"
    {
      "detail": "There is nothing at this address, or you may not see it. Go back to the list of candidates.",
      "status": 404,
      "title": "Not found",
      "type": "/problems/not-found"
    }
    "#);
    for path in [
        "/api/candidates/nobody",
        "/api/candidates/%2e%2e",
        "/api/candidates/%ff",
        "/api/candidates/%ff/form",
        "/api/sends/%ff",
        "/api/sends/1",
        "/api/sends/01a20beb-8c40-7531-8bc5-bcb27cd5474b",
    ] {
        assert_eq!(app.get(path).await.problem(), unknown.problem(), "{path}");
    }
}

#[tokio::test]
async fn an_already_sent_candidate_answers_with_the_send() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    let refused = app.get(&format!("/api/candidates/{HIRED}/form")).await;
    assert_snapshot!(refused.problem(), @r#"
    {
      "detail": "This candidate has already been sent to BambooHR, or is being sent. Open that send to see how it stands.",
      "send": "(a send)",
      "status": 409,
      "title": "Already sent",
      "type": "/problems/already-sent"
    }
    "#);
}

#[tokio::test]
async fn a_foreign_name_for_this_machine_is_refused() {
    let app = TestApp::start().await;
    for host in [
        "evil.example",
        "127.0.0.1.evil.example:8081",
        "",
        "192.168.0.7",
    ] {
        let request = Request::get("/api/session")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            app.request(request).await.status,
            StatusCode::MISDIRECTED_REQUEST,
            "{host}"
        );
    }
    for host in [
        "localhost",
        "localhost:8080",
        "127.0.0.1:1",
        "[::1]:8080",
        "[::1]",
    ] {
        let request = Request::get("/api/session")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(app.request(request).await.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_what_a_route_takes_are_refused_in_words() {
    let app = TestApp::start().await;
    let path = format!("/api/candidates/{HIRED}/stage");
    let cases = [
        (
            "text/plain",
            r#"{"stage":"hired"}"#.to_owned(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        ("application/json", "{".to_owned(), StatusCode::BAD_REQUEST),
        (
            "application/json",
            r#"{"stage":"hired","account":"other"}"#.to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "application/json",
            format!(r#"{{"stage":"{}"}}"#, "x".repeat(300_000)),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ];
    for (content_type, body, status) in cases {
        let request = Request::put(&path)
            .header("host", "localhost")
            .header("content-type", content_type);
        let answer = app.request(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{content_type}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
    assert_eq!(
        app.json(axum::http::Method::DELETE, &path, &json!({}))
            .await
            .status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_a_problem_document_everywhere() {
    let app = TestApp::start().await;
    for path in [
        "/healthz",
        "/api/session/passphrase",
        "/api/candidates/search",
    ] {
        let refused = app.json(axum::http::Method::DELETE, path, &json!({})).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert!(refused.problem().contains("/problems/method-not-allowed"));
    }
}

#[tokio::test]
async fn a_ledger_out_of_reach_claims_nothing_about_what_was_sent() {
    let app = TestApp::start().await;
    app.ledger.close().await;
    for path in ["/api/candidates/cand_0001", "/readyz"] {
        let refused = app.get(path).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(!refused.problem().contains("sent"), "{}", refused.problem());
    }
}

#[tokio::test]
async fn every_answer_says_what_it_is_is_kept_nowhere_and_runs_nothing() {
    let app = TestApp::start().await;
    for path in ["/api/session", "/api/nothing", "/healthz", "/nothing"] {
        let answer = app.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "content-security-policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            ),
        ] {
            assert_eq!(answer.headers[name], value, "{path}: {name}");
        }
        assert!(
            !answer.headers.contains_key("strict-transport-security"),
            "it is not https"
        );
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_text_says_that_it_is_utf_8() {
    let app = TestApp::behind_doors_with_pages().await;
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/candidates", "text/html; charset=utf-8"),
        ("/healthz", "text/plain; charset=utf-8"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.headers["content-type"], kind, "{path}");
    }
}

#[tokio::test]
async fn a_browsers_report_is_taken_and_nothing_else_is() {
    let app = TestApp::start().await;
    let report = |body: String, kind: &str| {
        let request = Request::post("/api/reports").header("host", "127.0.0.1");
        request
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap()
    };
    let body =
        json!({ "csp-report": { "effective-directive": "script-src", "blocked-uri": "inline" } });
    let taken = app
        .request(report(body.to_string(), "application/csp-report"))
        .await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    for (body, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("{}", StatusCode::BAD_REQUEST),
        ("[]", StatusCode::BAD_REQUEST),
        (&"x".repeat(20_000), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let refused = app
            .request(report(body.to_owned(), "application/csp-report"))
            .await;
        assert_eq!(refused.status, status, "{body:.20}");
    }
}
