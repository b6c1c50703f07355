//! What cannot be taken is told in the shape that Pinpoint reads, and in time.

use std::time::{Duration, Instant};

use super::*;

/// A body that never comes, of a size that needs a turn.
async fn endless(plugin: &Router, path: &str) -> (StatusCode, Value) {
    let body = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let request = Request::post(path)
        .header("host", "plugin.acme.example")
        .header("content-length", 1_000_000)
        .body(Body::from_stream(body));
    let answer = plugin.clone().oneshot(request.unwrap()).await.unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_turn_or_does_not_come_in_time_is_told_so() {
    let app = TestApp::behind_doors_connected().await;
    let settings = PluginSettings::read("submit_seconds = 3\nmeta_seconds = 1").unwrap();
    let plugin = app.plugin_with(settings);
    let first = endless(&plugin, SUBMIT);
    let second = async {
        let large = format!("{{}}{}", " ".repeat(300_000));
        let (status, meta) = asked(&plugin, META, &[], large.clone()).await;
        assert_eq!(status, StatusCode::OK, "{meta}");
        assert!(
            callout(&meta).contains("Other files are being taken in"),
            "{meta}"
        );
        let (status, result) = asked(&plugin, SUBMIT, &[], large).await;
        assert_eq!(status, StatusCode::OK, "{result}");
        assert!(
            toast(&result).contains("Other files are being taken in"),
            "{result}"
        );
    };
    let ((status, result), ()) = tokio::join!(first, second);
    assert_eq!(status, StatusCode::OK, "{result}");
    let words = toast(&result);
    assert!(
        words.contains("did not come in time") && words.contains("Nothing was sent"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_calls_are_told_so_in_the_form_and_after_a_submit() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let nothing = json!({});
    let many = (0..400).map(|_| pinpoint.calls(SUBMIT, &nothing));
    let results = futures_util::future::join_all(many).await;
    let mut toasts = results.iter().map(toast);
    assert!(toasts.any(|words| words.contains("Too many requests")));
    let many = (0..400).map(|_| pinpoint.calls(META, &nothing));
    let forms = futures_util::future::join_all(many).await;
    assert!(
        forms
            .iter()
            .any(|form| form.to_string().contains("Too many requests"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submit_is_answered_in_its_time_whatever_bamboohr_does() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    // The fields are known by then.
    pinpoint.calls(META, &json!({})).await;
    let minute = Duration::from_secs(60);
    let held = app.ledger.hold_back(&AccountId::local(), minute).await;
    held.unwrap();
    let began = Instant::now();
    let result = pinpoint.submits(json!({})).await;
    assert!(
        toast(&result).contains("Accepted, and not sent yet"),
        "{result}"
    );
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
}
