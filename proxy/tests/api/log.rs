//! The export log over HTTP, and the live picture of a send.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use bamboohr_sandbox::Fault;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

async fn search(app: &TestApp, search: Value) -> Value {
    let page = app.json(Method::POST, "/api/sends/search", &search).await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.body);
    page.json()
}

#[tokio::test]
async fn the_log_tells_who_did_what_and_what_needs_a_person_comes_first() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").drop_before_storing());
    let lost = app.begins(HIRED, &[]).await;
    app.settled(&lost).await;
    let done = app.begins("cand_0002", &[]).await;
    app.settled(&done).await;

    let page = search(&app, json!({})).await;
    let rows = page["sends"].as_array().unwrap();
    assert_eq!(
        (&rows[0]["id"], &rows[1]["id"]),
        (&json!(lost), &json!(done))
    );
    assert_eq!(
        (&page["total"], &page["need_person"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(rows[0]["attempts"], 1);
    assert!(
        rows[0]["problem"]
            .as_str()
            .unwrap()
            .contains("answer was lost")
    );
    assert_eq!(rows[1]["who"], "Demo admin");
    assert!(
        rows[1]["employee"]["url"]
            .as_str()
            .unwrap()
            .starts_with(&app.sandbox.url())
    );
    let page = search(&app, json!({ "outcome": "done", "text": "brandt" })).await;
    assert_eq!(page["sends"].as_array().unwrap().len(), 1);
    let session = app.get("/api/session").await.json();
    assert_eq!(session["need_person"], 1);

    let weeks = app.get("/api/sends/weeks").await.json();
    assert_eq!(weeks.as_array().unwrap().len(), 12);
    assert_eq!(
        (&weeks[11]["done"], &weeks[11]["needs_person"]),
        (&json!(1), &json!(1))
    );

    let file = app
        .json(
            Method::POST,
            "/api/sends/export",
            &json!({ "outcome": "done", "text": "brandt", "who": "DEMO" }),
        )
        .await;
    assert!(
        file.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/csv")
    );
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    assert!(text.starts_with("\u{feff}Send,"), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("\"cand_0002\",\"Jonas Brandt\",\"create\",\"done\""),
        "{text}"
    );
}

#[tokio::test]
async fn the_file_is_of_what_is_searched_for_and_of_nothing_else() {
    let app = TestApp::start().await;
    for candidate in [HIRED, "cand_0002"] {
        app.settled(&app.begins(candidate, &[]).await).await;
    }
    for (search, rows) in [
        (json!({}), 2),
        (json!({ "text": "hartwell" }), 1),
        (json!({ "text": "nobody" }), 0),
        (json!({ "who": "admin demo" }), 2),
        (json!({ "who": "proxy" }), 0),
        (json!({ "until": "2001-01-01" }), 0),
    ] {
        let file = app.json(Method::POST, "/api/sends/export", &search).await;
        let text = String::from_utf8(file.body.to_vec()).unwrap();
        assert_eq!(text.lines().count(), 1 + rows, "{search}: {text}");
    }
}

#[tokio::test]
async fn a_row_says_what_its_send_waits_for_and_whether_a_person_stopped_it() {
    let app = TestApp::start().await;
    let account = proxy::account::AccountId::local();
    app.submission(HIRED, &[]).await;
    let minute = std::time::Duration::from_secs(60);
    app.ledger.hold_back(&account, minute).await.unwrap();
    let send = app.begins(HIRED, &[]).await;
    let problem = async || search(&app, json!({})).await["sends"][0]["problem"].clone();
    assert_eq!(problem().await, "BambooHR asks us to wait.");
    let view = app.get(&format!("/api/sends/{send}")).await.json();
    assert_eq!(view["problem"]["title"], problem().await, "the same words");
    app.resolve(&view, json!({ "decision": "stop" })).await;
    let stopped = problem().await;
    assert_eq!(
        stopped,
        "A person stopped this before anything left for BambooHR."
    );
}

/// The events of a stream that ends, as (id, data).
async fn events(
    app: &TestApp,
    send: &str,
    last_seen: Option<i64>,
) -> (StatusCode, Vec<(i64, Value)>) {
    let mut request = Request::get(format!("/api/sends/{send}/events")).header("host", "localhost");
    if let Some(seen) = last_seen {
        request = request.header("last-event-id", seen.to_string());
    }
    let (status, mut body) = app.stream(request.body(Body::empty()).unwrap()).await;
    let mut text = String::new();
    while let Some(frame) = body.frame().await {
        text.push_str(&String::from_utf8_lossy(frame.unwrap().data_ref().unwrap()));
    }
    let events = text.split("\n\n").filter(|event| event.contains("data:"));
    let events = events.map(|event| {
        let line = |name: &str| {
            let line = event.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim().to_owned()
        };
        assert_eq!(line("event:"), "send", "{event}");
        (
            line("id:").parse().unwrap(),
            serde_json::from_str(&line("data:")).unwrap(),
        )
    });
    (status, events.collect())
}

#[tokio::test]
async fn a_send_is_told_live_from_the_first_state_to_the_last_and_again_from_where_one_was() {
    let app = TestApp::start().await;
    let send = app.begins(HIRED, &[]).await;
    let (status, told) = events(&app, &send, None).await;
    assert_eq!(status, StatusCode::OK);
    let (last_id, last) = told.last().unwrap();
    assert_eq!(last["state"], "done");
    assert!(told.len() > 2, "{told:?}");
    assert!(
        told.windows(2).all(|pair| pair[0].0 <= pair[1].0),
        "ids grow"
    );

    let (status, rest) = events(&app, &send, Some(last_id - 1)).await;
    assert_eq!((status, rest.len()), (StatusCode::OK, 1));
    let (status, rest) = events(&app, &send, Some(*last_id)).await;
    assert_eq!(
        (status, rest.len()),
        (StatusCode::NO_CONTENT, 0),
        "the browser stays away"
    );
    let app = app.restart().await;
    let (_, again) = events(&app, &send, Some(1)).await;
    assert_eq!(
        again.last().unwrap().1["state"],
        "done",
        "also after a restart"
    );
}

#[tokio::test]
async fn a_proxy_that_stops_ends_its_live_pictures() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(
        Fault::on("POST", "/employees")
            .answer(429)
            .header("Retry-After", "60"),
    );
    let send = app.begins(HIRED, &[]).await;
    let (told, ()) = tokio::join!(events(&app, &send, None), async {
        app.until(&send, |view| view["waits_seconds"].is_u64())
            .await;
        app.sender.finish().await;
    });
    assert_eq!(told.0, StatusCode::OK);
}
