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
    // Who is waiting before the two below, so that they have no turn however slow this machine is.
    let first = endless(&plugin, SUBMIT);
    let before = (endless(&plugin, SUBMIT), endless(&plugin, SUBMIT));
    let large = format!("{{}}{}", " ".repeat(300_000));
    let second = async {
        let (status, meta) = asked(&plugin, META, &[], large.clone()).await;
        assert_eq!(status, StatusCode::OK, "{meta}");
        assert!(
            callout(&meta).contains("Other files are being taken in"),
            "{meta}"
        );
    };
    let third = async {
        let (status, result) = asked(&plugin, SUBMIT, &[], large.clone()).await;
        assert_eq!(status, StatusCode::OK, "{result}");
        assert!(
            toast(&result).contains("Other files are being taken in"),
            "{result}"
        );
    };
    let ((status, result), _, _, (), ()) = tokio::join!(first, before.0, before.1, second, third);
    assert_eq!(status, StatusCode::OK, "{result}");
    let words = toast(&result);
    assert!(
        words.contains("did not come in time") && words.contains("Nothing was sent"),
        "{words}"
    );
}

/// A submit with a CV of so many bytes.
fn with_a_cv(application: &str, bytes: usize) -> Value {
    use base64::Engine as _;
    let data = base64::engine::general_purpose::STANDARD.encode(vec![b'x'; bytes]);
    let cv = json!({ "data": data, "contentType": "application/pdf", "name": "cv.pdf" });
    let email = format!("{application}@home.example");
    submit(
        &json!({ "applicationUuid": application, "homeEmail": email, "lastName": format!("Byron-{application}"), "cv": cv }),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_with_a_body_that_never_comes_holds_up_nobody_with_a_code_and_soon_no_stranger()
{
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    // So many that, if they had the turns of those with a code, none of these would get one in its time.
    let strangers = (0..16).map(|_| endless(&pinpoint.plugin, SUBMIT));
    let with_a_code = async {
        for application in ["1", "2"] {
            let sent = pinpoint
                .calls(SUBMIT, &with_a_cv(application, 1_000_000))
                .await;
            assert_eq!(sent["success"], true, "{sent}");
        }
    };
    let (strangers, ()) = tokio::join!(futures_util::future::join_all(strangers), with_a_code);
    let in_turn = |(_, result): &&(_, Value)| toast(result).contains("did not come in time");
    let had_a_turn = strangers.iter().filter(in_turn).count();
    assert!(
        (1..=8).contains(&had_a_turn),
        "{had_a_turn}, one after the other"
    );
    // The code in the body: when the strangers' time is over.
    let mut body = with_a_cv("3", 1_000_000);
    body["configurationValues"] = json!([{ "key": "connectionCode", "value": pinpoint.code }]);
    let (_, sent) = asked(&pinpoint.plugin, SUBMIT, &[], body.to_string()).await;
    assert_eq!(sent["success"], true, "{sent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_brings_less_than_whoever_shows_a_code_before() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let large = with_a_cv("1", 11 * 1024 * 1024);
    let mut body = large.clone();
    body["configurationValues"] = json!([{ "key": "connectionCode", "value": pinpoint.code }]);
    let (status, refused) = asked(&pinpoint.plugin, SUBMIT, &[], body.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{refused}");
    assert!(toast(&refused).contains("in a header"), "{refused}");
    // Without a length it is counted while it is read.
    let pieces = body.to_string().into_bytes();
    let pieces: Vec<_> = pieces
        .chunks(65_536)
        .map(|piece| Ok::<_, std::io::Error>(piece.to_vec()))
        .collect();
    let request = Request::post(SUBMIT)
        .header("host", "plugin.acme.example")
        .header("transfer-encoding", "chunked")
        .body(Body::from_stream(futures_util::stream::iter(pieces)));
    let answer = pinpoint
        .plugin
        .clone()
        .oneshot(request.unwrap())
        .await
        .unwrap();
    let answer = answer.into_body().collect().await.unwrap().to_bytes();
    let refused: Value = serde_json::from_slice(&answer).unwrap();
    assert!(toast(&refused).contains("in a header"), "{refused}");
    assert_eq!(app.creates(), 0);
    assert_eq!(pinpoint.calls(SUBMIT, &large).await["success"], true);
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
